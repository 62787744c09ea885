select
    disclosure_id,
    department_id,
    department_code,
    department_name,
    fiscal_year,
    stage,
    level,
    version,
    is_current,
    is_additive,
    known_from,
    known_to,
    status
from {{ source('raw', 'disclosures') }}
