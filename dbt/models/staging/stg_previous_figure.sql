select
    mart,
    department_id,
    fiscal_year,
    stage,
    level,
    coordinates,
    classification_code,
    amount_yuan,
    plain_value,
    cell_ids,
    claim_id
from {{ source('raw', 'previous_figures') }}
