{#- What is printed goes before a blank, a fund's own form before the summaries. -#}
{%- set movements = ['opening', 'income', 'spending', 'closing'] -%}
with
first_printed as (
    select
        *,
        row_number() over (
            partition by disclosure_id, fund, amount_basis, movement
            order by
                (value_state = 'blank') asc, form_id in ('appropriation_summary', 'budget_summary') asc, form_id asc,
                cell_id asc
        ) as choice_rank,
        bool_or(fund <> 'not_stated' and movement in ('opening', 'closing')) over (partition by disclosure_id)
            as has_funds
    from {{ ref('int_balance_placed') }}
    where movement is not null
)

select
    {{ stable_id(["disclosure_id", "fund", "amount_basis"]) }} as carry_over_id,
    disclosure_id,
    fund,
    amount_basis,
    {% for movement in movements -%}
    max(amount_yuan) filter (where movement = '{{ movement }}') as {{ movement }}_yuan,
    max(value_state) filter (where movement = '{{ movement }}') as {{ movement }}_state,
    {% endfor -%}
    arg_min(cell_id, list_position({{ movements }}, movement)) as cell_id,
    string_agg(cell_id, ',' order by list_position({{ movements }}, movement)) as cell_ids,
    bool_and(is_current) as is_current
from first_printed
where choice_rank = 1 and (fund <> 'not_stated' or not has_funds)
group by disclosure_id, fund, amount_basis
having bool_or(movement in ('opening', 'closing'))
