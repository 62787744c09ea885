-- What happened to a code in a year: it was renamed, its matter moved to another code, or it came into use.
with
happened as (
    select
        classification,
        coalesce(old_code, new_code) as code,
        from_year,
        case when old_code is null then 'introduced' when old_code = new_code then 'renamed' else 'moved' end
            as event,
        old_name,
        new_name,
        new_code,
        row_number() over (
            partition by classification, coalesce(old_code, new_code), from_year order by rename_id
        ) as occurrence
    from {{ ref('classification_renames') }}
    where old_name is not null or old_code is null -- without a name of its own only a part of the code moved
)

select
    classification, code, from_year, event, old_name, new_name, new_code,
    lead(event) over by_year as next_event,
    lead(from_year) over by_year as next_year,
    lead(old_name) over by_year as next_old_name,
    lead(new_code) over by_year as next_new_code,
    row_number() over by_year = 1 as is_first
from happened
where occurrence = 1
window by_year as (partition by classification, code order by from_year)
