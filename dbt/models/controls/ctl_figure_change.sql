-- Figures of the marts that differ from the previous publication, each with one cause: another document, else another
-- reading of the cells (or of the statement) behind it, else another code for one of them, else a rule of ours.
with
joined as (
    select
        coalesce(n.mart, p.mart) as mart,
        coalesce(n.department_id, p.department_id) as department_id,
        coalesce(n.fiscal_year, p.fiscal_year) as fiscal_year,
        coalesce(n.stage, p.stage) as stage,
        coalesce(n.level, p.level) as level,
        coalesce(n.coordinates, p.coordinates) as coordinates,
        p.amount_yuan as old_yuan,
        n.amount_yuan as new_yuan,
        p.plain_value as old_value,
        n.plain_value as new_value,
        concat_ws(',', n.cell_ids, nullif(p.cell_ids, n.cell_ids)) as cell_ids,
        concat_ws(',', n.claim_id, nullif(p.claim_id, n.claim_id)) as claim_ids
    from {{ ref('ctl_figure') }} as n
    full outer join {{ ref('stg_previous_figure') }} as p
        on
            n.mart = p.mart and n.department_id = p.department_id and n.coordinates = p.coordinates
            and n.fiscal_year is not distinct from p.fiscal_year and n.stage is not distinct from p.stage
            and n.level is not distinct from p.level
    where
        (n.amount_yuan is distinct from p.amount_yuan or n.plain_value is distinct from p.plain_value)
        and exists (select 1 from {{ ref('stg_previous_figure') }})
),

evidence as (
    select mart, department_id, fiscal_year, stage, level, coordinates, unnest(string_split(cell_ids, ',')) as cell_id
    from joined
),

coded as (
    select mart, unnest(string_split(cell_ids, ',')) as cell_id, classification_code as new_code, null as old_code
    from {{ ref('ctl_figure') }}
    union all
    select mart, unnest(string_split(cell_ids, ',')) as cell_id, null as new_code, classification_code as old_code
    from {{ ref('stg_previous_figure') }}
),

recoded as (
    select mart, cell_id
    from coded
    group by mart, cell_id
    having max(new_code) <> max(old_code)
),

judged as (
    select
        e.mart, e.department_id, e.fiscal_year, e.stage, e.level, e.coordinates,
        bool_or(r.cell_id is not null) as is_reread,
        bool_or(c.cell_id is not null) as is_recoded
    from evidence as e
    left join {{ ref('int_cell_reread') }} as r on e.cell_id = r.cell_id
    left join recoded as c on e.mart = c.mart and e.cell_id = c.cell_id
    group by e.mart, e.department_id, e.fiscal_year, e.stage, e.level, e.coordinates
)

select
    j.mart, j.department_id, j.fiscal_year, j.stage, j.level, j.coordinates, j.old_yuan, j.new_yuan,
    j.old_value, j.new_value,
    nullif(j.cell_ids, '') as cell_ids, nullif(j.claim_ids, '') as claim_ids,
    case
        when d.documents = 'new' then 'new_document'
        when d.documents = 'extended' and j.old_yuan is null and j.old_value is null then 'new_document'
        when d.documents <> 'same' then 'replaced_document'
        when g.is_reread or j.claim_ids <> '' then 'reading'
        when g.is_recoded then 'classification'
        else 'rule'
    end as cause
from joined as j
left join judged as g
    on
        j.mart = g.mart and j.department_id = g.department_id and j.coordinates = g.coordinates
        and j.fiscal_year is not distinct from g.fiscal_year and j.stage is not distinct from g.stage
        and j.level is not distinct from g.level
left join {{ ref('int_disclosure_redocumented') }} as d
    on
        j.department_id = d.department_id and j.fiscal_year is not distinct from d.fiscal_year
        and j.stage is not distinct from d.stage and j.level is not distinct from d.level
