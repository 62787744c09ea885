-- Which rows of a table are its finest. A classification row is, unless a row below it (its code continued, same unit)
-- prints a figure; where no classification row prints any, the unit rows are, and without these the total row. Rows of
-- named lines are finest unless a line below them in the tree prints a figure. Parts (其中) never are, but those of the
-- three public expenses are kept: they have a component of their own and are marked as standing beside the sum.
with
printed_rows as (
    select
        mart, table_id, disclosure_id, coordinate, side, row_number, row_kind, line_item, item_code, unit_code,
        line_role, component,
        bool_or(is_printed and measure_role <> 'part') as has_figure,
        case
            when row_kind in ('class', 'group', 'item') or (row_kind = 'line' and line_item is null) then 1
            when row_kind = 'unit' then 2
            when row_kind = 'total' then 3
        end as row_rank
    from {{ ref('int_cell_described') }}
    group by all
),

codes_above as (
    select distinct
        mart, table_id, left(item_code, lengths.digits) as code, unnest([coalesce(unit_code, ''), '*']) as unit_key
    from printed_rows
    cross join unnest([3, 5]) as lengths (digits)
    where has_figure and row_rank = 1 and length(item_code) > lengths.digits
),

printed_lines as (
    select mart, table_id, side, list(distinct line_item) as printed_lines
    from printed_rows
    where has_figure and coordinate = 'line'
    group by mart, table_id, side
),

line_tree as (
    {{ descendants(ref('line_item_tree'), 'line_item', 'parent_line_item') }}
),

ranked as (
    select
        p.*,
        t.descendants,
        a.code is not null as has_rows_below,
        l.printed_lines,
        min(p.row_rank) filter (where p.has_figure) over (partition by p.mart, p.table_id) as finest_rank
    from printed_rows as p
    left join codes_above as a
        on
            p.mart = a.mart and p.table_id = a.table_id and p.item_code = a.code
            and coalesce(p.unit_code, '*') = a.unit_key
    left join line_tree as t on p.line_item = t.line_item
    left join printed_lines as l
        on p.mart = l.mart and p.table_id = l.table_id and p.side is not distinct from l.side
)

select
    mart, table_id, disclosure_id, side, row_number, row_kind, line_item, item_code, unit_code, has_figure, row_rank,
    coalesce(case
        when coordinate = 'line' and line_role in ('leaf', 'subtotal', 'total', 'grand_total', 'opening')
            then
                (mart <> 'fct_three_public' or component is not null)
                and (has_figure or descendants is null)
                and not coalesce(list_has_any(descendants, printed_lines), false)
        when coordinate = 'line' then component is not null
        when row_rank = 1 then not has_rows_below
        else row_rank = finest_rank
    end, false) as is_finest
from ranked
