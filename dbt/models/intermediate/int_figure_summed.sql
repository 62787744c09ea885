-- The leaf cells at the grain of their mart: one row is one natural key. Mostly one cell is one row; several cells meet
-- where a form is finer than the mart (income by function item) or prints one code twice.
select
    mart,
    disclosure_id,
    case when mart not in ('fct_expenditure_by_economic', 'fct_three_public') then unit_code end as unit_code,
    case when mart <> 'fct_three_public' then classification_system end as classification_system,
    case when coordinate = 'line' then null when mart <> 'fct_revenue_by_source' then coalesce(item_code, 'unknown') end
        as item_code,
    fund,
    expenditure_type,
    expenditure_subtype,
    revenue_source,
    component,
    quantity,
    amount_basis,
    max(unit_name) as unit_name,
    max(line_role) as line_role,
    cast(sum(amount_yuan) as decimal(20, 2)) as amount_yuan,
    cast(sum(value) filter (where quantity = 'count') as bigint) as count_value,
    {{ value_state_of('value_state') }} as value_state,
    min(cell_id) as cell_id,
    string_agg(cell_id, ',' order by cell_id) as cell_ids,
    count(*) as cell_count,
    bool_and(is_current) as is_current
from {{ ref('int_cell_selected') }}
group by all
