select
    {{ stable_id([
        "disclosure_id", "unit_code", "item_code", "fund", "expenditure_type", "expenditure_subtype", "amount_basis",
    ]) }} as appropriation_by_function_id,
    disclosure_id,
    unit_code,
    unit_name,
    item_code as function_code,
    fund,
    expenditure_type,
    expenditure_subtype,
    amount_basis,
    amount_yuan,
    value_state,
    cell_id,
    cell_ids,
    cell_count,
    is_current
from {{ ref('int_figure_completed') }}
where mart = 'fct_appropriation_by_function'
