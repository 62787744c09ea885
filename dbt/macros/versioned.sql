{#- A fact in two tables: history.<fact> with every version, marts.<fact> with the rows of what is current. A model selects
    every version and says in `is_current` which rows count; the contract, the comments and the columns of both are one. -#}
{% materialization versioned, adapter="duckdb" %}
    {%- set current_relation = this.incorporate(type="table") -%}
    {%- set history_relation = history_of(current_relation) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement("history") -%}
        {{ get_assert_columns_equivalent(compiled_code) }}
        create or replace table {{ history_relation }} {{ get_table_columns_and_constraints() }};
        insert into {{ history_relation }} {{ get_column_names() }} ({{ get_select_subquery(compiled_code) }});
    {%- endcall %}
    {% call statement("main") -%}
        create or replace table {{ current_relation }} {{ get_table_columns_and_constraints() }};
        insert into {{ current_relation }} {{ get_column_names() }} (
            select {{ model["columns"].keys() | join(", ") }} from {{ history_relation }} where is_current
        );
    {%- endcall %}
    {% do persist_docs(current_relation, model) %}
    {% do persist_docs(history_relation, model) %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [current_relation]}) }}
{% endmaterialization %}
