-- A department's totals in one year and stage, of what may be added: its own disclosure, or its units' where there is
-- none.
select
    p.top_department_id as department_id,
    d.fiscal_year,
    d.stage,
    sum(f.amount_yuan) filter (where f.mart = 'fct_expenditure_by_function') as expenditure_yuan,
    {% for type in ['basic', 'project'] -%}
    sum(f.amount_yuan) filter (where f.mart = 'fct_expenditure_by_function' and f.expenditure_type = '{{ type }}')
        as {{ type }}_yuan,
    {% endfor -%}
    sum(f.amount_yuan) filter (
        where f.mart = 'fct_expenditure_by_function' and f.expenditure_type not in ('basic', 'project')
    ) as other_expenditure_yuan,
    {% for fund in ['general_public_budget', 'government_fund', 'state_capital'] -%}
    sum(f.amount_yuan) filter (where f.mart = 'fct_appropriation_by_function' and f.fund = '{{ fund }}')
        as {{ fund }}_yuan,
    {% endfor -%}
    sum(f.amount_yuan) filter (where f.mart = 'fct_revenue_by_source') as revenue_yuan,
    sum(f.amount_yuan) filter (
        where f.mart = 'fct_three_public' and f.quantity = 'money' and f.line_role in ('leaf', 'subtotal', 'total')
    ) as three_public_yuan,
    string_agg(distinct d.disclosure_id, ',' order by d.disclosure_id) as disclosure_ids,
    string_agg(f.cell_ids, ',' order by f.mart, f.cell_ids) filter (where f.value_state <> 'blank') as cell_ids,
    string_agg(f.claim_id, ',' order by f.claim_id) as claim_ids
from {{ ref('stg_disclosure') }} as d
inner join {{ ref('int_department_registered') }} as p on d.department_id = p.department_id
left join {{ ref('int_figure_completed') }} as f
    on
        d.disclosure_id = f.disclosure_id
        and f.amount_basis = case d.stage when 'final' then 'final' else 'initial' end
where d.is_current and d.is_additive and d.level in ('department', 'unit') and d.fiscal_year is not null
group by p.top_department_id, d.fiscal_year, d.stage
