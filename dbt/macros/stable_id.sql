{#- 16 letters (a to p) of the natural key: the same function as `stable_id` in dagster_project/records.py, so that an id of a
    mart can be computed again from its key alone and survives a re-read. -#}
{% macro stable_id(parts) -%}
    translate(left(sha256(concat_ws(chr(31), {% for part in parts %}coalesce(cast({{ part }} as varchar), ''){% if not loop.last %}, {% endif %}{% endfor %})), 16), '0123456789', 'ghijklmnop')
{%- endmacro %}
