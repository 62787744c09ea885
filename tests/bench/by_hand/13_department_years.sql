create temp table years as
select
    p.top_department_id as department_id, cast(d.fiscal_year as integer) as fiscal_year, d.stage,
    sum(amount_yuan) filter (where mart = 'fct_expenditure_by_function') as expenditure,
    sum(amount_yuan) filter (where mart = 'fct_expenditure_by_function' and expenditure_type = 'basic') as basic,
    sum(amount_yuan) filter (where mart = 'fct_expenditure_by_function' and expenditure_type = 'project') as project,
    sum(amount_yuan) filter (
        where mart = 'fct_expenditure_by_function' and expenditure_type not in ('basic', 'project')
    ) as other_expenditure,
    sum(amount_yuan) filter (where mart = 'fct_appropriation_by_function' and f.fund = 'general_public_budget')
        as general_public_budget,
    sum(amount_yuan) filter (where mart = 'fct_appropriation_by_function' and f.fund = 'government_fund')
        as government_fund,
    sum(amount_yuan) filter (where mart = 'fct_appropriation_by_function' and f.fund = 'state_capital') as state_capital,
    sum(amount_yuan) filter (where mart = 'fct_revenue_by_source') as revenue,
    sum(amount_yuan) filter (
        where mart = 'fct_three_public' and quantity = 'money' and line_role in ('leaf', 'subtotal', 'total')
    ) as three_public,
    string_agg(distinct d.disclosure_id, ',' order by d.disclosure_id) as disclosure_ids,
    string_agg(cell_ids, ',' order by mart, cell_ids) filter (where value_state <> 'blank') as cell_ids,
    string_agg(claim_id, ',' order by claim_id) as claim_ids
from disclosures as d
inner join marts.dim_department as p using (department_id)
left join figures as f
    on d.disclosure_id = f.disclosure_id and f.amount_basis = if(d.stage = 'final', 'final', 'initial')
where d.is_current and d.is_additive and d.level in ('department', 'unit') and d.fiscal_year is not null
group by all;

-- each total beside that of the year before: one row a total, laid side by side again below
create temp table totals as
with figures_of_years as (select * exclude (disclosure_ids, cell_ids, claim_ids) from years),
long as (
    from figures_of_years unpivot include nulls (
        yuan for total in (columns(* exclude (department_id, fiscal_year, stage)))
    )
)
select
    n.department_id, n.fiscal_year, n.stage, n.total, yuan(n.yuan) as now, yuan(p.yuan) as prior,
    yuan(n.yuan - p.yuan) as change, percent_of(n.yuan - p.yuan, p.yuan) as percent
from long as n
left join long as p
    on n.department_id = p.department_id and n.stage = p.stage and n.fiscal_year = p.fiscal_year + 1 and n.total = p.total;

create table marts.fct_department_year as
with wide as (
    pivot totals on total in (
        'expenditure', 'basic', 'project', 'other_expenditure', 'general_public_budget', 'government_fund', 'state_capital',
        'revenue', 'three_public'
    ) using any_value(now) as yuan, any_value(prior) as prior_yuan, any_value(change) as change_yuan,
        any_value(percent) as change_percent
    group by department_id, fiscal_year, stage
)
select
    id_of(concat_ws(chr(31), w.department_id, w.fiscal_year, w.stage)) as department_year_id,
    w.*,
    percent_of(y.basic, y.expenditure) as basic_share_percent,
    percent_of(y.project, y.expenditure) as project_share_percent,
    percent_of(y.other_expenditure, y.expenditure) as other_expenditure_share_percent,
    percent_of(y.expenditure, sum(y.expenditure) over (partition by w.fiscal_year, w.stage)) as city_share_percent,
    y.disclosure_ids, y.cell_ids, y.claim_ids
from wide as w
inner join years as y using (department_id, fiscal_year, stage);
