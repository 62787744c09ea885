select
    {{ stable_id(["disclosure_id", "unit_code", "revenue_source", "fund", "amount_basis"]) }} as revenue_by_source_id,
    disclosure_id,
    unit_code,
    unit_name,
    revenue_source,
    fund,
    amount_basis,
    amount_yuan,
    value_state,
    cell_id,
    cell_ids,
    cell_count,
    claim_id,
    is_current
from {{ ref('int_figure_completed') }}
where mart = 'fct_revenue_by_source'
