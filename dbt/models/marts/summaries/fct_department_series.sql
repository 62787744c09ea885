{%- set totals = [
    'expenditure', 'basic', 'project', 'other_expenditure', 'general_public_budget', 'government_fund', 'state_capital',
    'revenue', 'three_public',
] -%}
-- A body that was divided stands beside all who took a part of it: its money is never divided among them.
with
ended as (
    select
        predecessor_department_id as department_id,
        min(valid_from_year) - 1 as last_year
    from {{ ref('dim_department_succession') }}
    where kind <> 'split'
    group by predecessor_department_id
),

lasting as (
    select
        d.department_id,
        d.series_department_id,
        d.series_name,
        coalesce(d.valid_from_year, 0) as first_year,
        coalesce(d.valid_to_year, e.last_year, 9999) as last_year
    from {{ ref('dim_department') }} as d
    left join ended as e on d.department_id = e.department_id
    where d.department_id = d.top_department_id
),

published as (
    select p.series_department_id, p.series_name, y.*
    from {{ ref('fct_department_year') }} as y
    inner join lasting as p on y.department_id = p.department_id
),

summed as (
    select
        series_department_id,
        series_name,
        fiscal_year,
        stage,
        string_agg(department_id, ',' order by department_id) as department_ids,
        {% for total in totals -%}
        cast(sum({{ total }}_yuan) as decimal(20, 2)) as {{ total }}_yuan,
        {% endfor -%}
        string_agg(disclosure_ids, ',' order by department_id) as disclosure_ids,
        string_agg(cell_ids, ',' order by department_id) as cell_ids,
        string_agg(claim_ids, ',' order by department_id) as claim_ids
    from published
    group by series_department_id, series_name, fiscal_year, stage
)

select
    {{ stable_id(["'series'", "s.series_department_id", "s.fiscal_year", "s.stage"]) }} as department_series_id,
    s.series_department_id,
    s.series_name,
    s.fiscal_year,
    s.stage,
    s.department_ids,
    (
        select string_agg(p.department_id, ',' order by p.department_id)
        from lasting as p
        where
            p.series_department_id = s.series_department_id
            and s.fiscal_year between p.first_year and p.last_year
            and strpos(concat(',', s.department_ids, ','), concat(',', p.department_id, ',')) = 0
    ) as missing_department_ids,
    {% for total in totals -%}
    s.{{ total }}_yuan,
    {% endfor -%}
    s.disclosure_ids,
    s.cell_ids,
    s.claim_ids
from summed as s
