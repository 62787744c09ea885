{#- An item printed in a form (procurement, operating expenses) and stated in the text is taken from the form. -#}
{%- set other_matters = (
    'operating_expenses', 'procurement', 'purchased_services', 'transfers', 'state_assets', 'performance',
) -%}
with
printed as (
    select
        c.disclosure_id,
        t.subject_area,
        c.line_item as item,
        case when c.quantity = 'count' then 'count' else 'amount' end as measure,
        d.fiscal_year,
        c.amount_basis,
        c.value,
        c.unit,
        c.amount_yuan,
        'none' as direction,
        c.value_state,
        c.cell_id,
        cast(null as varchar) as claim_id,
        d.is_current,
        row_number() over (
            partition by c.disclosure_id, c.line_item, c.quantity, c.amount_basis
            order by (c.measure = 'total') desc nulls last, c.cell_id asc
        ) as choice_rank
    from {{ ref('stg_cell') }} as c
    inner join {{ ref('stg_disclosure') }} as d on c.disclosure_id = d.disclosure_id
    inner join {{ ref('topics') }} as t on c.line_item = t.topic
    where
        t.subject_area in {{ other_matters }} and c.value_state <> 'blank' and c.form_variant is null
        and c.row_kind <> 'part'
),

stated as (
    select
        disclosure_id, subject_area, topic as item, measure,
        coalesce(fiscal_year, disclosure_fiscal_year) as fiscal_year, amount_basis, value, unit, amount_yuan, direction,
        case when value = 0 then 'zero' else 'printed' end as value_state,
        cast(null as varchar) as cell_id, claim_id, is_current
    from {{ ref('int_claim_selected') }}
    where
        subject_area in {{ other_matters }}
),

united as (
    select * exclude (choice_rank) from printed
    where choice_rank = 1
    union all by name
    select s.*
    from stated as s
    anti join printed as p
        on
            s.disclosure_id = p.disclosure_id and s.item = p.item and s.measure = p.measure
            and s.amount_basis = p.amount_basis and s.fiscal_year = p.fiscal_year
)

select
    {{ stable_id(["disclosure_id", "item", "measure", "amount_basis", "fiscal_year"]) }} as other_disclosure_id,
    *
from united
