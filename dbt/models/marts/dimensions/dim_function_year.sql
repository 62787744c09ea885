select
    {{ stable_id(["s.code", "s.valid_from_year"]) }} as function_year_id,
    s.code as function_code,
    s.name as function_name,
    s.valid_from_year,
    cast(s.valid_to_year as integer) as valid_to_year,
    s.series_code,
    coalesce(n.name, s.series_code) as series_name,
    case when s.series_code <> 'unknown' then left(s.series_code, 3) end as series_class_code,
    k.name as series_class_name,
    case when s.series_code <> 'unknown' and length(s.series_code) >= 5 then left(s.series_code, 5) end
        as series_group_code,
    g.name as series_group_name
from {{ ref('int_classification_series') }} as s
left join {{ ref('function_classification') }} as n on s.series_code = n.code
left join {{ ref('function_classification') }} as k on left(s.series_code, 3) = k.code
left join {{ ref('function_classification') }} as g on left(s.series_code, 5) = g.code and length(s.series_code) >= 5
where s.classification = 'function'
