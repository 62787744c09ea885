-- Everything a department stands below, the nearest first; a circle in the registry ends where it would begin again.
with recursive
climbed (department_id, ancestor_id, distance) as (
    select department_id, parent_department_id, 1
    from {{ ref('departments') }}
    where parent_department_id is not null
    union
    select c.department_id, d.parent_department_id, c.distance + 1
    from climbed as c
    inner join {{ ref('departments') }} as d on c.ancestor_id = d.department_id
    where d.parent_department_id is not null and d.parent_department_id <> c.department_id and c.distance < 9
)

select
    department_id,
    string_agg(ancestor_id, ',' order by distance, ancestor_id) as ancestor_ids
from climbed
group by department_id
