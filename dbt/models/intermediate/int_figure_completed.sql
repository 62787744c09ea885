{#- The figures of the forms, completed by the narrative where a disclosure prints no such form: income by source where
    neither income form is there; the three public expenses where their form is not, and the counts beside them where
    the form has no such row. A blank of a form stays blank, whatever the narrative states, and a stated 用车 total never
    comes beside its printed parts. -#}
{%- set money_within = "in ('leaf', 'subtotal', 'total')" -%}
with
stated as (
    select
        case when component is not null then 'fct_three_public' else 'fct_revenue_by_source' end as mart,
        disclosure_id,
        coalesce(fund, 'not_stated') as fund,
        case when component is null then revenue_source else 'not_stated' end as revenue_source,
        component,
        case when measure = 'count' then 'count' else 'money' end as quantity,
        amount_basis,
        line_role,
        amount_yuan,
        case when measure = 'count' then cast(value as bigint) end as count_value,
        case when value = 0 then 'zero' else 'printed' end as value_state,
        claim_id,
        is_current
    from {{ ref('int_claim_selected') }}
    where
        measure in ('amount', 'count')
        and coalesce(fiscal_year, disclosure_fiscal_year) = disclosure_fiscal_year
        and not has_finer_statement
        and (component is not null or (revenue_source is not null and line_role in ('leaf', 'subtotal', 'opening')))
)

select *, null as claim_id
from {{ ref('int_figure_summed') }}
union all by name
select s.*
from stated as s
where
    not exists (
        select 1 from {{ ref('int_figure_summed') }} as f
        where
            s.mart = f.mart and s.disclosure_id = f.disclosure_id
            and (
                s.mart <> 'fct_three_public'
                or (
                    s.amount_basis = f.amount_basis
                    and (
                        s.component = f.component
                        or (s.line_role {{ money_within }} and f.line_role {{ money_within }})
                    )
                )
            )
    )
