select
    c.*,
    d.is_current
from {{ ref('stg_indicator') }} as c
inner join {{ ref('stg_disclosure') }} as d on c.disclosure_id = d.disclosure_id
