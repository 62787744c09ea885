select
    change_id,
    publication_id,
    mart,
    row_key,
    column_name,
    old_value,
    new_value,
    cause,
    department_id,
    fiscal_year,
    stage,
    level,
    coordinates,
    difference_yuan,
    cell_ids
from {{ source('raw', 'changes') }}
