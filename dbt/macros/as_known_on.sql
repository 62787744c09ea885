{#- The disclosures as they were known at the end of a day (UTC), with what of them could then be added up: the version
    that stood, and a unit's own only where nothing above it was known. Joined to the tables of `history` it gives every
    figure as of that day. Plain SQL over published tables: the publication makes a function `history.as_known_on(day)`
    of the same text, in DuckDB and in PostgreSQL. -#}
{% macro as_known_on(day, disclosures="marts.dim_disclosure", departments="marts.dim_department") -%}
    with known as (
        select *
        from {{ disclosures }}
        where
            left(known_from, 10) <= cast({{ day }} as varchar)
            and (known_to is null or left(known_to, 10) > cast({{ day }} as varchar))
    )

    select
        k.disclosure_id,
        k.department_id,
        k.department_name,
        k.fiscal_year,
        k.stage,
        k.level,
        k.version,
        k.known_from,
        k.known_to,
        k.level in ('department', 'unit') and not exists (
            select 1
            from known as a
            where
                a.level = 'department' and a.stage is not distinct from k.stage
                and a.fiscal_year is not distinct from k.fiscal_year
                and (
                    (k.level = 'unit' and a.department_id = k.department_id)
                    or strpos(concat(',', d.ancestor_ids, ','), concat(',', a.department_id, ',')) > 0
                )
        ) as is_additive
    from known as k
    left join {{ departments }} as d on k.department_id = d.department_id
{%- endmacro %}
