-- The first statement of each kind in the narrative, and what it completes where a disclosure prints no such form.
create temp table statements as
with stated as (
    select
        c.*, d.stage, coalesce(c.fiscal_year, d.fiscal_year) as year, d.fiscal_year as own_year, p.subject_area,
        l.revenue_source, l.component, l.fund, l.role as line_role, t.finer, count(*) over own as statement_count
    from history.fct_claim as c
    inner join disclosures as d using (disclosure_id)
    inner join topics as p on c.topic = p.topic
    left join line_items as l on c.topic = l.line_item
    left join line_tree as t on c.topic = t.line_item
    window own as (partition by c.disclosure_id, c.topic, c.measure, c.amount_basis, year, c.classification_code)
    qualify row_number() over (own order by c.document_id, c.sentence, c.position, c.claim_id) = 1
)
select
    * exclude (finer),
    coalesce(list_has_any(
        finer, list(topic) over (partition by disclosure_id, measure, amount_basis, year)
    ), false) as has_finer
from stated;

insert into figures by name
with stated as (
    select
        if(component is null, 'fct_revenue_by_source', 'fct_three_public') as mart, disclosure_id,
        coalesce(fund, 'not_stated') as fund, if(component is null, revenue_source, 'not_stated') as revenue_source,
        component, if(measure = 'count', 'count', 'money') as quantity, amount_basis, line_role, amount_yuan,
        if(measure = 'count', cast(value as bigint), null) as count_value,
        if(value = 0, 'zero', 'printed') as value_state, claim_id, is_current
    from statements
    where
        measure in ('amount', 'count') and year = own_year and not has_finer
        and (component is not null or (revenue_source is not null and line_role in ('leaf', 'subtotal', 'opening')))
)
from stated as s
where not exists (
    from figures as f
    where
        f.mart = s.mart and f.disclosure_id = s.disclosure_id
        and (s.mart <> 'fct_three_public' or (
            f.amount_basis = s.amount_basis and (
                f.component = s.component
                or (s.line_role in ('leaf', 'subtotal', 'total') and f.line_role in ('leaf', 'subtotal', 'total'))
            )
        ))
);
