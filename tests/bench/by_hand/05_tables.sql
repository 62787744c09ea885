-- The money cells of the forms that feed a mart, what the vocabularies say of them, and which of their rows are finest.
create temp table cells as
with printed as (
    select c.document_id, c.form_id, c.form_ordinal,
        coalesce(bool_or(c.row_kind = 'line' and l.revenue_source is not null), false) as has_lines
    from history.fct_cell as c left join line_items as l using (line_item)
    where c.form_variant is null
    group by all
),
tables as (
    select f.*, t.document_id, t.form_ordinal, t.document_id || '/' || t.form_id || '/' || t.form_ordinal as table_id
    from printed as t inner join mart_forms as f using (form_id)
    qualify row_number() over (
        partition by f.mart, t.document_id, t.form_id, t.form_ordinal order by (f.coordinate = 'line') = t.has_lines desc
    ) = 1
)
select
    f.mart, f.table_id, f.choice_group, cast(f.preference as integer) as preference, f.coordinate,
    f.partition as wanted_partition, c.document_id, c.form_id, c.form_ordinal, e.classification_system, c.cell_id,
    c.disclosure_id, c.row_number, c.side, c.row_kind, c.line_item, c.unit_code, c.unit_name, c.measure, t.partition,
    t.finer, m.expenditure_subtype, l.component, c.amount_basis, c.quantity, c.value, c.amount_yuan, c.value_state,
    c.is_current, coalesce(c.classification_code, c.function_code, c.economic_code) as code,
    coalesce(f.fund, m.fund, l.fund, 'not_stated') as fund,
    coalesce(m.expenditure_type, f.expenditure_type, 'not_stated') as expenditure_type,
    coalesce(l.revenue_source, m.revenue_source, 'not_stated') as revenue_source,
    coalesce(m.role, 'unknown') as measure_role, coalesce(l.role, 'unknown') as line_role,
    c.value_state <> 'blank' as is_printed
from history.fct_cell as c
inner join tables as f
    on c.document_id = f.document_id and c.form_id = f.form_id and c.form_ordinal = f.form_ordinal
        and (f.side is null or f.side = c.side)
left join measures as m on c.measure = m.measure
left join measure_tree as t on c.measure = t.measure
left join line_items as l on c.line_item = l.line_item
left join economics as e on f.coordinate = 'economic' and left(coalesce(c.classification_code, c.economic_code), 3) = e.code
where c.form_variant is null and (c.quantity = 'money' or (c.quantity = 'count' and f.mart = 'fct_three_public'));

create temp table table_rows as
with found as (
    select
        mart, table_id, disclosure_id, coordinate, side, row_number, row_kind, line_item, code, unit_code, line_role,
        component, bool_or(is_printed and measure_role <> 'part') as has_figure,
        case
            when row_kind in ('class', 'group', 'item') or (row_kind = 'line' and line_item is null) then 1
            when row_kind = 'unit' then 2 when row_kind = 'total' then 3
        end as rank
    from cells group by all
),
above as (
    select distinct mart, table_id, left(code, digits) as code, unnest([coalesce(unit_code, ''), '*']) as unit_key
    from found, unnest([3, 5]) as lengths (digits)
    where has_figure and rank = 1 and length(code) > digits
),
lines as (
    select mart, table_id, side, list(distinct line_item) as printed
    from found where has_figure and coordinate = 'line' group by all
)
select
    r.* exclude (coordinate, line_role, component, disclosure_id),
    coalesce(case
    when coordinate = 'line' and line_role in ('leaf', 'subtotal', 'total', 'grand_total', 'opening')
        then (r.mart <> 'fct_three_public' or component is not null) and (has_figure or t.finer is null)
            and not coalesce(list_has_any(t.finer, l.printed), false)
    when coordinate = 'line' then component is not null
    when rank = 1 then a.code is null
    else rank = min(rank) filter (where has_figure) over (partition by r.mart, r.table_id)
end, false) as is_finest
from found as r
left join above as a
    on r.mart = a.mart and r.table_id = a.table_id and r.code = a.code and coalesce(r.unit_code, '*') = a.unit_key
left join line_tree as t on r.line_item = t.line_item
left join lines as l on r.mart = l.mart and r.table_id = l.table_id and r.side is not distinct from l.side;
