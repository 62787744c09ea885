-- Codes are taken in the meaning they had in the year of the figure; in a year in which a code was not valid it stays
-- as it is printed.
with
placed as (
    select
        d.fiscal_year, d.stage, f.amount_yuan, f.value_state, f.cell_ids, d.disclosure_id,
        coalesce(y.series_class_code, left(f.function_code, 3)) as class_code,
        coalesce(y.series_group_code, case when length(f.function_code) >= 5 then left(f.function_code, 5) end)
            as group_code
    from {{ ref('fct_expenditure_by_function') }} as f
    inner join {{ ref('dim_disclosure') }} as d on f.disclosure_id = d.disclosure_id
    left join {{ ref('dim_function_year') }} as y
        on
            f.function_code = y.function_code
            and d.fiscal_year between coalesce(y.valid_from_year, 0) and coalesce(y.valid_to_year, 9999)
    where d.is_additive and f.amount_basis = case d.stage when 'final' then 'final' else 'initial' end
)

select
    {{ stable_id(["p.fiscal_year", "p.stage", "p.class_code", "p.group_code"]) }} as function_series_id,
    cast(p.fiscal_year as integer) as fiscal_year,
    p.stage,
    p.class_code as series_class_code,
    k.name as series_class_name,
    p.group_code as series_group_code,
    g.name as series_group_name,
    cast(sum(p.amount_yuan) as decimal(20, 2)) as amount_yuan,
    count(distinct p.disclosure_id) as disclosure_count,
    string_agg(p.cell_ids, ',' order by p.cell_ids) filter (where p.value_state <> 'blank') as cell_ids
from placed as p
left join {{ ref('function_classification') }} as k on p.class_code = k.code
left join {{ ref('function_classification') }} as g on p.group_code = g.code
group by p.fiscal_year, p.stage, p.class_code, k.name, p.group_code, g.name
