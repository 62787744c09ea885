select
    {{ stable_id([
        "s.disclosure_id", "s.cell_id", "s.claim_id", "s.indicator_id", "s.fault_group", "s.fault_kind", "s.rank",
    ]) }} as suspect_cell_id,
    s.*,
    coalesce(d.is_current, true) as is_current
from {{ ref('stg_suspect_cell') }} as s
left join {{ ref('stg_disclosure') }} as d on s.disclosure_id = d.disclosure_id
