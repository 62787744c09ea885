-- The successions of the registry; a body that names its one successor in its own row (as registries did before
-- successions had a table of their own) joined it.
select
    predecessor_department_id,
    successor_department_id,
    valid_from_year,
    kind
from {{ ref('department_successions') }}
union all
select
    d.department_id as predecessor_department_id,
    d.successor_department_id,
    d.valid_to_year + 1 as valid_from_year,
    'merged' as kind
from {{ ref('departments') }} as d
where
    d.successor_department_id is not null
    and not exists (
        select 1
        from {{ ref('department_successions') }} as s
        where s.predecessor_department_id = d.department_id
    )
