-- The narrative states results for the department as a whole; a project's own result would carry its project_id.
select
    {{ stable_id(["disclosure_id", "coalesce(fiscal_year, disclosure_fiscal_year)"]) }} as performance_result_id,
    disclosure_id,
    coalesce(fiscal_year, disclosure_fiscal_year) as fiscal_year,
    cast(null as varchar) as project_id,
    max(value) filter (where topic = 'performance_score') as score,
    max(printed_text) filter (where topic = 'performance_grade') as grade,
    max(value) filter (where topic = 'performance_execution_rate') as execution_rate_percent,
    cast(max(value) filter (where topic = 'performance_problems') as bigint) as problems_found,
    cast(max(value) filter (where topic = 'performance_problems_rectified') as bigint) as problems_rectified,
    min(claim_id) as claim_id,
    string_agg(claim_id, ',' order by claim_id) as claim_ids,
    bool_and(is_current) as is_current
from {{ ref('int_claim_selected') }}
where subject_area = 'performance_result'
group by disclosure_id, coalesce(fiscal_year, disclosure_fiscal_year)
