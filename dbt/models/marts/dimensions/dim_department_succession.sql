select
    {{ stable_id(["predecessor_department_id", "successor_department_id", "valid_from_year"]) }}
        as department_succession_id,
    predecessor_department_id,
    successor_department_id,
    valid_from_year,
    kind
from {{ ref('int_department_succession') }}
