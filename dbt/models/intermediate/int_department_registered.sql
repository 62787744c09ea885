-- The registry, and the bodies that publish without being in it.
with recursive
carried (department_id, series_department_id, step) as (
    select department_id, department_id as series_department_id, 0 as step
    from {{ ref('departments') }}
    union all
    select c.department_id, d.successor_department_id as series_department_id, c.step + 1 as step
    from carried as c
    inner join {{ ref('departments') }} as d on c.series_department_id = d.department_id
    where d.successor_department_id is not null and c.step < 9
),

series as (
    select department_id, arg_max(series_department_id, step) as series_department_id
    from carried
    group by department_id
),

published as (
    select
        department_id,
        arg_max(department_code, concat(known_from, disclosure_id)) as department_code,
        arg_max(department_name, concat(known_from, disclosure_id)) as department_name
    from {{ ref('stg_disclosure') }}
    group by department_id
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
    r.successor_department_id,
    coalesce(s.series_department_id, p.department_id) as series_department_id,
    a.ancestor_ids,
    r.department_id is not null as is_registered
from {{ ref('departments') }} as r
full outer join published as p on r.department_id = p.department_id
left join series as s on r.department_id = s.department_id
left join {{ ref('int_department_above') }} as a on r.department_id = a.department_id
