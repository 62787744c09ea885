select
    document_id,
    disclosure_id,
    sha256,
    file_name,
    format,
    page_count,
    received_at
from {{ ref('stg_document') }}
