{#- 100 · part / whole to two decimals, rounded half away from zero, in integers of 分: division of decimals would pass
    through floating point. Null where the whole is zero: nothing is a percentage of nothing. -#}
{% macro percent_of(part, whole) -%}
    cast(
        sign({{ part }}) * sign({{ whole }}) * cast(
            (abs(cast({{ part }} * 100 as hugeint)) * 20000 + abs(cast({{ whole }} * 100 as hugeint)))
            // nullif(2 * abs(cast({{ whole }} * 100 as hugeint)), 0) as decimal(18, 0)
        ) * 0.01 as decimal(20, 2)
    )
{%- endmacro %}
