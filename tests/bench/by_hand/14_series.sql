create table marts.fct_department_series as
with lasting as (
    select
        department_id, series_department_id, series_name, coalesce(valid_from_year, 0) as first_year,
        coalesce(valid_to_year, (select min(year) - 1 from successions where old = department_id and kind <> 'split'), 9999)
            as last_year
    from marts.dim_department where department_id = top_department_id
),
summed as (
    select
        series_department_id, series_name, fiscal_year, stage, list(department_id order by department_id) as members,
        yuan(sum(expenditure)) as expenditure_yuan, yuan(sum(basic)) as basic_yuan, yuan(sum(project)) as project_yuan,
        yuan(sum(other_expenditure)) as other_expenditure_yuan,
        yuan(sum(general_public_budget)) as general_public_budget_yuan, yuan(sum(government_fund)) as government_fund_yuan,
        yuan(sum(state_capital)) as state_capital_yuan, yuan(sum(revenue)) as revenue_yuan,
        yuan(sum(three_public)) as three_public_yuan,
        string_agg(disclosure_ids, ',' order by department_id) as disclosure_ids,
        string_agg(cell_ids, ',' order by department_id) as cell_ids,
        string_agg(claim_ids, ',' order by department_id) as claim_ids
    from years inner join lasting using (department_id)
    group by series_department_id, series_name, fiscal_year, stage
)
select
    id_of(concat_ws(chr(31), 'series', series_department_id, fiscal_year, stage)) as department_series_id,
    series_department_id, series_name, fiscal_year, stage, array_to_string(members, ',') as department_ids,
    (
        select string_agg(department_id, ',' order by department_id) from lasting as p
        where p.series_department_id = s.series_department_id and s.fiscal_year between p.first_year and p.last_year
            and not list_contains(s.members, p.department_id)
    ) as missing_department_ids,
    s.* exclude (series_department_id, series_name, fiscal_year, stage, members)
from summed as s;

create table marts.fct_function_series as
with placed as (
    select
        d.fiscal_year, d.stage, d.disclosure_id, f.amount_yuan, f.value_state, f.cell_ids,
        coalesce(y.series_class_code, left(f.function_code, 3)) as class_code,
        coalesce(y.series_group_code, if(length(f.function_code) >= 5, left(f.function_code, 5), null)) as group_code
    from marts.fct_expenditure_by_function as f
    inner join disclosures as d using (disclosure_id)
    left join marts.dim_function_year as y
        on f.function_code = y.function_code
            and d.fiscal_year between coalesce(y.valid_from_year, 0) and coalesce(y.valid_to_year, 9999)
    where d.is_additive and f.amount_basis = if(d.stage = 'final', 'final', 'initial')
)
select
    id_of(concat_ws(chr(31), part(fiscal_year), part(stage), part(class_code), part(group_code))) as function_series_id,
    cast(fiscal_year as integer) as fiscal_year, stage, class_code as series_class_code, k.name as series_class_name,
    group_code as series_group_code, g.name as series_group_name, yuan(sum(amount_yuan)) as amount_yuan,
    count(distinct disclosure_id) as disclosure_count,
    string_agg(cell_ids, ',' order by cell_ids) filter (where value_state <> 'blank') as cell_ids
from placed
left join functions as k on class_code = k.code
left join functions as g on group_code = g.code
group by all;
