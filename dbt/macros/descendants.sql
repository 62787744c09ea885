{#- A query of one row a word of a vocabulary (measures, line items) with everything below it in the tree its parent
    column spans. Parts (其中) are in no tree: they are printed beside, never added. -#}
{% macro descendants(tree, word, parent) -%}
    with recursive closure (ancestor, descendant) as (
        select {{ parent }}, {{ word }} from {{ tree }}
        where {{ parent }} is not null
        union
        select above.{{ parent }}, closure.descendant
        from closure
        inner join {{ tree }} as above on closure.ancestor = above.{{ word }}
        where above.{{ parent }} is not null
    )

    select ancestor as {{ word }}, list(descendant order by descendant) as descendants
    from closure
    group by ancestor
{%- endmacro %}
