-- Identities between documents may hang on no single disclosure; they speak of what is current.
select
    r.*,
    coalesce(d.is_current, true) as is_current
from {{ ref('stg_identity_result') }} as r
left join {{ ref('stg_disclosure') }} as d on r.disclosure_id = d.disclosure_id
