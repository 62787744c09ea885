{#- As many rows in a table of every version as raw records, and in its mart as raw records of what is current. -#}
{%- set pairs = [
    ('fct_cell', 'stg_cell', 'cell_id'), ('fct_claim', 'stg_claim', 'claim_id'),
    ('fct_project', 'stg_project', 'project_id'),
    ('fct_performance_indicator', 'stg_indicator', 'indicator_id'),
    ('fct_identity_result', 'stg_identity_result', 'identity_result_id'),
] -%}
{% for mart, raw, key in pairs -%}
select
    '{{ mart }}' as mart,
    'history' as scope,
    (select count(*) from {{ ref(raw) }}) as printed_count,
    (select count(distinct {{ key }}) from {{ history_of(ref(mart)) }}) as mart_count
union all
select
    '{{ mart }}' as mart,
    'current' as scope,
    (
        select count(*) from {{ ref(raw) }} as r
        where not exists (
            select 1 from {{ ref('stg_disclosure') }} as d
            where r.disclosure_id = d.disclosure_id and not d.is_current
        )
    ) as printed_count,
    (select count(*) from {{ ref(mart) }}) as mart_count
{% if not loop.last %}union all{% endif %}
{% endfor %}
