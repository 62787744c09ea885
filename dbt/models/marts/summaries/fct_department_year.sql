{%- set totals = [
    'expenditure', 'basic', 'project', 'other_expenditure', 'general_public_budget', 'government_fund', 'state_capital',
    'revenue', 'three_public',
] -%}
select
    {{ stable_id(["y.department_id", "y.fiscal_year", "y.stage"]) }} as department_year_id,
    y.department_id,
    cast(y.fiscal_year as integer) as fiscal_year,
    y.stage,
    {% for total in totals -%}
    cast(y.{{ total }}_yuan as decimal(20, 2)) as {{ total }}_yuan,
    cast(p.{{ total }}_yuan as decimal(20, 2)) as {{ total }}_prior_yuan,
    cast(y.{{ total }}_yuan - p.{{ total }}_yuan as decimal(20, 2)) as {{ total }}_change_yuan,
    {{ percent_of("(y." ~ total ~ "_yuan - p." ~ total ~ "_yuan)", "p." ~ total ~ "_yuan") }}
        as {{ total }}_change_percent,
    {% endfor -%}
    {% for part in ['basic', 'project', 'other_expenditure'] -%}
    {{ percent_of("y." ~ part ~ "_yuan", "y.expenditure_yuan") }} as {{ part }}_share_percent,
    {% endfor -%}
    {{ percent_of("y.expenditure_yuan", "sum(y.expenditure_yuan) over (partition by y.fiscal_year, y.stage)") }}
        as city_share_percent,
    y.disclosure_ids,
    y.cell_ids,
    y.claim_ids
from {{ ref('int_department_year_summed') }} as y
left join {{ ref('int_department_year_summed') }} as p
    on y.department_id = p.department_id and y.stage = p.stage and y.fiscal_year = p.fiscal_year + 1
