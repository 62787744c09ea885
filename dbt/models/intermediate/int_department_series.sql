-- Bodies whose work passed from one to another are one series: the smallest set whose money can be compared through all
-- years, for what each part of a divided body cost before the division nobody has printed.
with recursive
beside (department_id, other_id) as (
    select predecessor_department_id, successor_department_id from {{ ref('int_department_succession') }}
    union
    select successor_department_id, predecessor_department_id from {{ ref('int_department_succession') }}
),

linked (department_id, member_id) as (
    select department_id, department_id as member_id from {{ ref('departments') }}
    union
    select l.department_id, b.other_id
    from linked as l
    inner join beside as b on l.member_id = b.department_id
),

-- who carries on today: nothing took its place, or only parts of it went and it still exists
carrying as (
    select d.department_id, d.department_name
    from {{ ref('departments') }} as d
    where not exists (
        select 1
        from {{ ref('int_department_succession') }} as s
        where s.predecessor_department_id = d.department_id and (s.kind <> 'split' or d.valid_to_year is not null)
    )
)

select
    l.department_id,
    coalesce(min(c.department_id), min(l.member_id)) as series_department_id,
    string_agg(c.department_name, '、' order by c.department_id) as series_name
from linked as l
left join carrying as c on l.member_id = c.department_id
group by l.department_id
