{#- The facts that are made of printed money cells, with what tells two of their rows apart for the controls. -#}
{% macro money_marts() -%}
    {{ return([
        "fct_expenditure_by_function", "fct_appropriation_by_function", "fct_expenditure_by_economic",
        "fct_revenue_by_source", "fct_three_public",
    ]) }}
{%- endmacro %}
