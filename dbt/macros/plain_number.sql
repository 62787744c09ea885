{#- A figure of fixed places as text without the zeros of its column: 12.50000000 is 12.5, 3.00000000 is 3. -#}
{% macro plain_number(column) -%}
    rtrim(rtrim(cast({{ column }} as varchar), '0'), '.')
{%- endmacro %}
