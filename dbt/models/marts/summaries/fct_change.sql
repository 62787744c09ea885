-- Printed cells (mart fct_cell) and the figures of the marts: each mart's differences add up to what its total moved.
select
    change_id, publication_id, mart, row_key, column_name, old_value, new_value, cause, department_id, fiscal_year,
    stage, level, coordinates, difference_yuan
from {{ ref('stg_change') }}
union all
select
    {{ stable_id([
        "p.publication_id", "c.mart", "c.department_id", "c.fiscal_year", "c.stage", "c.level", "c.coordinates",
    ]) }} as change_id,
    p.publication_id,
    c.mart,
    {{ stable_id(["c.mart", "c.department_id", "c.fiscal_year", "c.stage", "c.level", "c.coordinates"]) }} as row_key,
    'amount_yuan' as column_name,
    cast(c.old_yuan as varchar) as old_value,
    cast(c.new_yuan as varchar) as new_value,
    c.cause,
    c.department_id,
    c.fiscal_year,
    c.stage,
    c.level,
    c.coordinates,
    cast(coalesce(c.new_yuan, 0) - coalesce(c.old_yuan, 0) as decimal(20, 2)) as difference_yuan
from {{ ref('ctl_figure_change') }} as c
cross join {{ ref('stg_publication') }} as p
