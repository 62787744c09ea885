-- The calendar that metrics over time are counted on.
with
years as (
    select min(fiscal_year) as first_year, max(fiscal_year) as last_year
    from {{ ref('dim_fiscal_year') }}
),

days as (
    select unnest(generate_series(make_date(first_year, 1, 1), make_date(last_year, 12, 31), interval 1 day)) as moment
    from years
)

select cast(moment as date) as day_on
from days
