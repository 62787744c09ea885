-- Which printed tables feed which mart, and how their rows are told apart. Some forms are printed in two dresses,
-- income by functional item or by named line: where seeds/mart_forms.csv knows both, the printed rows decide.
with
tables as (
    select
        c.document_id, c.form_id, c.form_ordinal,
        bool_or(c.row_kind = 'line' and l.revenue_source is not null) as has_lines
    from {{ ref('stg_cell') }} as c
    left join {{ ref('line_items') }} as l on c.line_item = l.line_item
    where c.form_variant is null
    group by c.document_id, c.form_id, c.form_ordinal
)

select
    f.*,
    t.document_id,
    t.form_ordinal,
    t.document_id || '/' || t.form_id || '/' || t.form_ordinal as table_id
from tables as t
inner join {{ ref('mart_forms') }} as f on t.form_id = f.form_id
qualify row_number() over (
    partition by f.mart, t.document_id, t.form_id, t.form_ordinal
    order by ((f.coordinate = 'line') = t.has_lines) desc
) = 1
