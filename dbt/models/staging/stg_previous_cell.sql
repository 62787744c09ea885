select
    cell_id,
    printed_text,
    amount_yuan,
    form_id,
    form_ordinal,
    row_label,
    column_label,
    function_code,
    economic_code,
    measure,
    amount_basis,
    side,
    row_kind,
    line_item,
    unit_code
from {{ source('raw', 'previous_cells') }}
