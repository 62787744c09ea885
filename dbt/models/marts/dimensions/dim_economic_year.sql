select
    {{ stable_id(["s.classification", "s.code", "s.valid_from_year"]) }} as economic_year_id,
    replace(s.classification, 'economic_', '') as classification_system,
    s.code as economic_code,
    s.name as economic_name,
    s.valid_from_year,
    cast(s.valid_to_year as integer) as valid_to_year,
    s.series_code,
    coalesce(n.name, s.series_code) as series_name
from {{ ref('int_classification_series') }} as s
left join {{ ref('int_classification_joined') }} as n on s.classification = n.classification and s.series_code = n.code
where s.classification <> 'function'
