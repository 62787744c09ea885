select
    identity_id,
    family,
    statement_zh,
    statement_en,
    severity,
    ground,
    advice_zh,
    advice_en
from {{ source('raw', 'identities') }}
