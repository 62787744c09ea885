-- Each span with the code under which its matter is found today: the moves followed from year to year. An item without
-- a history of its own goes with its group.
with recursive
inherited as (
    select s.classification, s.code, s.name, g.valid_from_year, g.valid_to_year, g.moved_to
    from {{ ref('int_classification_span') }} as s
    inner join {{ ref('int_classification_span') }} as g
        on s.classification = g.classification and left(s.code, 5) = g.code
    where
        length(s.code) = 7 and s.valid_from_year is null and s.valid_to_year is null
        and (g.valid_from_year is not null or g.valid_to_year is not null)
),

spans as (
    select * from inherited
    union all
    select s.*
    from {{ ref('int_classification_span') }} as s
    anti join inherited as i on s.classification = i.classification and s.code = i.code
),

followed (classification, code, name, valid_from_year, valid_to_year, series_code, moved_to, moved_in_year, step) as (
    select
        classification, code, name, valid_from_year, valid_to_year, code as series_code, moved_to,
        valid_to_year + 1 as moved_in_year, 0 as step
    from spans
    union all
    select
        f.classification, f.code, f.name, f.valid_from_year, f.valid_to_year, f.moved_to as series_code, s.moved_to,
        s.valid_to_year + 1 as moved_in_year, f.step + 1 as step
    from followed as f
    left join spans as s
        on
            f.classification = s.classification and f.moved_to = s.code
            and f.moved_in_year between coalesce(s.valid_from_year, 0) and coalesce(s.valid_to_year, 9999)
    where f.moved_to is not null and f.step < 9
)

select classification, code, name, valid_from_year, valid_to_year, series_code
from followed
qualify row_number() over (partition by classification, code, valid_from_year order by step desc) = 1
