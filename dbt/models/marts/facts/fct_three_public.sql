select
    {{ stable_id(["disclosure_id", "component", "quantity", "fund", "amount_basis"]) }} as three_public_id,
    disclosure_id,
    component,
    line_role in ('leaf', 'subtotal', 'total') as is_within_three_public,
    quantity,
    fund,
    amount_basis,
    amount_yuan,
    count_value,
    value_state,
    cell_id,
    cell_ids,
    cell_count,
    claim_id,
    is_current
from {{ ref('int_figure_completed') }}
where mart = 'fct_three_public' and component is not null
