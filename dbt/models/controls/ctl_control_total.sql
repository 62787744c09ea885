{#- All controls in one table. `fails` is our own fault; `explained` is a difference the publisher printed. -#}
with
leaf as (
    select
        coalesce(p.mart, f.mart) as mart,
        coalesce(p.disclosure_id, f.disclosure_id) as disclosure_id,
        coalesce(p.amount_basis, f.amount_basis) as detail,
        coalesce(p.printed_yuan, 0) as printed_yuan,
        coalesce(f.mart_yuan, 0) as mart_yuan
    from {{ ref('ctl_leaf_total') }} as p
    full outer join (
        select
            mart, disclosure_id, amount_basis,
            coalesce(sum(amount_yuan) filter (where is_added), 0) as mart_yuan
        from {{ ref('ctl_mart_figure') }}
        group by mart, disclosure_id, amount_basis
    ) as f on p.mart = f.mart and p.disclosure_id = f.disclosure_id and p.amount_basis = f.amount_basis
),

department_year as (
    select
        y.department_id, y.fiscal_year, y.stage, coalesce(y.expenditure_yuan, 0) as mart_yuan,
        coalesce(sum(f.amount_yuan), 0) as printed_yuan
    from {{ ref('fct_department_year') }} as y
    inner join {{ ref('fct_expenditure_by_function') }} as f
        on
            list_contains(string_split(y.disclosure_ids, ','), f.disclosure_id)
            and f.amount_basis = case y.stage when 'final' then 'final' else 'initial' end
    group by all
),

united as (
    select 'leaf_total' as control_kind, *, null as printed_count, null as mart_count from leaf
    union all by name
    select
        'printed_total' as control_kind, mart, disclosure_id,
        concat_ws('/', form_id, nullif(classification_system, ''), total_of, amount_basis) as detail,
        printed_yuan, mart_yuan
    from {{ ref('ctl_printed_total') }}
    union all by name
    select
        'department_year' as control_kind, 'fct_department_year' as mart,
        concat_ws('/', department_id, fiscal_year, stage) as detail, printed_yuan, mart_yuan
    from department_year
    union all by name
    select 'row_count' as control_kind, mart, scope as detail, printed_count, mart_count from {{ ref('ctl_row_count') }}
    union all by name
    select control_kind, mart, disclosure_id, detail, printed_count, mart_count from {{ ref('ctl_duplicate') }}
)

select
    {{ stable_id(["control_kind", "mart", "disclosure_id", "detail"]) }} as control_id,
    control_kind,
    mart,
    disclosure_id,
    detail,
    cast(printed_yuan as decimal(20, 2)) as printed_yuan,
    cast(mart_yuan as decimal(20, 2)) as mart_yuan,
    cast(mart_yuan - printed_yuan as decimal(20, 2)) as difference_yuan,
    cast(printed_count as bigint) as printed_count,
    cast(mart_count as bigint) as mart_count,
    cast(mart_count - printed_count as bigint) as difference_count,
    case
        when coalesce(printed_yuan, printed_count) is null then 'undecided'
        when coalesce(printed_yuan = mart_yuan, printed_count = mart_count) then 'holds'
        when control_kind = 'printed_total' then 'explained'
        else 'fails'
    end as verdict,
    case when control_kind = 'printed_total' then 'notice' else 'fatal' end as severity
from united
