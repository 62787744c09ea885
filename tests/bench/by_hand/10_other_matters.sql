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
