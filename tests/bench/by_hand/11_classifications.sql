-- The codes of the seeds and those that documents print and the seeds do not have.
create temp table codes as
with seeded as (
    select 'function' as classification, code, name, parent_code, year, confidence from functions
    union all
    select 'economic_' || classification_system, code, name, parent_code, year, confidence from economics
),
printed as (
    select distinct
        if(mart <> 'fct_expenditure_by_economic', 'function', 'economic_' || coalesce(system, 'unknown')) as classification,
        item as code
    from figures where item <> 'unknown'
)
select *, true as is_known from seeded
union all by name
select p.*, left(code, length(code) - 2) as parent_code, false as is_known
from printed as p anti join seeded as s using (classification, code)
union all by name
select unnest(['function', 'economic_unknown']) as classification, 'unknown' as code, false as is_known;

create table marts.dim_economic as
select
    c.code as economic_code, replace(c.classification, 'economic_', '') as classification_system,
    coalesce(c.name, c.code) as economic_name,
    case length(c.code) when 3 then 'class' when 5 then 'group' else 'unknown' end as level, c.parent_code,
    k.name as class_name, c.year as attested_years, c.confidence, c.is_known
from codes as c left join economics as k on left(c.code, 3) = k.code
where c.classification <> 'function';

create table marts.dim_function as
with moved as (
    select old_code as code, max(new_code) as successor_code, max(from_year) as year
    from renames where classification = 'function' and new_code <> old_code group by old_code
),
named as (
    select
        new_code as code, max(from_year) filter (where old_code is null) as introduced,
        string_agg(old_code || ' ' || old_name || ' (<' || from_year || ')', '; ' order by from_year, old_code) as former_names
    from renames where classification = 'function' group by new_code
)
select
    c.code as function_code, coalesce(c.name, c.code) as function_name,
    case length(c.code) when 3 then 'class' when 5 then 'group' when 7 then 'item' else 'unknown' end as level,
    c.parent_code, if(c.code <> 'unknown', left(c.code, 3), null) as class_code, k.name as class_name,
    if(length(c.code) >= 5 and c.code <> 'unknown', left(c.code, 5), null) as group_code, g.name as group_name,
    n.introduced as valid_from_year, m.year - 1 as valid_to_year, c.year as attested_years, m.successor_code,
    n.former_names, c.confidence, c.is_known
from codes as c
left join functions as k on left(c.code, 3) = k.code
left join functions as g on left(c.code, 5) = g.code and length(c.code) >= 5
left join moved as m on c.code = m.code
left join named as n on c.code = n.code
where c.classification = 'function';
