select
    fund,
    label_zh,
    label_en,
    is_appropriation,
    in_department_forms,
    note_zh,
    confidence
from {{ ref('funds') }}
