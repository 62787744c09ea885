-- The spans of years in which a code stood for one thing under one name. A span that ends because the matter moved
-- knows where it went. A code that moved and is still in the seeds goes on with what is left of it.
with
before_the_first as (
    select
        classification, code, old_name as name, cast(null as integer) as valid_from_year,
        from_year - 1 as valid_to_year,
        case when event = 'moved' then new_code end as moved_to
    from {{ ref('int_classification_event') }}
    where is_first and event <> 'introduced'
),

from_each as (
    select
        e.classification, e.code,
        case when e.event = 'moved' then coalesce(e.next_old_name, c.name) else e.new_name end as name,
        e.from_year as valid_from_year, e.next_year - 1 as valid_to_year,
        case when e.next_event = 'moved' then e.next_new_code end as moved_to
    from {{ ref('int_classification_event') }} as e
    left join {{ ref('int_classification_joined') }} as c on e.classification = c.classification and e.code = c.code
    where e.event <> 'moved' or e.next_old_name is not null or (e.next_event is null and c.is_known)
),

unchanged as (
    select
        c.classification, c.code, coalesce(c.name, c.code) as name, cast(null as integer) as valid_from_year,
        cast(null as integer) as valid_to_year, cast(null as varchar) as moved_to
    from {{ ref('int_classification_joined') }} as c
    anti join {{ ref('int_classification_event') }} as e on c.classification = e.classification and c.code = e.code
)

select * from before_the_first
union all
select * from from_each
union all
select * from unchanged
