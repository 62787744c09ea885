select
    file_name,
    place,
    reason,
    remedy,
    document_id,
    code
from {{ source('raw', 'refusals') }}
