select
    {{ stable_id([
        "disclosure_id", "classification_system", "item_code", "fund", "expenditure_type", "expenditure_subtype",
        "amount_basis",
    ]) }} as expenditure_by_economic_id,
    disclosure_id,
    coalesce(classification_system, 'unknown') as classification_system,
    item_code as economic_code,
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
where mart = 'fct_expenditure_by_economic'
