{#- The table of every version that the materialization `versioned` keeps beside a fact. -#}
{% macro history_of(relation) -%}
    {{ return(relation.incorporate(path={"schema": "history"}, type="table")) }}
{%- endmacro %}
