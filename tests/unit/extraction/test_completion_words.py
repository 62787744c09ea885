"""决算数大于、小于、持平预算数 against what was said to be carried out. All sentences are invented."""

import pytest

from dagster_project.extraction.completion_words import KIND
from tests.unit.extraction.narrative_lines import read_in

BUDGET = "水利（款）防汛（项）。年初预算为40.00万元，支出决算为{final}万元，完成年初预算的{percent}%。"


def found(*texts):
    prose = read_in("general_public_budget", *texts, stage="final")
    return [(p.title, p.text) for p in prose.passages if p.kind == KIND]


@pytest.mark.parametrize(
    ("final", "percent", "words", "contradicts"),
    [
        ("50.00", "125", "决算数大于预算数的主要原因是项目增加。", False),
        ("50.00", "125", "决算数小于预算数的主要原因是项目减少。", True),
        ("50.00", "125", "决算数与年初预算数持平。", True),
        ("30.00", "75", "决算数小于年初预算数的主要原因是项目减少。", False),
        ("30.00", "75", "决算数超出预算数的主要原因是项目增加。", True),
        ("40.00", "100", "决算数大于预算数的主要原因是项目增加。", True),
        ("40.00", "100", "决算数与预算数持平。", False),
        ("40.00", "100", "决算数等于预算数。", False),
        ("40.01", "100.03", "决算数与预算数持平。", True),  # one in the last printed place is a difference
        ("40.01", "100", "决算数大于预算数的主要原因是尾差。", False),  # 100.03 is 100 as it is printed
        ("39.90", "99.75", "决算数与预算数基本持平。", False),  # more or less says nothing exact
        ("50.00", "125", "决算数小于全年预算数的主要原因是项目减少。", False),  # of another budget
        ("50.00", "125", "水利局所属单位决算数小于预算数。", False),  # of somebody else's money
    ],
)
def test_words_are_held_against_the_two_amounts(final, percent, words, contradicts):
    text = BUDGET.format(final=final, percent=percent)
    clause = words.split("的主要")[0].rstrip("。")
    assert found(text + words) == ([(f"完成年初预算的{percent}%", clause)] if contradicts else [])


@pytest.mark.parametrize(("percent", "contradicts"), [("100", True), ("102.3", False), ("97", True)])
def test_where_no_amounts_are_stated_the_percentage_speaks(percent, contradicts):
    text = f"防汛支出完成年初预算的{percent}%，决算数大于预算数的主要原因是雨水多。"
    assert bool(found(text)) is contradicts


def test_of_several_things_carried_out_nothing_is_said():
    text = "出国费完成预算的100%；公务接待费完成预算的90%。决算数小于预算数的主要原因是厉行节约。"
    assert found(text) == []


def test_what_another_paragraph_says_is_not_meant():
    assert (
        found(BUDGET.format(final="40.00", percent="100"), "二、其他。", "决算数大于预算数的主要原因是项目增加。") == []
    )
