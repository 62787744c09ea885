{#- The figures of the marts with what tells them apart, whatever version of a document they come from: the next
    publication is compared with these. Money is in yuan, a count in `plain_value`. -#}
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
{%- set movements = ['opening', 'income', 'spending', 'closing'] -%}
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
        {{ 'count_value' if 'three_public' in mart else 'cast(null as bigint)' }} as plain_value,
        cell_ids,
        {{ 'claim_id' if mart in stated else 'cast(null as varchar)' }} as claim_id
    from {{ ref(mart) }}
    union all by name
    {% endfor -%}
    {% for movement in movements -%}
    select
        'fct_carry_over' as mart, disclosure_id, concat_ws(' | ', fund, '{{ movement }}', amount_basis) as coordinates,
        {{ movement }}_yuan as amount_yuan, cell_ids
    from {{ ref('fct_carry_over') }}
    union all by name
    {% endfor -%}
    select
        'fct_other_disclosure' as mart, disclosure_id,
        concat_ws(' | ', item, measure, fiscal_year, amount_basis) as coordinates, amount_yuan,
        case when amount_yuan is null then value end as plain_value, cell_id as cell_ids, claim_id
    from {{ ref('fct_other_disclosure') }}
    union all by name
    select
        'fct_government_revenue' as mart, disclosure_id, concat_ws(' | ', revenue_code, amount_basis) as coordinates,
        revenue_code as classification_code, amount_yuan, cell_ids
    from {{ ref('fct_government_revenue') }}
    union all by name
    select
        'fct_staff' as mart, disclosure_id, concat_ws(' | ', staff_kind, fiscal_year) as coordinates,
        staff_count as plain_value, claim_id
    from {{ ref('fct_staff') }}
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
    cast(f.plain_value as decimal(28, 8)) as plain_value,
    f.cell_ids,
    f.claim_id
from figures as f
inner join {{ ref('dim_disclosure') }} as d on f.disclosure_id = d.disclosure_id
where f.amount_yuan is not null or f.plain_value is not null
