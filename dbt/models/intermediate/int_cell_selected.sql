-- The leaf cells: of the chosen tables, in their finest rows, the finest columns. In each row one partition of the
-- total counts, the mart's own (by type of expenditure, by source) where the row prints it; a coarser column counts
-- where nothing below it is printed in the row, so that no figure is lost. Blank leaves stay: they add nothing.
with
measure_tree as (
    {{ descendants(ref('measure_tree'), 'measure', 'parent_measure') }}
),

candidates as (
    select c.*, t.descendants
    from {{ ref('int_cell_described') }} as c
    inner join {{ ref('int_row_levelled') }} as r
        on
            c.mart = r.mart and c.table_id = r.table_id and c.row_number = r.row_number and c.row_kind = r.row_kind
            and c.side is not distinct from r.side and c.line_item is not distinct from r.line_item
            and c.item_code is not distinct from r.item_code and c.unit_code is not distinct from r.unit_code
    inner join {{ ref('int_table_chosen') }} as k
        on
            c.mart = k.mart and c.table_id = k.table_id
            and coalesce(c.classification_system, '') = k.classification_system
    left join measure_tree as t on c.measure = t.measure
    where r.is_finest and c.measure_role not in ('part', 'opening', 'closing', 'income', 'unknown')
),

in_row as (
    select
        *,
        bool_or(is_printed and partition = preferred_partition) over own_row as prints_preferred,
        bool_or(is_printed and partition is not null) over own_row as prints_partition,
        bool_or(partition = preferred_partition) over own_row as has_preferred,
        bool_or(partition is not null) over own_row as has_partition,
        list(measure) filter (where is_printed) over own_row as printed_measures,
        list(measure) over own_row as all_measures
    from candidates
    window own_row as (
        partition by
            mart, table_id, side, row_number, row_kind, line_item, item_code, unit_code, amount_basis, quantity
    )
)

select
    *,
    case
        when prints_partition then prints_preferred is true
        else has_preferred is true
    end as takes_preferred
from in_row
where
    case
        when partition is null then is_printed and not prints_partition or not has_partition
        when (partition = preferred_partition) is distinct from takes_preferred then false
        when is_printed then not coalesce(list_has_any(descendants, printed_measures), false)
        else not coalesce(list_has_any(descendants, all_measures), false)
    end
