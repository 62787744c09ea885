-- The narrative's statements, the first of each kind: a later one of the same topic, measure, basis and year repeats it
-- (whether it agrees is an identity's business). A coarser topic is marked where a finer one below it is stated too.
with
line_tree as (
    {{ descendants(ref('line_item_tree'), 'line_item', 'parent_line_item') }}
),

stated as (
    select
        c.*,
        d.is_current,
        d.stage,
        d.fiscal_year as disclosure_fiscal_year,
        p.subject_area,
        l.revenue_source,
        l.component,
        l.fund,
        l.role as line_role,
        t.descendants,
        count(*) over own_statement as statement_count,
        row_number() over (own_statement order by c.document_id, c.sentence, c.position, c.claim_id) as statement_rank
    from {{ ref('stg_claim') }} as c
    inner join {{ ref('stg_disclosure') }} as d on c.disclosure_id = d.disclosure_id
    inner join {{ ref('topics') }} as p on c.topic = p.topic
    left join {{ ref('line_items') }} as l on c.topic = l.line_item
    left join line_tree as t on c.topic = t.line_item
    window own_statement as (
        partition by
            c.disclosure_id, c.topic, c.measure, c.amount_basis, coalesce(c.fiscal_year, d.fiscal_year),
            c.classification_code
    )
)

select
    * exclude (descendants, statement_rank),
    coalesce(list_has_any(descendants, list(topic) over same_statements), false) as has_finer_statement
from stated
where statement_rank = 1
window same_statements as (
    partition by disclosure_id, measure, amount_basis, coalesce(fiscal_year, disclosure_fiscal_year)
)
