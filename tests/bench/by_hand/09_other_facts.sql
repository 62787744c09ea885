create table history.fct_carry_over as
with placed as (
    select
        c.disclosure_id, c.form_id, c.amount_basis, c.cell_id, c.amount_yuan, c.value_state, c.is_current,
        coalesce(f.fund, l.fund, m.fund, 'not_stated') as fund,
        case
            when m.role in ('opening', 'closing', 'income') then m.role
            when c.measure = 'current_expenditure' and c.row_kind = 'total' then 'spending'
            when l.role in ('opening', 'opening_part') then 'opening'
            when l.role in ('closing', 'closing_part') then 'closing'
            when c.line_item = 'expenditure_current_total' then 'spending'
            when c.line_item = 'revenue_current_total' or (l.role = 'leaf' and l.side = 'revenue') then 'income'
        end as movement
    from history.fct_cell as c
    left join measures as m on c.measure = m.measure
    left join line_items as l on c.line_item = l.line_item
    left join mart_forms as f on c.form_id = f.form_id and f.mart = 'fct_appropriation_by_function'
    where c.quantity = 'money' and c.form_variant is null and movement is not null and (
        c.form_id in ('appropriation_summary', 'budget_summary')
        or (c.form_id in ('government_fund_expenditure', 'state_capital_expenditure') and c.row_kind = 'total')
    )
),
first_print as (
    select *, list_position(['opening', 'income', 'spending', 'closing'], movement) as turn,
        bool_or(fund <> 'not_stated' and movement in ('opening', 'closing')) over (partition by disclosure_id) as has_funds
    from placed
    qualify row_number() over (
        partition by disclosure_id, fund, amount_basis, movement
        order by value_state = 'blank', form_id in ('appropriation_summary', 'budget_summary'), form_id, cell_id
    ) = 1
)
select
    id_of(concat_ws(chr(31), disclosure_id, fund, part(amount_basis))) as carry_over_id, disclosure_id, fund, amount_basis,
    max(amount_yuan) filter (where turn = 1) as opening_yuan, max(value_state) filter (where turn = 1) as opening_state,
    max(amount_yuan) filter (where turn = 2) as income_yuan, max(value_state) filter (where turn = 2) as income_state,
    max(amount_yuan) filter (where turn = 3) as spending_yuan, max(value_state) filter (where turn = 3) as spending_state,
    max(amount_yuan) filter (where turn = 4) as closing_yuan, max(value_state) filter (where turn = 4) as closing_state,
    min_by(cell_id, turn) as cell_id, string_agg(cell_id, ',' order by turn) as cell_ids, bool_and(is_current) as is_current
from first_print
where fund <> 'not_stated' or not has_funds
group by disclosure_id, fund, amount_basis
having bool_or(turn in (1, 4));
create table marts.fct_carry_over as from history.fct_carry_over where is_current;

create table history.fct_staff as
select
    id_of(concat_ws(chr(31), disclosure_id, topic, part(amount_basis), part(fiscal_year))) as staff_id, disclosure_id,
    replace(topic, 'staff_', '') as staff_kind, cast(value as bigint) as staff_count, unit, year as fiscal_year,
    statement_count, claim_id, is_current
from statements where subject_area = 'staff' and measure = 'count';
create table marts.fct_staff as from history.fct_staff where is_current;

create table history.fct_performance_result as
select
    id_of(disclosure_id || chr(31) || part(year)) as performance_result_id, disclosure_id, year as fiscal_year,
    cast(null as varchar) as project_id, max(value) filter (where topic = 'performance_score') as score,
    max(printed_text) filter (where topic = 'performance_grade') as grade,
    max(value) filter (where topic = 'performance_execution_rate') as execution_rate_percent,
    cast(max(value) filter (where topic = 'performance_problems') as bigint) as problems_found,
    cast(max(value) filter (where topic = 'performance_problems_rectified') as bigint) as problems_rectified,
    min(claim_id) as claim_id, string_agg(claim_id, ',' order by claim_id) as claim_ids, bool_and(is_current) as is_current
from statements where subject_area = 'performance_result'
group by disclosure_id, year;
create table marts.fct_performance_result as from history.fct_performance_result where is_current;
