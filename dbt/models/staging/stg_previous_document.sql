select
    department_id,
    fiscal_year,
    stage,
    level,
    document_id
from {{ source('raw', 'previous_documents') }}
