-- Departments: the registry, who published without being in it, and between whom work passed
create temp table successions as
select
    predecessor_department_id as old, successor_department_id as new, cast(valid_from_year as integer) as year, kind
from seed('department_successions')
union all
select department_id, successor_department_id, cast(valid_to_year as integer) + 1, 'merged'
from departments
where
    successor_department_id is not null
    and department_id not in (select predecessor_department_id from seed('department_successions'));

create table marts.dim_department_succession as
select
    id_of(part(old) || chr(31) || part(new) || chr(31) || part(year)) as department_succession_id,
    old as predecessor_department_id, new as successor_department_id, year as valid_from_year, kind
from successions;

create table marts.dim_department as
with recursive
linked (department_id, member) as (
    select department_id, department_id from departments
    union
    select l.department_id, case when s.old = l.member then s.new else s.old end
    from linked as l inner join successions as s on l.member in (s.old, s.new)
),
climbed (department_id, above, step) as (
    select department_id, parent_department_id, 1 from departments where parent_department_id is not null
    union
    select c.department_id, d.parent_department_id, c.step + 1
    from climbed as c inner join departments as d on c.above = d.department_id
    where d.parent_department_id is not null and d.parent_department_id <> c.department_id and c.step < 9
),
carrying as (
    select department_id, department_name from departments as d
    where not exists (
        from successions as s where s.old = d.department_id and (s.kind <> 'split' or d.valid_to_year is not null)
    )
),
published as (
    select department_id, max_by(department_code, known_from || disclosure_id) as department_code,
        max_by(department_name, known_from || disclosure_id) as department_name
    from disclosures group by department_id
)
select
    department_id, coalesce(d.department_code, p.department_code) as department_code,
    coalesce(d.department_name, p.department_name) as department_name, d.aliases, d.parent_department_id,
    coalesce(d.parent_department_id, department_id) as top_department_id, d.unit_kind, d.region,
    cast(d.valid_from_year as integer) as valid_from_year, cast(d.valid_to_year as integer) as valid_to_year,
    (select min(new) from successions where old = department_id
        having count(distinct new) = 1 and bool_and(kind <> 'split')) as successor_department_id,
    coalesce(s.series_department_id, department_id) as series_department_id,
    coalesce(s.series_name, d.department_name, p.department_name) as series_name, a.ancestor_ids,
    d.department_name is not null as is_registered
from departments as d
full outer join published as p using (department_id)
left join (
    select l.department_id, coalesce(min(c.department_id), min(l.member)) as series_department_id,
        string_agg(c.department_name, '、' order by c.department_id) as series_name
    from linked as l left join carrying as c on l.member = c.department_id group by l.department_id
) as s using (department_id)
left join (
    select department_id, string_agg(above, ',' order by step, above) as ancestor_ids from climbed group by department_id
) as a using (department_id);
