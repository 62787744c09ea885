"""How the gate's results name a disclosure: two SQL expressions over `marts.dim_disclosure as d`, null where it has no
year."""

NAME_ZH = "d.department_name || d.fiscal_year || '年度' || case d.stage when 'final' then '决算' else '预算' end"
NAME_EN = (
    "d.department_name || ' ' || d.fiscal_year || case d.stage when 'final' then ' final account' else ' budget' end"
)
