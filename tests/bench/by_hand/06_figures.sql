-- Of the chosen tables the finest rows, of these the finest columns: every yuan once. Summed to the grain of their mart.
create temp table ranked_cells as
select c.*, r.rank, r.has_figure, r.is_finest
from cells as c
inner join table_rows as r
    on c.mart = r.mart and c.table_id = r.table_id and c.row_number = r.row_number and c.row_kind = r.row_kind
        and c.side is not distinct from r.side and c.line_item is not distinct from r.line_item
        and c.code is not distinct from r.code and c.unit_code is not distinct from r.unit_code;

create temp table chosen_tables as
with tables as (
    select
        mart, disclosure_id, choice_group, preference, table_id, form_id, document_id, form_ordinal,
        coalesce(classification_system, '') as system, min(rank) filter (where has_figure) as finest_rank,
        bool_or(has_figure) as has_figure, bool_or(unit_code is null) filter (where is_finest) as lacks_units,
        list(distinct coalesce(code, line_item, row_kind)) filter (where is_finest) as items,
        list(distinct concat_ws('@', coalesce(code, line_item, row_kind), unit_code)) filter (where is_finest) as parts
    from ranked_cells group by all
),
in_order as (
    select
        *, row_number() over choice as turn, first_value(form_id) over choice as first_form_id,
        bool_or(lacks_units) over earlier as lacked_units, flatten(list(items) over earlier) as items_before,
        flatten(list(parts) over earlier) as parts_before
    from tables where items is not null
    window choice as (
        partition by mart, disclosure_id, choice_group, system
        order by has_figure desc, preference, finest_rank nulls last, document_id, form_ordinal
    ), earlier as (
        partition by mart, disclosure_id, choice_group, system
        order by has_figure desc, preference, finest_rank nulls last, document_id, form_ordinal
        rows between unbounded preceding and 1 preceding
    )
)
select mart, table_id, system from in_order
where turn = 1 or (
    form_id = first_form_id and has_figure
    and not case when lacks_units or lacked_units then list_has_any(items, items_before)
        else list_has_any(parts, parts_before) end
);

create temp table figures as
with in_row as (
    select
        c.*, bool_or(is_printed and partition is not null) over own as prints_any,
        bool_or(is_printed and partition = wanted_partition) over own as prints_wanted,
        bool_or(partition is not null) over own as has_any,
        bool_or(partition = wanted_partition) over own as has_wanted,
        list(measure) filter (where is_printed) over own as printed, list(measure) over own as every
    from ranked_cells as c
    semi join chosen_tables as k
        on c.mart = k.mart and c.table_id = k.table_id and coalesce(c.classification_system, '') = k.system
    where is_finest and measure_role not in ('part', 'opening', 'closing', 'income', 'unknown')
    window own as (
        partition by mart, table_id, side, row_number, row_kind, line_item, code, unit_code, amount_basis, quantity
    )
)
select
    mart, disclosure_id, case when mart not in ('fct_expenditure_by_economic', 'fct_three_public') then unit_code end as unit,
    case when mart <> 'fct_three_public' then classification_system end as system,
    case when coordinate <> 'line' and mart <> 'fct_revenue_by_source' then coalesce(code, 'unknown') end as item,
    fund, expenditure_type, expenditure_subtype, revenue_source, component, quantity, amount_basis,
    max(unit_name) as unit_name, max(line_role) as line_role, yuan(sum(amount_yuan)) as amount_yuan,
    cast(sum(value) filter (where quantity = 'count') as bigint) as count_value, state_of(value_state) as value_state,
    min(cell_id) as cell_id, string_agg(cell_id, ',' order by cell_id) as cell_ids, count(*) as cell_count,
    cast(null as varchar) as claim_id, bool_and(is_current) as is_current
from in_row
where case
    when partition is null then is_printed and not prints_any or not has_any
    when (partition = wanted_partition) is distinct from (case when prints_any then prints_wanted else has_wanted end is true)
        then false
    else not coalesce(list_has_any(finer, case when is_printed then printed else every end), false)
end
group by all;
