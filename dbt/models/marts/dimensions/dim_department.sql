select
    department_id,
    department_code,
    department_name,
    aliases,
    parent_department_id,
    top_department_id,
    unit_kind,
    region,
    valid_from_year,
    valid_to_year,
    successor_department_id,
    series_department_id,
    series_name,
    ancestor_ids,
    is_registered
from {{ ref('int_department_registered') }}
