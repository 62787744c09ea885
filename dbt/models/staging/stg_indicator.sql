select
    indicator_id,
    document_id,
    project_id,
    horizon,
    level_1,
    level_2,
    level_3,
    target_text,
    target_value,
    target_unit,
    disclosure_id,
    form_ordinal,
    ordinal,
    page,
    line,
    kind
from {{ source('raw', 'indicators') }}
