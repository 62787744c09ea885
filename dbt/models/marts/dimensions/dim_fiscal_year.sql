with
years as (
    select unnest([fiscal_year - 1, fiscal_year]) as fiscal_year
    from {{ ref('stg_disclosure') }}
    where fiscal_year is not null
)

select distinct
    cast(fiscal_year as integer) as fiscal_year,
    cast(fiscal_year - 1 as integer) as prior_fiscal_year,
    make_date(fiscal_year, 1, 1) as starts_on,
    make_date(fiscal_year, 12, 31) as ends_on
from years
