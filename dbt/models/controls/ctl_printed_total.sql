-- The printed total of each form against the sum of the mart's figures: in all, and by type of expenditure. Where they
-- differ although every leaf is in the mart, the publisher's own sum is broken or rounded.
with
totals as (
    select
        f.mart, c.disclosure_id, c.form_id, c.amount_basis, k.classification_system,
        coalesce(m.expenditure_type, 'total') as total_of,
        sum(c.amount_yuan) as printed_yuan,
        count(*) filter (where c.value_state <> 'blank') as printed_count
    from {{ ref('stg_cell') }} as c
    inner join {{ ref('stg_disclosure') }} as d on c.disclosure_id = d.disclosure_id and d.is_current
    inner join {{ ref('int_table_placed') }} as f
        on
            c.document_id = f.document_id and c.form_id = f.form_id and c.form_ordinal = f.form_ordinal
            and c.form_variant is null and (f.side is null or c.side = f.side)
    inner join {{ ref('int_table_chosen') }} as k
        on f.mart = k.mart and f.table_id = k.table_id
    inner join {{ ref('measures') }} as m on c.measure = m.measure
    where
        c.quantity = 'money'
        and c.line_item = f.total_line_item and (f.coordinate = 'line' or c.row_kind = 'total')
        and (
            m.role = 'total'
            or (m.expenditure_type is not null and m.expenditure_subtype is null and f.coordinate = 'function')
        )
    group by all
),

figures as (
    select
        f.mart, f.disclosure_id, c.form_id, f.amount_basis, f.classification_system,
        unnest(['total', f.expenditure_type]) as total_of,
        f.amount_yuan
    from {{ ref('ctl_mart_figure') }} as f
    inner join {{ ref('stg_cell') }} as c on f.cell_id = c.cell_id
    where f.is_added
)

select
    t.mart, t.disclosure_id, t.form_id, t.amount_basis, t.classification_system, t.total_of,
    case when t.printed_count > 0 then t.printed_yuan end as printed_yuan,
    coalesce(sum(f.amount_yuan), 0) as mart_yuan
from totals as t
left join figures as f
    on
        t.mart = f.mart and t.disclosure_id = f.disclosure_id and t.form_id = f.form_id
        and t.amount_basis = f.amount_basis and t.classification_system = f.classification_system
        and t.total_of = f.total_of
group by
    t.mart, t.disclosure_id, t.form_id, t.amount_basis, t.classification_system, t.total_of, t.printed_count,
    t.printed_yuan
