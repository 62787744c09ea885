create table marts.dim_disclosure as from disclosures;
create table marts.dim_document as
select document_id, disclosure_id, sha256, file_name, format, page_count, received_at from raw('documents');
create table marts.dim_form as select form_id, title_zh, title_en from raw('forms');
create table marts.dim_identity as
select identity_id, family, statement_zh, statement_en, severity, ground, advice_zh, advice_en from raw('identities');
create table marts.dim_fund as
select
    fund, label_zh, label_en, cast(is_appropriation as boolean) as is_appropriation,
    cast(in_department_forms as boolean) as in_department_forms, note_zh, confidence
from seed('funds');
create table marts.dim_revenue_source as
select
    revenue_source, label_zh, label_en, parent_revenue_source, cast(is_subtotal as boolean) as is_subtotal,
    cast(sort_order as integer) as sort_order, confidence
from seed('revenue_sources');
create table marts.dim_fiscal_year as
select distinct
    cast(year as integer) as fiscal_year, cast(year - 1 as integer) as prior_fiscal_year,
    make_date(year, 1, 1) as starts_on, make_date(year, 12, 31) as ends_on
from (select unnest([fiscal_year - 1, fiscal_year]) as year from disclosures where fiscal_year is not null);
