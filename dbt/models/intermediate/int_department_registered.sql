-- The registry, and the bodies that publish without being in it.
with
published as (
    select
        department_id,
        arg_max(department_code, concat(known_from, disclosure_id)) as department_code,
        arg_max(department_name, concat(known_from, disclosure_id)) as department_name
    from {{ ref('stg_disclosure') }}
    group by department_id
),

succeeded as (
    select
        predecessor_department_id as department_id,
        min(successor_department_id) as successor_department_id
    from {{ ref('int_department_succession') }}
    group by predecessor_department_id
    having count(distinct successor_department_id) = 1 and bool_and(kind <> 'split')
)

select
    coalesce(r.department_id, p.department_id) as department_id,
    coalesce(r.department_code, p.department_code) as department_code,
    coalesce(r.department_name, p.department_name) as department_name,
    r.aliases,
    r.parent_department_id,
    coalesce(r.parent_department_id, r.department_id, p.department_id) as top_department_id,
    r.unit_kind,
    r.region,
    r.valid_from_year,
    r.valid_to_year,
    u.successor_department_id,
    coalesce(s.series_department_id, p.department_id) as series_department_id,
    coalesce(s.series_name, r.department_name, p.department_name) as series_name,
    a.ancestor_ids,
    r.department_id is not null as is_registered
from {{ ref('departments') }} as r
full outer join published as p on r.department_id = p.department_id
left join {{ ref('int_department_series') }} as s on r.department_id = s.department_id
left join succeeded as u on r.department_id = u.department_id
left join {{ ref('int_department_above') }} as a on r.department_id = a.department_id
