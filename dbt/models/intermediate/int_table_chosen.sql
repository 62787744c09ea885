-- Which tables feed a mart. Forms that state the same money (the economic summary and the basic form, 收入总表 and the
-- income side of 收支总表) are alternatives: the preferred one that prints figures counts. The same form printed again
-- counts once, but tables that go on with other items, or cover other units of the department, all count.
with
tables as (
    select
        c.mart, c.disclosure_id, c.choice_group, c.preference, c.table_id, c.form_id, c.document_id, c.form_ordinal,
        coalesce(c.classification_system, '') as classification_system,
        min(r.row_rank) filter (where r.has_figure) as finest_rank,
        coalesce(bool_or(r.has_figure), false) as has_figure,
        bool_or(c.unit_code is null) filter (where r.is_finest) as is_without_units,
        list(distinct coalesce(c.item_code, c.line_item, c.row_kind)) filter (where r.is_finest) as items,
        list(distinct concat_ws('@', coalesce(c.item_code, c.line_item, c.row_kind), c.unit_code))
        filter (where r.is_finest) as items_of_units
    from {{ ref('int_cell_described') }} as c
    inner join {{ ref('int_row_levelled') }} as r
        on
            c.mart = r.mart and c.table_id = r.table_id and c.row_number = r.row_number and c.row_kind = r.row_kind
            and c.side is not distinct from r.side and c.line_item is not distinct from r.line_item
            and c.item_code is not distinct from r.item_code and c.unit_code is not distinct from r.unit_code
    group by all
),

ranked as (
    select
        *,
        row_number() over choice as choice_rank,
        first_value(form_id) over choice as first_form_id,
        bool_or(is_without_units) over before as is_without_units_before,
        flatten(list(items) over before) as items_before,
        flatten(list(items_of_units) over before) as items_of_units_before
    from tables
    where items is not null
    window
        choice as (
            partition by mart, disclosure_id, choice_group, classification_system
            order by has_figure desc, preference asc, finest_rank asc nulls last, document_id asc, form_ordinal asc
        ),
        before as (
            partition by mart, disclosure_id, choice_group, classification_system
            order by has_figure desc, preference asc, finest_rank asc nulls last, document_id asc, form_ordinal asc
            rows between unbounded preceding and 1 preceding
        )
)

select mart, disclosure_id, choice_group, classification_system, table_id, form_id
from ranked
where
    choice_rank = 1
    or (
        form_id = first_form_id and has_figure
        and case
            when is_without_units or is_without_units_before then not list_has_any(items, items_before)
            else not list_has_any(items_of_units, items_of_units_before)
        end
    )
