-- The money (and, for the three public expenses, the counts) of the forms that feed a mart, with what the vocabularies
-- say of each coordinate. One form may feed two marts; a cell is then there twice, once a mart.
select
    f.mart,
    f.choice_group,
    f.preference,
    f.coordinate,
    f.partition as preferred_partition,
    c.cell_id,
    c.disclosure_id,
    c.document_id,
    c.form_id,
    c.form_ordinal,
    f.table_id,
    e.classification_system,
    c.row_number,
    c.column_number,
    c.side,
    c.row_kind,
    c.line_item,
    c.unit_code,
    c.unit_name,
    c.measure,
    t.partition,
    m.expenditure_subtype,
    l.component,
    c.amount_basis,
    c.quantity,
    c.value,
    c.amount_yuan,
    c.value_state,
    d.is_current,
    coalesce(c.classification_code, c.function_code, c.economic_code) as item_code,
    coalesce(f.fund, m.fund, l.fund, 'not_stated') as fund,
    coalesce(m.expenditure_type, f.expenditure_type, 'not_stated') as expenditure_type,
    coalesce(l.revenue_source, m.revenue_source, 'not_stated') as revenue_source,
    coalesce(m.role, 'unknown') as measure_role,
    coalesce(l.role, 'unknown') as line_role,
    c.value_state <> 'blank' as is_printed
from {{ ref('stg_cell') }} as c
inner join {{ ref('stg_disclosure') }} as d on c.disclosure_id = d.disclosure_id
inner join {{ ref('int_table_placed') }} as f
    on
        c.document_id = f.document_id and c.form_id = f.form_id and c.form_ordinal = f.form_ordinal
        and c.form_variant is null and (f.side is null or c.side = f.side)
left join {{ ref('measures') }} as m on c.measure = m.measure
left join {{ ref('measure_tree') }} as t on c.measure = t.measure
left join {{ ref('line_items') }} as l on c.line_item = l.line_item
left join {{ ref('economic_classification') }} as e
    on f.coordinate = 'economic' and left(coalesce(c.classification_code, c.economic_code), 3) = e.code
where c.quantity = 'money' or (c.quantity = 'count' and f.mart = 'fct_three_public')
