-- What changed since the previous publication, with one cause each: another document, else another reading of the cells
-- behind it, else another code for one of them, else a rule.
create table marts.fct_change as
with documents as (
    select
        department_id, fiscal_year, stage, level, list(distinct document_id order by document_id) filter (where is_new) as now,
        list(distinct document_id order by document_id) filter (where not is_new) as before
    from (
        select d.department_id, d.fiscal_year, d.stage, d.level, document_id, true as is_new
        from raw('documents') inner join disclosures as d using (disclosure_id) where d.is_current
        union all
        select department_id, fiscal_year, stage, level, document_id, false from raw('previous_documents')
    ) group by all
),
changed as (
    from compared
    where new_yuan is distinct from old_yuan or new_value is distinct from old_value
),
evidence as (
    select mart, department_id, fiscal_year, stage, level, coordinates, unnest(string_split(cell_ids, ',')) as cell_id
    from changed
),
reread as (
    select coalesce(c.cell_id, p.cell_id) as cell_id
    from (from marts.fct_cell where exists (from previous)) as c
    full outer join raw('previous_cells') as p on c.cell_id = p.cell_id
    where
        row(c.cell_id, c.printed_text, c.amount_yuan, c.form_id, c.form_ordinal, c.row_label, c.column_label,
            c.function_code, c.economic_code, c.measure, c.amount_basis, c.side, c.row_kind, c.line_item, c.unit_code)
        is distinct from
        row(p.cell_id, p.printed_text, p.amount_yuan, p.form_id, p.form_ordinal, p.row_label, p.column_label,
            p.function_code, p.economic_code, p.measure, p.amount_basis, p.side, p.row_kind, p.line_item, p.unit_code)
),
recoded as (
    select mart, cell_id from (
        select mart, unnest(string_split(new_cells, ',')) as cell_id, new_code, null as old_code from compared
        union all
        select mart, unnest(string_split(old_cells, ',')) as cell_id, null, old_code from compared
    ) group by mart, cell_id having max(new_code) <> max(old_code)
),
judged as (
    select
        mart, department_id, fiscal_year, stage, level, coordinates, bool_or(r.cell_id is not null) as is_reread,
        bool_or(c.cell_id is not null) as is_recoded
    from evidence as e left join reread as r using (cell_id) left join recoded as c using (mart, cell_id) group by all
),
figures as (
    select
        c.*, case
            when d.before is null or (list_has_all(d.now, d.before) and d.now <> d.before and c.old_yuan is null
                and c.old_value is null) then 'new_document'
            when d.now is null or d.now <> d.before then 'replaced_document'
            when j.is_reread or c.claim_ids <> '' then 'reading'
            when j.is_recoded then 'classification'
            else 'rule'
        end as cause
    from changed as c
    left join judged as j
        on row(c.mart, c.department_id, c.fiscal_year, c.stage, c.level, c.coordinates)
            is not distinct from row(j.mart, j.department_id, j.fiscal_year, j.stage, j.level, j.coordinates)
    left join documents as d
        on row(c.department_id, c.fiscal_year, c.stage, c.level)
            is not distinct from row(d.department_id, d.fiscal_year, d.stage, d.level)
)
select *, cast(null as varchar) as claim_ids from raw('changes')
union all by name
select
    id_of(concat_ws(chr(31), part(publication_id), mart, department_id, part(fiscal_year), part(stage), part(level),
        coordinates)) as change_id, publication_id, mart,
    id_of(concat_ws(chr(31), mart, department_id, part(fiscal_year), part(stage), part(level), coordinates)) as row_key,
    if(coalesce(old_value, new_value) is null, 'amount_yuan', 'value') as column_name,
    coalesce(cast(old_yuan as varchar), rtrim(rtrim(cast(old_value as varchar), '0'), '.')) as old_value,
    coalesce(cast(new_yuan as varchar), rtrim(rtrim(cast(new_value as varchar), '0'), '.')) as new_value, cause, department_id,
    fiscal_year, stage, level, coordinates, if(coalesce(old_yuan, new_yuan) is not null,
        yuan(coalesce(new_yuan, 0) - coalesce(old_yuan, 0)), null) as difference_yuan, nullif(cell_ids, '') as cell_ids,
    nullif(claim_ids, '') as claim_ids
from figures cross join raw('publications');
