-- Which documents a disclosure stood on in the previous publication and stands on now.
with
before as (
    select department_id, fiscal_year, stage, level, list(distinct document_id order by document_id) as documents
    from {{ ref('stg_previous_document') }}
    group by department_id, fiscal_year, stage, level
),

now as (
    select
        d.department_id, d.fiscal_year, d.stage, d.level,
        list(distinct f.document_id order by f.document_id) as documents
    from {{ ref('stg_document') }} as f
    inner join {{ ref('stg_disclosure') }} as d on f.disclosure_id = d.disclosure_id
    where d.is_current
    group by d.department_id, d.fiscal_year, d.stage, d.level
)

select
    coalesce(n.department_id, b.department_id) as department_id,
    coalesce(n.fiscal_year, b.fiscal_year) as fiscal_year,
    coalesce(n.stage, b.stage) as stage,
    coalesce(n.level, b.level) as level,
    case
        when b.documents is null then 'new'
        when n.documents is null then 'gone'
        when b.documents = n.documents then 'same'
        when list_has_all(n.documents, b.documents) then 'extended'
        else 'replaced'
    end as documents
from now as n
full outer join before as b
    on
        n.department_id = b.department_id and n.fiscal_year is not distinct from b.fiscal_year
        and n.stage is not distinct from b.stage and n.level is not distinct from b.level
