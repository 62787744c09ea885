-- Where openings, income, spending and closings of a fund are printed: on the total row of the fund's own form, in
-- columns; on named lines of the summaries, by column of a fund or by a line of the fund. A line not split by fund
-- stands for all money (`not_stated`).
select
    c.disclosure_id,
    c.form_id,
    c.amount_basis,
    c.cell_id,
    c.amount_yuan,
    c.value_state,
    d.is_current,
    coalesce(f.fund, l.fund, m.fund, 'not_stated') as fund,
    case
        when m.role in ('opening', 'closing', 'income') then m.role
        when c.measure = 'current_expenditure' and c.row_kind = 'total' then 'spending'
        when l.role in ('opening', 'opening_part') then 'opening'
        when l.role in ('closing', 'closing_part') then 'closing'
        when c.line_item = 'expenditure_current_total' then 'spending'
        when c.line_item = 'revenue_current_total' or (l.role = 'leaf' and l.side = 'revenue') then 'income'
    end as movement
from {{ ref('stg_cell') }} as c
inner join {{ ref('stg_disclosure') }} as d on c.disclosure_id = d.disclosure_id
left join {{ ref('measures') }} as m on c.measure = m.measure
left join {{ ref('line_items') }} as l on c.line_item = l.line_item
left join {{ ref('mart_forms') }} as f on c.form_id = f.form_id and f.mart = 'fct_appropriation_by_function'
where
    c.quantity = 'money' and c.form_variant is null
    and (
        c.form_id in ('appropriation_summary', 'budget_summary')
        or (c.form_id in ('government_fund_expenditure', 'state_capital_expenditure') and c.row_kind = 'total')
    )
