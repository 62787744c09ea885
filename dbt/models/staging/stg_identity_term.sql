select
    identity_result_id,
    cell_id,
    claim_id,
    coefficient,
    amount_yuan,
    side,
    disclosure_id,
    project_id,
    indicator_id,
    ordinal
from {{ source('raw', 'identity_terms') }}
