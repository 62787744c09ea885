"""The publisher's terms are said once, in `forms/`, `seeds/` and the vocabularies: never again as literals in code."""

from __future__ import annotations

import csv
import re
from functools import cache

import yaml

from tests.conventions.source_tree import ROOT, below, named, strings

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What a literal may be made of beside terms: where a pattern offers alternatives, each is looked at by itself.
BETWEEN = re.compile(r"[|()\[\]{}^$?*+\\,;:：、，。“”/\s]+")

# Words of the grammar of figures rather than of any form; code that reads numbers cannot do without them.
GRAMMAR = {
    *("元", "千元", "万元", "亿元", "人民币"),  # units of money
    *("个", "辆", "台", "批", "人", "次", "人次", "批次", "项"),  # units of count
    *("年", "月", "日", "年度", "小时"),  # dates and durations
    *("合计", "小计", "总计", "其中"),  # totals and parts, in any table of any publisher
    *("单位", "金额", "金额单位", "部门", "名称"),  # the line of the unit above a table
    *("附件", "附表", "公开"),  # the line that numbers a table among the annexes
    *("备注", "说明", "附注"),  # the line of a note below a table
    *("类", "款", "项", "收入", "支出", "预算", "决算"),  # the classification and the two sides
}


def terms_in(value: object):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from terms_in(key)
            yield from terms_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from terms_in(item)
    elif isinstance(value, str) and len(CHINESE.findall(value)) >= 2:
        yield re.sub(r"\s", "", value)


@cache
def publishers_terms() -> frozenset[str]:
    """Every Chinese word that forms, vocabularies and seeds declare."""
    terms: set[str] = set()
    for path in [*below("dagster_project/forms", ".yml"), ROOT / "expectations" / "vocabulary.yml"]:
        terms.update(terms_in(yaml.safe_load(path.read_text(encoding="utf-8"))))
    for path in sorted((ROOT / "seeds").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            terms.update(term for row in csv.reader(file) for term in terms_in(list(row)))
    return frozenset(terms)


def test_no_literal_in_code_repeats_a_term_of_the_publishers():
    assert len(publishers_terms()) > 100
    strange = []
    for path in [*below("dagster_project/extraction"), *below("expectations"), *below("dagster_project/formats")]:
        for line, literal in strings(path):
            parts = {literal, *BETWEEN.split(literal)} if CHINESE.search(literal) else set()
            strange += [
                f"{named(path)}:{line}: {part}"
                for part in sorted(parts)
                if part in publishers_terms() and part not in GRAMMAR
            ]
    assert strange == []


def test_no_model_repeats_a_term_of_the_publishers():
    literal = re.compile(r"'([^']*)'")
    strange = [
        f"{named(path)}:{number}: {text}"
        for path in below("dbt", ".sql")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for text in literal.findall(line.split("--")[0])
        if CHINESE.search(text)
    ]
    assert strange == []
