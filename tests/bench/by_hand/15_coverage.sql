-- Which forms were to be published, and which were.
create table marts.fct_disclosure_coverage as
with found as (
    select
        d.department_id, d.fiscal_year, d.stage, f.form_id, max(f.coverage) as coverage,
        max_by(d.disclosure_id, f.coverage || d.level || d.disclosure_id) as disclosure_id
    from disclosures as d
    inner join (
        select distinct disclosure_id, form_id, 'present' as coverage from marts.fct_cell
        union
        select distinct disclosure_id, 'narrative', 'present' from marts.fct_claim
        union
        select disclosure_id, 'project_performance', 'present' from marts.fct_project
        union
        select disclosure_id, 'department_performance', 'present' from marts.fct_performance_indicator where project_id is null
        union
        select disclosure_id, form_id, 'empty_with_statement' from raw('passages')
        where kind = 'empty_statement' and form_id is not null
    ) as f using (disclosure_id)
    where d.is_current and d.level <> 'government'
    group by all
),
received as (
    select department_id, fiscal_year, stage, min(cast(left(known_from, 10) as date)) as received_on
    from disclosures
    where fiscal_year is not null and stage is not null and level is distinct from 'government'
    group by all
),
expected as (
    select d.department_id, d.region, y.fiscal_year, y.stage, r.received_on,
        cast(a.approved_on as date) as approved_on, cast(a.published_on as date) as published_on
    from marts.dim_department as d
    cross join (select distinct fiscal_year, stage from received) as y
    left join received as r
        on d.department_id = r.department_id and y.fiscal_year = r.fiscal_year and y.stage = r.stage
    left join seed('approvals') as a
        on y.fiscal_year = cast(a.fiscal_year as integer) and y.stage = a.stage
            and (d.department_id = a.department_id or (a.department_id is null and d.region = a.region))
    where r.department_id is not null or (
        d.is_registered and d.parent_department_id is null
        and y.fiscal_year between coalesce(d.valid_from_year, 0) and coalesce(d.valid_to_year, 9999)
        and d.department_id not in (
            select department_id from disclosures group by department_id having bool_and(level is not distinct from 'government')
        )
    )
    qualify row_number() over (
        partition by d.department_id, y.fiscal_year, y.stage order by a.department_id nulls last, a.approval_id
    ) = 1
),
judged as (
    select
        e.*, q.requirement_id, q.form_id, q.legal_ground, f.disclosure_id,
        coalesce(f.coverage, if(n.not_public_id is null, 'missing', 'lawfully_withheld')) as coverage,
        e.approved_on + cast(q.deadline_days as integer) as due_on, coalesce(published_on, received_on) as came_on
    from expected as e
    inner join seed('requirements') as q
        on e.stage = q.stage and q.region in ('national', coalesce(e.region, 'national')) and e.fiscal_year
            between coalesce(cast(q.valid_from_year as integer), 0) and coalesce(cast(q.valid_to_year as integer), 9999)
    left join found as f
        on e.department_id = f.department_id and e.fiscal_year = f.fiscal_year and e.stage = f.stage
            and f.form_id in (q.form_id, q.alternative_form_id)
    left join seed('not_public') as n
        on e.department_id = n.department_id and n.code is null
            and coalesce(cast(n.fiscal_year as integer), e.fiscal_year) = e.fiscal_year
            and coalesce(n.stage, e.stage) = e.stage and coalesce(n.form_id, q.form_id) = q.form_id
    qualify row_number() over (
        partition by e.department_id, e.fiscal_year, e.stage, q.form_id
        order by f.coverage desc nulls last, q.region = 'national', q.requirement_id, n.not_public_id
    ) = 1
)
select
    id_of(concat_ws(chr(31), department_id, fiscal_year, stage, form_id)) as disclosure_coverage_id, department_id,
    fiscal_year, stage, form_id, requirement_id, legal_ground, coverage, disclosure_id, approved_on, due_on,
    came_on as published_on, if(published_on is not null, 'published', if(received_on is not null, 'received', null))
        as date_basis, cast(came_on - due_on as integer) as days_after_deadline,
    case when approved_on is null or came_on is null then 'undecided' when came_on <= due_on then 'on_time' else 'late' end
        as timeliness
from judged;
