select
    form_id,
    title_zh,
    title_en
from {{ source('raw', 'forms') }}
