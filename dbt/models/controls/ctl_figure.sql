{#- The money figures of the marts with what tells them apart, whatever version of a document they come from: the next
    publication is compared with these. -#}
{%- set coordinates = {
    'fct_expenditure_by_function': ['unit_code', 'fund', 'expenditure_type', 'expenditure_subtype', 'amount_basis'],
    'fct_appropriation_by_function': ['unit_code', 'fund', 'expenditure_type', 'expenditure_subtype', 'amount_basis'],
    'fct_expenditure_by_economic': [
        'classification_system', 'fund', 'expenditure_type', 'expenditure_subtype', 'amount_basis',
    ],
    'fct_revenue_by_source': ['unit_code', 'revenue_source', 'fund', 'amount_basis'],
    'fct_three_public': ['component', 'quantity', 'fund', 'amount_basis'],
} -%}
{%- set stated = ['fct_revenue_by_source', 'fct_three_public'] -%}
with
figures as (
    {% for mart in money_marts() -%}
    {%- set code = 'function_code' if 'function' in mart else 'economic_code' if 'economic' in mart -%}
    select
        '{{ mart }}' as mart,
        disclosure_id,
        concat_ws(
            ' | '
            {%- for part in ([code] if code else []) + coordinates[mart] %},
            coalesce({{ part }}, '')
            {%- endfor %}
        ) as coordinates,
        {{ code if code else 'cast(null as varchar)' }} as classification_code,
        amount_yuan,
        cell_ids,
        {{ 'claim_id' if mart in stated else 'cast(null as varchar)' }} as claim_id
    from {{ ref(mart) }}
    where amount_yuan is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    f.mart,
    d.department_id,
    d.fiscal_year,
    d.stage,
    d.level,
    f.coordinates,
    f.classification_code,
    f.amount_yuan,
    f.cell_ids,
    f.claim_id
from figures as f
inner join {{ ref('dim_disclosure') }} as d on f.disclosure_id = d.disclosure_id
