create table history.fct_expenditure_by_function as
select
    id_of(concat_ws(
        chr(31), disclosure_id, part(unit), part(item), fund, expenditure_type, part(expenditure_subtype),
        part(amount_basis)
    )) as expenditure_by_function_id,
    disclosure_id, unit as unit_code, unit_name, item as function_code, fund, expenditure_type, expenditure_subtype,
    amount_basis, amount_yuan, value_state, cell_id, cell_ids, cell_count, is_current
from figures where mart = 'fct_expenditure_by_function';
create table marts.fct_expenditure_by_function as from history.fct_expenditure_by_function where is_current;

create table history.fct_appropriation_by_function as
select
    id_of(concat_ws(
        chr(31), disclosure_id, part(unit), part(item), fund, expenditure_type, part(expenditure_subtype),
        part(amount_basis)
    )) as appropriation_by_function_id,
    disclosure_id, unit as unit_code, unit_name, item as function_code, fund, expenditure_type, expenditure_subtype,
    amount_basis, amount_yuan, value_state, cell_id, cell_ids, cell_count, is_current
from figures where mart = 'fct_appropriation_by_function';
create table marts.fct_appropriation_by_function as from history.fct_appropriation_by_function where is_current;

create table history.fct_expenditure_by_economic as
select
    id_of(concat_ws(
        chr(31), disclosure_id, part(system), part(item), fund, expenditure_type, part(expenditure_subtype),
        part(amount_basis)
    )) as expenditure_by_economic_id,
    disclosure_id, coalesce(system, 'unknown') as classification_system, item as economic_code, fund, expenditure_type,
    expenditure_subtype, amount_basis, amount_yuan, value_state, cell_id, cell_ids, cell_count, is_current
from figures where mart = 'fct_expenditure_by_economic';
create table marts.fct_expenditure_by_economic as from history.fct_expenditure_by_economic where is_current;

create table history.fct_revenue_by_source as
select
    id_of(concat_ws(chr(31), disclosure_id, part(unit), revenue_source, fund, part(amount_basis)))
        as revenue_by_source_id,
    disclosure_id, unit as unit_code, unit_name, revenue_source, fund, amount_basis, amount_yuan, value_state, cell_id,
    cell_ids, cell_count, claim_id, is_current
from figures where mart = 'fct_revenue_by_source';
create table marts.fct_revenue_by_source as from history.fct_revenue_by_source where is_current;

create table history.fct_three_public as
select
    id_of(concat_ws(chr(31), disclosure_id, component, quantity, fund, part(amount_basis))) as three_public_id,
    disclosure_id, component, line_role in ('leaf', 'subtotal', 'total') as is_within_three_public, quantity, fund,
    amount_basis, amount_yuan, count_value, value_state, cell_id, cell_ids, cell_count, claim_id, is_current
from figures where mart = 'fct_three_public' and component is not null;
create table marts.fct_three_public as from history.fct_three_public where is_current;
