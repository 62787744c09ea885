select
    passage_id,
    document_id,
    kind,
    ordinal,
    title,
    text,
    page,
    line,
    form_id,
    disclosure_id
from {{ source('raw', 'passages') }}
