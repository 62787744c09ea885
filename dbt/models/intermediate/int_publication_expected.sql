-- Who is expected to publish: every registered department and every body that did, in each year and stage for which
-- anyone did; with the days on which that was approved and published. Not a government: it is no department.
with
received as (
    select
        department_id, fiscal_year, stage,
        min(cast(left(known_from, 10) as date)) as received_on
    from {{ ref('stg_disclosure') }}
    where fiscal_year is not null and stage is not null and level is distinct from 'government'
    group by department_id, fiscal_year, stage
),

governments as (
    select department_id
    from {{ ref('stg_disclosure') }}
    group by department_id
    having bool_and(level is not distinct from 'government')
),

expected as (
    select d.department_id, d.region, y.fiscal_year, y.stage, r.received_on
    from {{ ref('int_department_registered') }} as d
    cross join (select distinct fiscal_year, stage from received) as y
    left join received as r
        on d.department_id = r.department_id and y.fiscal_year = r.fiscal_year and y.stage = r.stage
    left join governments as g on d.department_id = g.department_id
    where
        r.department_id is not null
        or (
            d.is_registered and d.parent_department_id is null and g.department_id is null
            and y.fiscal_year between coalesce(d.valid_from_year, 0) and coalesce(d.valid_to_year, 9999)
        )
)

select e.*, a.approved_on, a.published_on
from expected as e
left join {{ ref('approvals') }} as a
    on
        e.fiscal_year = a.fiscal_year and e.stage = a.stage
        and (e.department_id = a.department_id or (a.department_id is null and e.region = a.region))
qualify row_number() over (
    partition by e.department_id, e.fiscal_year, e.stage
    order by a.department_id nulls last, a.approval_id
) = 1
