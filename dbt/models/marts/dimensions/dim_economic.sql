select
    c.code as economic_code,
    replace(c.classification, 'economic_', '') as classification_system,
    coalesce(c.name, c.code) as economic_name,
    case length(c.code) when 3 then 'class' when 5 then 'group' else 'unknown' end as level,
    c.parent_code,
    k.name as class_name,
    c.year as attested_years,
    c.confidence,
    c.is_known
from {{ ref('int_classification_joined') }} as c
left join {{ ref('economic_classification') }} as k on left(c.code, 3) = k.code
where c.classification <> 'function'
