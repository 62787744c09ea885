select
    {{ stable_id([
        "t.identity_result_id", "t.cell_id", "t.claim_id", "t.project_id", "t.indicator_id", "t.side", "t.ordinal"
    ]) }} as identity_term_id,
    t.*,
    coalesce(d.is_current, true) as is_current
from {{ ref('stg_identity_term') }} as t
left join {{ ref('stg_identity_result') }} as r on t.identity_result_id = r.identity_result_id
left join {{ ref('stg_disclosure') }} as d on r.disclosure_id = d.disclosure_id
