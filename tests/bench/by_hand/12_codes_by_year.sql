-- What a code meant in each span of years, and under which code its matter is found today.
create temp table code_spans as
with happened as (
    select
        classification, coalesce(old_code, new_code) as code, from_year, old_name, new_name, new_code,
        case when old_code is null then 'introduced' when old_code = new_code then 'renamed' else 'moved' end as event
    from renames where old_name is not null or old_code is null
    qualify row_number() over (partition by classification, code, from_year order by rename_id) = 1
),
events as (
    select
        *, lead(event) over years as next_event, lead(from_year) over years as next_year,
        lead(old_name) over years as next_old_name, lead(new_code) over years as next_new_code,
        row_number() over years = 1 as is_first
    from happened window years as (partition by classification, code order by from_year)
),
spans as (
    select classification, code, old_name as name, null as first_year, from_year - 1 as last_year,
        if(event = 'moved', new_code, null) as moved_to
    from events where is_first and event <> 'introduced'
    union all
    select e.classification, e.code, if(e.event = 'moved', coalesce(e.next_old_name, c.name), e.new_name), e.from_year,
        e.next_year - 1, if(e.next_event = 'moved', e.next_new_code, null)
    from events as e left join codes as c using (classification, code)
    where e.event <> 'moved' or e.next_old_name is not null or (e.next_event is null and c.is_known)
    union all
    select classification, code, coalesce(name, code), null, null, null
    from codes as c anti join events as e using (classification, code)
),
inherited as ( -- an item without a history of its own goes with its group
    select s.classification, s.code, s.name, g.first_year, g.last_year, g.moved_to
    from spans as s inner join spans as g on s.classification = g.classification and left(s.code, 5) = g.code
    where length(s.code) = 7 and coalesce(s.first_year, s.last_year) is null and coalesce(g.first_year, g.last_year) is not null
)
from inherited
union all
from spans as s anti join inherited as i using (classification, code);

create temp table code_series as
with recursive followed (classification, code, name, first_year, last_year, series_code, moved_to, moved_in, step) as (
    select classification, code, name, first_year, last_year, code, moved_to, last_year + 1, 0 from code_spans
    union all
    select f.classification, f.code, f.name, f.first_year, f.last_year, f.moved_to, s.moved_to, s.last_year + 1, f.step + 1
    from followed as f
    left join code_spans as s
        on f.classification = s.classification and f.moved_to = s.code
            and f.moved_in between coalesce(s.first_year, 0) and coalesce(s.last_year, 9999)
    where f.moved_to is not null and f.step < 9
)
from followed qualify row_number() over (partition by classification, code, first_year order by step desc) = 1;

create table marts.dim_economic_year as
select
    id_of(concat_ws(chr(31), s.classification, s.code, part(first_year))) as economic_year_id,
    replace(s.classification, 'economic_', '') as classification_system, s.code as economic_code, s.name as economic_name,
    cast(first_year as integer) as valid_from_year, cast(last_year as integer) as valid_to_year, series_code,
    coalesce(n.name, series_code) as series_name
from code_series as s left join codes as n on s.classification = n.classification and s.series_code = n.code
where s.classification <> 'function';

create table marts.dim_function_year as
select
    id_of(concat_ws(chr(31), s.code, part(first_year))) as function_year_id, s.code as function_code,
    s.name as function_name, cast(first_year as integer) as valid_from_year, cast(last_year as integer) as valid_to_year,
    series_code, coalesce(n.name, series_code) as series_name,
    if(series_code <> 'unknown', left(series_code, 3), null) as series_class_code, k.name as series_class_name,
    if(series_code <> 'unknown' and length(series_code) >= 5, left(series_code, 5), null) as series_group_code,
    g.name as series_group_name
from code_series as s
left join functions as n on series_code = n.code
left join functions as k on left(series_code, 3) = k.code
left join functions as g on left(series_code, 5) = g.code and length(series_code) >= 5
where s.classification = 'function';
