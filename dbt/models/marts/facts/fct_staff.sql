select
    {{ stable_id(["disclosure_id", "topic", "amount_basis", "fiscal_year"]) }} as staff_id,
    disclosure_id,
    replace(topic, 'staff_', '') as staff_kind,
    cast(value as bigint) as staff_count,
    unit,
    coalesce(fiscal_year, disclosure_fiscal_year) as fiscal_year,
    statement_count,
    claim_id,
    is_current
from {{ ref('int_claim_selected') }}
where subject_area = 'staff' and measure = 'count'
