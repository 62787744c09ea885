-- Operating expenses, procurement, assets …: from their form where there is one, else from the text.
create table history.fct_other_disclosure as
with printed as (
    select
        c.disclosure_id, t.subject_area, c.line_item as item, if(c.quantity = 'count', 'count', 'amount') as measure,
        d.fiscal_year, c.amount_basis, c.value, c.unit, c.amount_yuan, 'none' as direction, c.value_state, c.cell_id,
        cast(null as varchar) as claim_id, c.is_current
    from history.fct_cell as c
    inner join disclosures as d using (disclosure_id)
    inner join topics as t on c.line_item = t.topic
    where t.subject_area in
        ('operating_expenses', 'procurement', 'purchased_services', 'transfers', 'state_assets', 'performance')
        and c.value_state <> 'blank' and c.form_variant is null and c.row_kind <> 'part'
    qualify row_number() over (
        partition by c.disclosure_id, c.line_item, c.quantity, c.amount_basis
        order by c.measure = 'total' desc nulls last, c.cell_id
    ) = 1
),
stated as (
    select
        disclosure_id, subject_area, topic as item, measure, year as fiscal_year, amount_basis, value, unit, amount_yuan,
        direction, if(value = 0, 'zero', 'printed') as value_state, cast(null as varchar) as cell_id, claim_id, is_current
    from statements
    where subject_area in
        ('operating_expenses', 'procurement', 'purchased_services', 'transfers', 'state_assets', 'performance')
),
united as (
    from printed
    union all by name
    from stated as s anti join printed as p using (disclosure_id, item, measure, amount_basis, fiscal_year)
)
select
    id_of(concat_ws(chr(31), disclosure_id, item, measure, part(amount_basis), part(fiscal_year))) as other_disclosure_id, *
from united;
create table marts.fct_other_disclosure as from history.fct_other_disclosure where is_current;

-- What a government receives: of the first income table that prints figures, each class by its finest items.
create table history.fct_government_revenue as
with tables as (
    select *, coalesce(classification_code, 'unknown') as code,
        bool_or(value_state <> 'blank') over (partition by disclosure_id, document_id, form_ordinal) as has_figures
    from history.fct_cell
    where
        form_id = 'revenue_summary' and form_variant = 'government' and line_item = 'government_revenue'
        and measure = 'total' and quantity = 'money' and row_kind <> 'part'
),
printed as (
    from tables
    qualify dense_rank() over (
        partition by disclosure_id order by has_figures desc, document_id, form_ordinal
    ) = 1
)
select
    id_of(concat_ws(chr(31), disclosure_id, p.code, part(amount_basis))) as government_revenue_id, disclosure_id,
    p.code as revenue_code, coalesce(n.name, p.code) as revenue_name, if(p.code <> 'unknown', left(p.code, 3), null)
        as class_code, k.name as class_name, amount_basis, yuan(sum(amount_yuan)) as amount_yuan,
    state_of(value_state) as value_state, min(cell_id) as cell_id, string_agg(cell_id, ',' order by cell_id) as cell_ids,
    count(*) as cell_count, bool_and(is_current) as is_current
from printed as p
left join seed('government_revenue_classification') as n on p.code = n.code
left join seed('government_revenue_classification') as k on left(p.code, 3) = k.code
where not exists (
    from printed as q
    where q.disclosure_id = p.disclosure_id and q.amount_basis = p.amount_basis and q.value_state <> 'blank'
        and starts_with(q.code, p.code) and q.code <> p.code
)
group by disclosure_id, p.code, n.name, k.name, amount_basis;
create table marts.fct_government_revenue as from history.fct_government_revenue where is_current;
