-- Validity is what the renames say; the years in which a code is attested are a span, not a proof.
with
crosswalk as (
    select
        old_code as code,
        max(new_code) filter (where new_code <> old_code) as successor_code,
        max(from_year) filter (where new_code <> old_code) as moved_in_year
    from {{ ref('classification_renames') }}
    where classification = 'function' and old_code is not null
    group by old_code
),

names as (
    select
        new_code as code,
        string_agg(old_code || ' ' || old_name || ' (<' || from_year || ')', '; ' order by from_year, old_code)
            as former_names,
        max(from_year) filter (where old_code is null) as introduced_in_year
    from {{ ref('classification_renames') }}
    where classification = 'function'
    group by new_code
)

select
    c.code as function_code,
    coalesce(c.name, c.code) as function_name,
    case length(c.code) when 3 then 'class' when 5 then 'group' when 7 then 'item' else 'unknown' end as level,
    c.parent_code,
    case when c.code <> 'unknown' then left(c.code, 3) end as class_code,
    k.name as class_name,
    case when length(c.code) >= 5 and c.code <> 'unknown' then left(c.code, 5) end as group_code,
    g.name as group_name,
    cast(n.introduced_in_year as integer) as valid_from_year,
    cast(w.moved_in_year - 1 as integer) as valid_to_year,
    c.year as attested_years,
    w.successor_code,
    n.former_names,
    c.confidence,
    c.is_known
from {{ ref('int_classification_joined') }} as c
left join {{ ref('function_classification') }} as k on left(c.code, 3) = k.code
left join {{ ref('function_classification') }} as g on left(c.code, 5) = g.code and length(c.code) >= 5
left join crosswalk as w on c.code = w.code
left join names as n on c.code = n.code
where c.classification = 'function'
