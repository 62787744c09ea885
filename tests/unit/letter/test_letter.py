"""The letter to a department: whom it means, what it asks, what it only counts, and that it is the same bytes again."""

import io
import zipfile
from decimal import Decimal

import docx
import pytest

from dagster_project.letter import content, page, paper
from dagster_project.letter.published import Department
from dagster_project.records import Claim, Confrontation, Disclosure, DocumentRow, IdentityResult, SuspectCell
from dagster_project.standing import Waiver


def result(number, severity="error", verdict="fails", group=None):
    values = dict.fromkeys(("reported_yuan", "computed_yuan", "difference_yuan", "allowed_yuan"))
    return IdentityResult(
        identity_result_id=f"r{number}", identity_id=f"identity_{number}", disclosure_id="d", instance="total",
        verdict=verdict, severity=severity, **values, reported=Decimal(43), computed=Decimal(57), difference=Decimal(-14),
        allowed=Decimal(0), unit="%", explanation_code=None, fault_group=group or f"g{number}",
        message_zh=f"第{number}处待核实", message_en=f"finding {number}",
    )  # fmt: skip


def suspect(group, blame="publisher", unique=True, proposed="56.77"):
    return SuspectCell(
        disclosure_id="d", cell_id=None, claim_id="c", printed_text="43.23", proposed_value=proposed and Decimal(proposed),
        fault_kind="ratio_for_change", blame=blame, rank=1, fault_group=group, identities_explained=1, is_unique=unique,
        indicator_id=None,
    )  # fmt: skip


def claim():
    return Claim(
        claim_id="c", document_id="f", page=3, line=7, topic="total", measure="change_percent", value=Decimal("43.23"),
        unit="%", direction="down", quote="",
    )  # fmt: skip


def department(results, suspects, missing=()):
    disclosure = Disclosure("d", "101", "101", "某局", 2021, "budget", "department")
    disclosure.documents = [
        DocumentRow(
            document_id="f",
            disclosure_id="d",
            sha256="0",
            file_name="某局预算.pdf",
            format="pdf",
            page_count=9,
            received_at=None,
        )
    ]
    disclosure.claims = [claim()]
    confrontation = Confrontation(results=results, suspects=suspects)
    advice = {f"identity_{n}": {"zh": f"办法{n}", "en": f"advice {n}"} for n in range(9)}
    titles = {"three_public": {"zh": "三公表", "en": "Three public"}}
    return Department("101", "某局", [(disclosure, confrontation)], list(missing), advice, titles)


def written(results, suspects=(), missing=(), waivers=(), lang="zh"):
    return content.letter(department(list(results), list(suspects), missing), "p", list(waivers), lang)


def test_a_finding_says_place_print_and_right_value():
    (item,) = written([result(1)], [suspect("g1")]).sections[0].items
    (figure,) = item.figures
    assert figure.place == "某局预算.pdf 第 3 页第 7 行，文字说明"
    assert (figure.printed, figure.proposed, figure.note) == ("43.23 %", "56.77 %", "")
    assert (item.severity, item.message, item.advice) == ("整改", "第1处待核实", "办法1")


def test_a_value_that_is_not_the_only_one_is_not_asserted():
    (item,) = written([result(1)], [suspect("g1", unique=False)]).sections[0].items
    assert "其他可能" in item.figures[0].note
    (item,) = written([result(1)], [suspect("g1", proposed=None)]).sections[0].items
    assert item.figures[0].proposed == ""


def test_one_cause_is_one_item_and_the_gravest_come_first():
    results = [result(1, "notice"), result(2, "error", group="g"), result(3, "warning", group="g")]
    items = written(results).sections[0].items
    assert [(i.number, i.severity, i.message) for i in items] == [
        (1, "整改", "第2处待核实"),
        (2, "文字修改", "第1处待核实"),
    ]
    assert "2 项" in items[0].same_cause


def test_what_our_own_reading_may_have_wrong_accuses_nobody():
    section = written([result(1)], [suspect("g1", blame="extraction")]).sections[0]
    assert section.items == []
    assert "我们识别有误" in section.after[0]


def test_a_waived_finding_is_counted_and_not_asked_again():
    waiver = Waiver("w", "identity_1", "101", 2021, "budget", "total", Decimal(43), Decimal(57))
    section = written([result(1)], waivers=[waiver]).sections[0]
    assert section.items == []
    assert "认可" in section.after[0]


def test_results_within_rounding_and_undecided_are_counted_only():
    results = [
        result(n, verdict=v) for n, v in enumerate(("holds", "holds_within_rounding", "holds_levelled", "undecided"))
    ]
    letter = written(results)
    assert letter.items == []
    assert "判断勾稽关系 3 项，其中成立 3 项（四舍五入误差以内 2 项" in letter.sections[0].sentences[1]
    assert "另有 1 项" in letter.sections[0].sentences[1]
    assert len(letter.closing) == 1  # nothing is asked of the department


def test_a_form_that_ought_to_be_there_is_asked_for_with_its_ground():
    missing = [(2021, "budget", "three_public", "预算法第十四条"), (2020, "budget", "three_public", "另一年")]
    (sentence,) = written([], missing=missing).sections[0].after
    assert "三公表（预算法第十四条）" in sentence


def test_a_department_with_nothing_published_gets_a_letter_that_says_so():
    letter = content.letter(Department("101", "某局"), "p", [], "zh")
    assert letter.sections == []
    assert len(letter.opening) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_documents_say_the_same_and_are_the_same_bytes_again(lang):
    letter = written([result(1), result(2, "notice")], [suspect("g1")], lang=lang)
    html, word = page.write(letter).decode(), paper.write(letter)
    assert page.write(letter).decode() == html
    assert paper.write(letter) == word
    paragraphs = [p.text for p in docx.Document(io.BytesIO(word)).paragraphs]
    for said in (
        letter.title,
        letter.addressee,
        *letter.opening,
        *(s.heading for s in letter.sections),
        *letter.closing,
    ):
        assert said in html
        assert said in paragraphs
    assert any("56.77 %" in p for p in paragraphs)
    assert "56.77 %" in html


def test_no_member_of_the_document_carries_a_clock():
    archive = zipfile.ZipFile(io.BytesIO(paper.write(written([result(1)]))))
    assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_printed_is_escaped():
    letter = written([result(1)])
    letter.sections[0].items[0].message = "<b>1 < 2</b>"
    assert "<b>1" not in page.write(letter).decode()


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_headings_count_in_chinese(number, said):
    assert content.chinese(number) == said
