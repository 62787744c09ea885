-- What is printed and what was judged of it, as read; every version in `history`, what is current in `marts`.
create table history.fct_cell as
select c.*, d.is_current from raw('cells') as c inner join disclosures as d using (disclosure_id);
create table marts.fct_cell as from history.fct_cell where is_current;

create table history.fct_claim as
select c.*, d.is_current from raw('claims') as c inner join disclosures as d using (disclosure_id);
create table marts.fct_claim as from history.fct_claim where is_current;

create table history.fct_project as
select c.*, d.is_current from raw('projects') as c inner join disclosures as d using (disclosure_id);
create table marts.fct_project as from history.fct_project where is_current;

create table history.fct_performance_indicator as
select c.*, d.is_current from raw('indicators') as c inner join disclosures as d using (disclosure_id);
create table marts.fct_performance_indicator as from history.fct_performance_indicator where is_current;

-- an identity between documents may hang on no single disclosure: it speaks of what is current
create table history.fct_identity_result as
select r.*, coalesce(d.is_current, true) as is_current
from raw('identity_results') as r
left join disclosures as d using (disclosure_id);
create table marts.fct_identity_result as from history.fct_identity_result where is_current;

create table history.fct_identity_term as
select
    id_of(concat_ws(
        chr(31), part(t.identity_result_id), part(t.cell_id), part(t.claim_id), part(t.project_id), part(t.indicator_id),
        part(t.side), part(t.ordinal)
    )) as identity_term_id,
    t.*,
    coalesce(r.is_current, true) as is_current
from raw('identity_terms') as t
left join history.fct_identity_result as r using (identity_result_id);
create table marts.fct_identity_term as from history.fct_identity_term where is_current;

create table history.fct_suspect_cell as
select
    id_of(concat_ws(
        chr(31), part(s.disclosure_id), part(s.cell_id), part(s.claim_id), part(s.indicator_id), part(s.fault_group),
        part(s.fault_kind), part(s.rank)
    )) as suspect_cell_id,
    s.*,
    coalesce(d.is_current, true) as is_current
from raw('suspect_cells') as s
left join disclosures as d using (disclosure_id);
create table marts.fct_suspect_cell as from history.fct_suspect_cell where is_current;
