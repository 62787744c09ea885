select
    revenue_source,
    label_zh,
    label_en,
    parent_revenue_source,
    is_subtotal,
    sort_order,
    confidence
from {{ ref('revenue_sources') }}
