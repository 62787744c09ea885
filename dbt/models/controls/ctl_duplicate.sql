-- Nothing counts twice. One row is one thing that may be there once: `mart_count` says how often it is, `printed_count`
-- how often it may be.
with
used_cells as (
    select mart, disclosure_id, classification_system as stated_system, unnest(string_split(cell_ids, ',')) as cell_id
    from {{ ref('ctl_mart_figure') }}
),

tables_used as (
    select
        u.mart, u.disclosure_id, u.stated_system, f.choice_group, e.classification_system, c.unit_code,
        coalesce(c.classification_code, c.function_code, c.economic_code, c.line_item) as item,
        min(c.form_id) as first_form_id,
        max(c.form_id) as last_form_id,
        count(distinct c.document_id || '/' || c.form_id || '/' || c.form_ordinal) as table_count
    from used_cells as u
    inner join {{ ref('stg_cell') }} as c on u.cell_id = c.cell_id
    inner join (select distinct mart, form_id, choice_group from {{ ref('mart_forms') }}) as f
        on u.mart = f.mart and c.form_id = f.form_id
    left join {{ ref('dim_economic') }} as e
        on u.mart = 'fct_expenditure_by_economic' and c.classification_code = e.economic_code
    group by all
)

-- two versions of one disclosure counted together
select
    'version' as control_kind,
    null as mart,
    min(disclosure_id) as disclosure_id,
    concat_ws('/', department_id, fiscal_year, stage, level) as detail,
    1 as printed_count,
    count(*) as mart_count
from {{ ref('dim_disclosure') }}
where is_current
group by department_id, fiscal_year, stage, level
union all
-- a unit's disclosure added beside its department's
select
    'unit_beside_department' as control_kind,
    null as mart,
    min(d.disclosure_id) as disclosure_id,
    concat_ws('/', p.top_department_id, d.fiscal_year, d.stage) as detail,
    1 as printed_count,
    count(distinct d.level) as mart_count
from {{ ref('dim_disclosure') }} as d
inner join {{ ref('dim_department') }} as p on d.department_id = p.department_id
where d.is_current and d.is_additive
group by p.top_department_id, d.fiscal_year, d.stage
union all
-- a form beside another that states the same money, or a table beside another with an item of the same unit
select
    'form_beside_form' as control_kind,
    mart,
    disclosure_id,
    concat_ws('/', choice_group, classification_system) as detail,
    1 as printed_count,
    greatest(max(table_count), case when min(first_form_id) = max(last_form_id) then 1 else 2 end) as mart_count
from tables_used
group by mart, disclosure_id, choice_group, classification_system
union all
-- a printed cell in two rows of a mart, be it of two classifications
select
    case when mart = 'fct_expenditure_by_economic' then 'classification_beside_classification' else 'cell_used_once' end
        as control_kind,
    mart,
    disclosure_id,
    null as detail,
    count(distinct cell_id) as printed_count,
    count(*) as mart_count
from used_cells
group by mart, disclosure_id
union all
-- an item of the other economic classification added to one of them: both state the same money
select
    'classification_beside_classification' as control_kind,
    mart,
    disclosure_id,
    stated_system as detail,
    1 as printed_count,
    count(distinct classification_system) as mart_count
from tables_used
where stated_system <> '' and classification_system is not null
group by mart, disclosure_id, stated_system
