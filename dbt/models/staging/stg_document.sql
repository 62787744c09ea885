select
    document_id,
    sha256,
    file_name,
    format,
    page_count,
    disclosure_id,
    received_at
from {{ source('raw', 'documents') }}
