-- The seeds' codes and the codes documents print that the seeds do not have, of the functional and of both economic
-- classifications: a code unknown to the seeds is our gap, kept and listed.
with
seeded as (
    select 'function' as classification, * from {{ ref('function_classification') }}
    union all by name
    select 'economic_' || classification_system as classification, * exclude (classification_system)
    from {{ ref('economic_classification') }}
),

printed as (
    select distinct
        case
            when mart <> 'fct_expenditure_by_economic' then 'function'
            else 'economic_' || coalesce(classification_system, 'unknown')
        end as classification,
        item_code as code
    from {{ ref('int_figure_summed') }}
    where item_code is not null and item_code <> 'unknown'
)

select
    classification, code, name, parent_code, year, confidence, attested_names_years, true as is_known
from seeded
union all by name
select p.*, left(p.code, length(p.code) - 2) as parent_code, false as is_known
from printed as p
anti join seeded as s on p.classification = s.classification and p.code = s.code
union all by name
select unnest(['function', 'economic_unknown']) as classification, 'unknown' as code, false as is_known
