{#- Cells that are not read as for the previous publication; none where there was none. -#}
{#- What reading gives of a cell; the code it is mapped to is not of it: that may change while the reading stands. -#}
{%- set read = [
    'printed_text', 'amount_yuan', 'form_id', 'form_ordinal', 'row_label', 'column_label', 'function_code',
    'economic_code', 'measure', 'amount_basis', 'side', 'row_kind', 'line_item', 'unit_code',
] -%}
with
now as (
    select c.*
    from {{ ref('stg_cell') }} as c
    inner join {{ ref('stg_disclosure') }} as d on c.disclosure_id = d.disclosure_id
    where d.is_current
)

select coalesce(n.cell_id, p.cell_id) as cell_id
from now as n
full outer join {{ ref('stg_previous_cell') }} as p on n.cell_id = p.cell_id
where
    exists (select 1 from {{ ref('stg_previous_figure') }})
    and (
        n.cell_id is null or p.cell_id is null
        {% for column in read -%}
        or n.{{ column }} is distinct from p.{{ column }}
        {% endfor %}
    )
