"""Pages of mirrors in traditional characters, with readings in brackets: read as the page they were made of. Invented."""

from __future__ import annotations

import re

from dagster_project.extraction.characters import simplified, without_readings
from dagster_project.extraction.labels import fold, squeeze
from dagster_project.reading import read_document
from tests.unit.extraction.narrative_lines import read

PLAIN = "\n".join(
    [
        "云澜市水利局2023年度部门决算",
        "一、收入支出决算总体情况说明",
        "2023年度收入总计434.72万元，其中：本年收入合计434.16万元。",
    ]
)
MIRRORED = "\n".join(
    [
        "云瀾市水利局2023年度部門決算",
        "一、收入支出決算總體情況說明",
        "2023年度收入總計(jì)434.72萬元，其中：本年收入合計(jì)434.16萬元。",
    ]
)


def test_a_mirrored_page_says_what_the_page_said():
    plain, mirrored = (read_document(text.encode(), "决算.txt") for text in (PLAIN, MIRRORED))
    told = [[(c.topic, c.value, c.unit, c.amount_basis) for c in reading.claims] for reading in (plain, mirrored)]
    assert told[0] == told[1] != []
    assert mirrored.identity == plain.identity
    assert "總計(jì)434.72萬元" in re.sub(r"\s", "", mirrored.claims[0].quote)  # as printed


def test_labels_are_compared_in_simplified_characters_and_kept_as_printed():
    assert fold("一、財(cái)政撥款收入（萬元）") == fold("一、财政拨款收入（万元）")
    assert squeeze("財(cái)政 撥款") == "財(cái)政撥款"


def test_what_simplified_texts_have_too_stays():
    assert simplified("覆盖率、着力、后勤(kg)") == "覆盖率、着力、后勤(kg)"
    assert without_readings("出国(境)费、设备(台)、面积(m2)") == "出国(境)费、设备(台)、面积(m2)"


def test_of_what_is_named_alike_behind_a_whole_only_the_whole_is_it():
    prose = read(
        "第一部分 单位概况", "二、人员情况", "本单位实有人数11人，其中：在职人员10人，离休人员0人，退休人员1人。"
    )
    assert [(c.topic, c.printed_text) for c in prose.claims] == [("staff_actual", "11"), ("staff_retired", "1")]
