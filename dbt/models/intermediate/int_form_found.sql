-- Which forms each current disclosure has, and which it says are empty.
with
found as (
    select disclosure_id, form_id, 'present' as coverage from {{ ref('stg_cell') }}
    union
    select disclosure_id, 'narrative' as form_id, 'present' as coverage from {{ ref('stg_claim') }}
    union
    select disclosure_id, 'project_performance' as form_id, 'present' as coverage from {{ ref('stg_project') }}
    union
    select disclosure_id, 'department_performance' as form_id, 'present' as coverage
    from {{ ref('stg_indicator') }}
    where project_id is null
    union
    select disclosure_id, form_id, 'empty_with_statement' as coverage from {{ ref('stg_passage') }}
    where kind = 'empty_statement' and form_id is not null
)

select
    d.department_id,
    d.fiscal_year,
    d.stage,
    f.form_id,
    max(f.coverage) as coverage, -- present goes before empty_with_statement
    arg_max(d.disclosure_id, concat(f.coverage, d.level, d.disclosure_id)) as disclosure_id
from found as f
inner join {{ ref('stg_disclosure') }} as d on f.disclosure_id = d.disclosure_id
where d.is_current and d.level <> 'government'
group by d.department_id, d.fiscal_year, d.stage, f.form_id
