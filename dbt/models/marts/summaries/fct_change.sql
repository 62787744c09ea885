-- Printed cells (mart fct_cell) and the figures of the marts: each mart's differences add up to what its total moved.
select
    change_id, publication_id, mart, row_key, column_name, old_value, new_value, cause, department_id, fiscal_year,
    stage, level, coordinates, difference_yuan, cell_ids, cast(null as varchar) as claim_ids
from {{ ref('stg_change') }}
union all
select
    {{ stable_id([
        "p.publication_id", "c.mart", "c.department_id", "c.fiscal_year", "c.stage", "c.level", "c.coordinates",
    ]) }} as change_id,
    p.publication_id,
    c.mart,
    {{ stable_id(["c.mart", "c.department_id", "c.fiscal_year", "c.stage", "c.level", "c.coordinates"]) }} as row_key,
    case when coalesce(c.old_value, c.new_value) is null then 'amount_yuan' else 'value' end as column_name,
    coalesce(cast(c.old_yuan as varchar), {{ plain_number('c.old_value') }}) as old_value,
    coalesce(cast(c.new_yuan as varchar), {{ plain_number('c.new_value') }}) as new_value,
    c.cause,
    c.department_id,
    c.fiscal_year,
    c.stage,
    c.level,
    c.coordinates,
    case
        when coalesce(c.old_yuan, c.new_yuan) is not null
            then cast(coalesce(c.new_yuan, 0) - coalesce(c.old_yuan, 0) as decimal(20, 2))
    end as difference_yuan,
    c.cell_ids,
    c.claim_ids
from {{ ref('ctl_figure_change') }} as c
cross join {{ ref('stg_publication') }} as p
