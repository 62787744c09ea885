select
    form_id,
    title_zh,
    title_en
from {{ ref('stg_form') }}
