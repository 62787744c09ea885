-- The figures of the marts beside those of the previous publication, where there is one.
create temp table previous as from raw('previous_figures');

create temp table compared as
with now as (
    select 'fct_expenditure_by_function' as mart, disclosure_id, function_code as code, amount_yuan, null as plain, cell_ids,
        null as claim_id, concat_ws(
            ' | ', part(function_code), part(unit_code), part(fund), part(expenditure_type), part(expenditure_subtype),
            part(amount_basis)
        ) as coordinates
    from marts.fct_expenditure_by_function
    union all by name
    select 'fct_appropriation_by_function' as mart, disclosure_id, function_code as code, amount_yuan, cell_ids, concat_ws(
        ' | ', part(function_code), part(unit_code), part(fund), part(expenditure_type), part(expenditure_subtype),
        part(amount_basis)
    ) as coordinates
    from marts.fct_appropriation_by_function
    union all by name
    select 'fct_expenditure_by_economic' as mart, disclosure_id, economic_code as code, amount_yuan, cell_ids, concat_ws(
        ' | ', part(economic_code), part(classification_system), part(fund), part(expenditure_type),
        part(expenditure_subtype), part(amount_basis)
    ) as coordinates
    from marts.fct_expenditure_by_economic
    union all by name
    select 'fct_revenue_by_source' as mart, disclosure_id, amount_yuan, cell_ids, claim_id,
        concat_ws(' | ', part(unit_code), part(revenue_source), part(fund), part(amount_basis)) as coordinates
    from marts.fct_revenue_by_source
    union all by name
    select 'fct_three_public' as mart, disclosure_id, amount_yuan, count_value as plain, cell_ids, claim_id,
        concat_ws(' | ', part(component), part(quantity), part(fund), part(amount_basis)) as coordinates
    from marts.fct_three_public
    union all by name
    select 'fct_carry_over' as mart, disclosure_id, unnest([opening_yuan, income_yuan, spending_yuan, closing_yuan])
        as amount_yuan, cell_ids, concat_ws(' | ', fund, unnest(['opening', 'income', 'spending', 'closing']), amount_basis)
        as coordinates
    from marts.fct_carry_over
    union all by name
    select 'fct_other_disclosure' as mart, disclosure_id, amount_yuan, if(amount_yuan is null, value, null) as plain,
        cell_id as cell_ids, claim_id, concat_ws(' | ', item, measure, fiscal_year, amount_basis) as coordinates
    from marts.fct_other_disclosure
    union all by name
    select 'fct_government_revenue' as mart, disclosure_id, revenue_code as code, amount_yuan, cell_ids,
        concat_ws(' | ', revenue_code, amount_basis) as coordinates
    from marts.fct_government_revenue
    union all by name
    select 'fct_staff' as mart, disclosure_id, staff_count as plain, claim_id,
        concat_ws(' | ', staff_kind, fiscal_year) as coordinates
    from marts.fct_staff
),
figures_now as (
    select n.*, d.department_id, d.fiscal_year, d.stage, d.level, cast(plain as decimal(28, 8)) as plain_value
    from now as n inner join disclosures as d using (disclosure_id)
    where (amount_yuan is not null or plain is not null) and exists (from previous)
)
select
    coalesce(n.mart, p.mart) as mart, coalesce(n.department_id, p.department_id) as department_id,
    coalesce(n.fiscal_year, p.fiscal_year) as fiscal_year, coalesce(n.stage, p.stage) as stage,
    coalesce(n.level, p.level) as level, coalesce(n.coordinates, p.coordinates) as coordinates,
    p.amount_yuan as old_yuan, n.amount_yuan as new_yuan, p.plain_value as old_value, n.plain_value as new_value,
    concat_ws(',', n.cell_ids, nullif(p.cell_ids, n.cell_ids)) as cell_ids,
    concat_ws(',', n.claim_id, nullif(p.claim_id, n.claim_id)) as claim_ids, n.code as new_code,
    p.classification_code as old_code, n.cell_ids as new_cells, p.cell_ids as old_cells
from figures_now as n
full outer join previous as p
    on n.mart = p.mart and n.department_id = p.department_id and n.coordinates = p.coordinates
        and n.fiscal_year is not distinct from p.fiscal_year and n.stage is not distinct from p.stage
        and n.level is not distinct from p.level;
