with
judged as (
    select
        a.*, q.requirement_id, q.form_id, q.legal_ground, f.disclosure_id,
        coalesce(f.coverage, case when n.not_public_id is null then 'missing' else 'lawfully_withheld' end) as coverage,
        a.approved_on + q.deadline_days as due_on
    from {{ ref('int_publication_expected') }} as a
    inner join {{ ref('requirements') }} as q
        on
            a.stage = q.stage and q.region in ('national', coalesce(a.region, 'national'))
            and a.fiscal_year between coalesce(q.valid_from_year, 0) and coalesce(q.valid_to_year, 9999)
    left join {{ ref('int_form_found') }} as f
        on
            a.department_id = f.department_id and a.fiscal_year = f.fiscal_year and a.stage = f.stage
            and f.form_id in (q.form_id, q.alternative_form_id)
    left join {{ ref('not_public') }} as n
        on
            a.department_id = n.department_id and n.code is null
            and coalesce(n.fiscal_year, a.fiscal_year) = a.fiscal_year
            and coalesce(n.stage, a.stage) = a.stage and coalesce(n.form_id, q.form_id) = q.form_id
    qualify row_number() over (
        partition by a.department_id, a.fiscal_year, a.stage, q.form_id
        order by f.coverage desc nulls last, (q.region = 'national') asc, q.requirement_id asc, n.not_public_id asc
    ) = 1
)

select
    {{ stable_id(["department_id", "fiscal_year", "stage", "form_id"]) }} as disclosure_coverage_id,
    department_id,
    fiscal_year,
    stage,
    form_id,
    requirement_id,
    legal_ground,
    coverage,
    disclosure_id,
    approved_on,
    due_on,
    coalesce(published_on, received_on) as published_on,
    case when published_on is not null then 'published' when received_on is not null then 'received' end as date_basis,
    cast(coalesce(published_on, received_on) - due_on as integer) as days_after_deadline,
    case
        when approved_on is null or coalesce(published_on, received_on) is null then 'undecided'
        when coalesce(published_on, received_on) <= due_on then 'on_time'
        else 'late'
    end as timeliness
from judged
