-- Every yuan printed in a leaf cell is in its mart, once: the leaf cells are found again here from the raw cells, as
-- the smallest elements of the order "states the same money more coarsely", another way than the models go.
with
measure_tree as (
    {{ descendants(ref('measure_tree'), 'measure', 'parent_measure') }}
),

line_tree as (
    {{ descendants(ref('line_item_tree'), 'line_item', 'parent_line_item') }}
),

printed as (
    select
        f.mart, f.coordinate, c.disclosure_id, c.amount_basis, c.row_number, c.column_number, c.row_kind, c.unit_code,
        c.amount_yuan, c.line_item, c.measure, c.side,
        f.table_id,
        coalesce(c.classification_code, c.function_code, c.economic_code) as code,
        t.measure is not null as is_addable,
        t.partition is not null as is_partition,
        t.partition = f.partition as is_preferred,
        coalesce(md.descendants, []) as finer_measures,
        coalesce(ld.descendants, []) as finer_lines,
        coalesce(l.role in ('leaf', 'subtotal', 'total', 'grand_total', 'opening'), false)
        and (f.mart <> 'fct_three_public' or l.component is not null) as is_line
    from {{ ref('stg_cell') }} as c
    inner join {{ ref('stg_disclosure') }} as d on c.disclosure_id = d.disclosure_id and d.is_current
    inner join {{ ref('int_table_placed') }} as f
        on
            c.document_id = f.document_id and c.form_id = f.form_id and c.form_ordinal = f.form_ordinal
            and c.form_variant is null and (f.side is null or c.side = f.side)
    left join {{ ref('measure_tree') }} as t on c.measure = t.measure
    left join measure_tree as md on c.measure = md.measure
    left join line_tree as ld on c.line_item = ld.line_item
    left join {{ ref('measures') }} as m on c.measure = m.measure
    left join {{ ref('line_items') }} as l on c.line_item = l.line_item
    where c.quantity = 'money' and c.value_state <> 'blank' and coalesce(m.role, '') <> 'part'
),

printed_rows as (
    select distinct mart, table_id, side, row_kind, line_item, code, unit_code from printed
),

in_leaf_row as materialized (
    select p.*
    from printed as p
    where
        p.is_addable and (p.coordinate <> 'line' or p.is_line)
        and (p.coordinate = 'line' or p.row_kind in ('class', 'group', 'item', 'unit', 'total') or p.line_item is null)
        and not exists (
            select 1 from printed_rows as q
            where
                p.mart = q.mart and p.table_id = q.table_id
                and case
                    when p.coordinate = 'line'
                        then p.side is not distinct from q.side and list_contains(p.finer_lines, q.line_item)
                    when p.row_kind = 'total' then q.row_kind in ('class', 'group', 'item', 'unit')
                    when p.row_kind = 'unit' then q.row_kind in ('class', 'group', 'item')
                    else
                        q.row_kind in ('class', 'group', 'item') and starts_with(q.code, p.code) and q.code <> p.code
                        and (p.unit_code is null or p.unit_code is not distinct from q.unit_code)
                end
        )
)

select
    p.mart, p.disclosure_id, p.amount_basis, sum(p.amount_yuan) as printed_yuan
from in_leaf_row as p
where
    exists (
        select 1 from {{ ref('int_table_chosen') }} as k
        where p.mart = k.mart and p.table_id = k.table_id
    )
    and not exists (
        select 1 from in_leaf_row as q
        where
            p.mart = q.mart and p.table_id = q.table_id and p.row_number = q.row_number and p.row_kind = q.row_kind
            and p.amount_basis = q.amount_basis and p.line_item is not distinct from q.line_item
            and p.code is not distinct from q.code and p.unit_code is not distinct from q.unit_code
            and p.side is not distinct from q.side
            and (
                (q.is_partition and not p.is_partition) or (q.is_preferred and not p.is_preferred)
                or (list_contains(p.finer_measures, q.measure) and q.is_preferred = p.is_preferred)
            )
    )
group by p.mart, p.disclosure_id, p.amount_basis
