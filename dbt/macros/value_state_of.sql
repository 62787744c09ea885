{#- The state of a sum of cells: printed if any is, else a zero, else a dash, else blank. Blank adds nothing and stays. -#}
{% macro value_state_of(column) -%}
    case
        when bool_or({{ column }} = 'printed') then 'printed'
        when bool_or({{ column }} = 'zero') then 'zero'
        when bool_or({{ column }} = 'dash') then 'dash'
        else 'blank'
    end
{%- endmacro %}
