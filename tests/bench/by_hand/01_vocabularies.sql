-- The marts as one engineer would write them for DuckDB alone: raw Parquet and seeds in, `marts` and `history` out. Set the
-- variables `raw` and `seeds` (folders) first and run the files in the order of their names, in one connection.
create schema marts;
create schema history;

create temp macro raw(name) as table from read_parquet(getvariable('raw') || '/' || name || '.parquet');
create temp macro seed(name) as table
from read_csv(getvariable('seeds') || '/' || name || '.csv', header = true, all_varchar = true);

-- the id of a row: 16 letters of the hash of its natural key, whose parts are joined by chr(31)
create temp macro id_of(key) as translate(left(sha256(key), 16), '0123456789', 'ghijklmnop');
create temp macro part(value) as coalesce(cast(value as varchar), '');
create temp macro yuan(amount) as cast(amount as decimal(20, 2));
create temp macro state_of(state) as case
    when bool_or(state = 'printed') then 'printed'
    when bool_or(state = 'zero') then 'zero'
    when bool_or(state = 'dash') then 'dash'
    else 'blank'
end;
-- 100 · part / whole to two decimals in integers, half away from zero
create temp macro percent_of(part, whole) as cast(
    sign(part) * sign(whole) * cast(
        (abs(cast(part * 100 as hugeint)) * 20000 + abs(cast(whole * 100 as hugeint)))
        // nullif(2 * abs(cast(whole * 100 as hugeint)), 0) as decimal(18, 0)
    ) * 0.01 as decimal(20, 2)
);

create temp table disclosures as from raw('disclosures');
create temp table measures as from seed('measures');
create temp table line_items as from seed('line_items');
create temp table topics as from seed('topics');
create temp table mart_forms as from seed('mart_forms');
create temp table departments as from seed('departments');
create temp table functions as from seed('function_classification');
create temp table economics as from seed('economic_classification');
create temp table renames as
select * replace (cast(from_year as integer) as from_year) from seed('classification_renames');

-- a measure or a line with everything below it
create temp table measure_tree as
with recursive below (above, word) as (
    select parent_measure, measure from seed('measure_tree') where parent_measure is not null
    union
    select t.parent_measure, b.word
    from below as b inner join seed('measure_tree') as t on b.above = t.measure
    where t.parent_measure is not null
)

select t.measure, t.partition, b.finer
from seed('measure_tree') as t
left join (select above, list(word order by word) as finer from below group by above) as b on t.measure = b.above;

create temp table line_tree as
with recursive below (above, word) as (
    select parent_line_item, line_item from seed('line_item_tree') where parent_line_item is not null
    union
    select t.parent_line_item, b.word
    from below as b inner join seed('line_item_tree') as t on b.above = t.line_item
    where t.parent_line_item is not null
)

select above as line_item, list(word order by word) as finer from below group by above;
