-- What a government receives, from its own income form: the first table of a disclosure that prints figures, in its
-- finest codes. A class counts only where nothing below it is printed.
with
printed as (
    select
        c.cell_id, c.disclosure_id, c.document_id, c.form_ordinal, c.amount_basis, c.amount_yuan, c.value_state,
        coalesce(c.classification_code, 'unknown') as code,
        d.is_current
    from {{ ref('stg_cell') }} as c
    inner join {{ ref('stg_disclosure') }} as d on c.disclosure_id = d.disclosure_id
    where
        c.form_id = 'revenue_summary' and c.form_variant = 'government' and c.line_item = 'government_revenue'
        and c.measure = 'total' and c.quantity = 'money' and c.row_kind <> 'part'
),

chosen as (
    select disclosure_id, document_id, form_ordinal
    from printed
    group by disclosure_id, document_id, form_ordinal
    qualify row_number() over (
        partition by disclosure_id order by bool_or(value_state <> 'blank') desc, document_id asc, form_ordinal asc
    ) = 1
),

leaves as (
    select p.*
    from printed as p
    inner join chosen as k
        on p.disclosure_id = k.disclosure_id and p.document_id = k.document_id and p.form_ordinal = k.form_ordinal
    where not exists (
        select 1 from printed as q
        where
            p.document_id = q.document_id and p.form_ordinal = q.form_ordinal and p.amount_basis = q.amount_basis
            and q.value_state <> 'blank' and starts_with(q.code, p.code) and q.code <> p.code
    )
)

select
    {{ stable_id(["p.disclosure_id", "p.code", "p.amount_basis"]) }} as government_revenue_id,
    p.disclosure_id,
    p.code as revenue_code,
    coalesce(n.name, p.code) as revenue_name,
    case when p.code <> 'unknown' then left(p.code, 3) end as class_code,
    k.name as class_name,
    p.amount_basis,
    cast(sum(p.amount_yuan) as decimal(20, 2)) as amount_yuan,
    {{ value_state_of('p.value_state') }} as value_state,
    min(p.cell_id) as cell_id,
    string_agg(p.cell_id, ',' order by p.cell_id) as cell_ids,
    count(*) as cell_count,
    bool_and(p.is_current) as is_current
from leaves as p
left join {{ ref('government_revenue_classification') }} as n on p.code = n.code
left join {{ ref('government_revenue_classification') }} as k on left(p.code, 3) = k.code
group by p.disclosure_id, p.code, n.name, k.name, p.amount_basis
