"""How documents become disclosures: complementary files join, the same forms again are a new version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project import departments
from dagster_project.disclosures import Arrival, join
from dagster_project.reading import read_document
from tests.disclosure_texts import expenditure_form, three_public_form


def arrival(text, name="a.txt", run=0, **kwargs):
    return Arrival(read_document(text.encode(), name), name, run, f"2026-01-0{run + 1}T00:00:00Z", **kwargs)


def joined(*arrivals):
    return join(arrivals, departments.load())


def files(disclosure):
    return sorted(d.file_name for d in disclosure.documents)


def test_complementary_files_are_one_version():
    result = joined(arrival(expenditure_form(), "tables.txt"), arrival(three_public_form(), "three_public.txt"))
    (disclosure,) = result.disclosures
    assert files(disclosure) == ["tables.txt", "three_public.txt"]
    assert (disclosure.version, disclosure.is_current, disclosure.department_id) == (1, True, "105")
    assert {c.disclosure_id for c in disclosure.cells} == {disclosure.disclosure_id}


def test_a_complementary_file_that_comes_later_joins_too():
    (disclosure,) = joined(arrival(expenditure_form(), run=0), arrival(three_public_form(), run=1)).disclosures
    assert disclosure.known_from == "2026-01-01T00:00:00Z"
    assert len(disclosure.documents) == 2


def test_the_same_form_again_is_a_new_version_in_the_order_of_receipt():
    first, second = joined(
        arrival(expenditure_form(), "old.txt", 0),
        arrival(expenditure_form(basic="101.00", total="121.00"), "new.txt", 1),
    ).disclosures
    assert (files(first), first.version, first.is_current) == (["old.txt"], 1, False)
    assert (files(second), second.version, second.is_current) == (["new.txt"], 2, True)
    assert first.known_to == second.known_from == "2026-01-02T00:00:00Z"
    assert second.known_to is None
    assert first.disclosure_id != second.disclosure_id


def test_what_a_new_version_does_not_state_again_stays_with_the_disclosure():
    first, second = joined(
        arrival(expenditure_form(), "tables.txt", 0),
        arrival(three_public_form(), "three_public.txt", 0),
        arrival(three_public_form(trips="1.50"), "three_public_2.txt", 1),
    ).disclosures
    assert files(second) == ["tables.txt", "three_public_2.txt"]
    assert files(first) == ["three_public.txt"]


def test_two_new_files_of_one_night_are_one_new_version():
    _, second = joined(
        arrival(expenditure_form(), "t1.txt", 0),
        arrival(three_public_form(), "p1.txt", 0),
        arrival(expenditure_form(basic="101.00", total="121.00"), "t2.txt", 1),
        arrival(three_public_form(trips="1.50"), "p2.txt", 1),
    ).disclosures
    assert files(second) == ["p2.txt", "t2.txt"]


def test_a_declared_correction_comes_after_what_it_corrects_whatever_the_hashes():
    for basic in ("101.00", "102.00", "103.00", "104.00"):  # hashes fall either way
        old = arrival(expenditure_form(), "old.txt")
        new = arrival(expenditure_form(basic=basic, correction=True), "new.txt")
        first, second = joined(old, new).disclosures
        assert (files(first), files(second)) == (["old.txt"], ["new.txt"])
        assert joined(old, new).contradictory == {}


def test_two_that_contradict_each_other_are_both_kept_and_named():
    result = joined(arrival(expenditure_form(), "one.txt"), arrival(expenditure_form(project="21.00"), "two.txt"))
    first, second = result.disclosures
    assert set(result.contradictory) == {first.disclosure_id, second.disclosure_id}
    (refusal,) = second.refusals
    assert refusal.code == "contradictory"
    assert "one.txt" in refusal.file_name
    assert "two.txt" in refusal.file_name
    assert "20.00" in refusal.place
    assert "21.00" in refusal.place


def test_two_prints_of_the_same_figures_do_not_contradict_each_other():
    again = expenditure_form().replace("## 2023 年", "\n## 2023年")
    assert joined(arrival(expenditure_form()), arrival(again)).contradictory == {}


def test_received_on_two_nights_is_a_replacement_and_no_contradiction():
    result = joined(arrival(expenditure_form(), run=0), arrival(expenditure_form(project="21.00"), run=1))
    assert result.contradictory == {}


def test_years_and_departments_are_disclosures_of_their_own():
    result = joined(
        arrival(expenditure_form()),
        arrival(expenditure_form(year=2024)),
        arrival(expenditure_form(department="云澜市档案馆")),
    )
    assert [(d.department_id, d.fiscal_year) for d in result.disclosures] == [
        ("105", 2023),
        ("105", 2024),
        ("107", 2023),
    ]


def test_an_unregistered_department_is_read_all_the_same():
    (disclosure,) = joined(arrival(expenditure_form(department="云澜市观星局"))).disclosures
    assert disclosure.department_name == "云澜市观星局"
    assert len(disclosure.department_id) == 16


def nameless():
    reading = read_document(three_public_form().encode(), "a.txt")
    reading.identity.department_name = None
    reading.identity.fiscal_year = None
    return reading


def test_an_attachment_takes_what_it_leaves_unsaid_from_the_only_disclosure_beside_it():
    attachment = Arrival(nameless(), "attachment.txt", 0, None, "shuili")
    (disclosure,) = joined(arrival(expenditure_form(), folder="shuili"), attachment).disclosures
    assert len(disclosure.documents) == 2


@pytest.mark.parametrize("folder", ["", "elsewhere"])
def test_an_attachment_is_not_guessed_where_it_may_belong_to_two(folder):
    attachment = Arrival(nameless(), "attachment.txt", 0, None, folder)
    others = [arrival(expenditure_form(), folder=""), arrival(expenditure_form(year=2024), folder="")]
    result = joined(*others, attachment)
    assert [files(d) for d in result.disclosures if not d.department_id] == [["attachment.txt"]]


@given(st.permutations(range(4)))
def test_versions_do_not_depend_on_the_order_in_which_files_are_listed(order):
    texts = [
        expenditure_form(),
        three_public_form(),
        expenditure_form(project="21.00", correction=True),
        expenditure_form(year=2024),
    ]
    result = joined(*[arrival(texts[i], f"{i}.txt") for i in order])
    seen = [(d.disclosure_id, d.version, files(d)) for d in result.disclosures]
    straight = joined(*[arrival(t, f"{i}.txt") for i, t in enumerate(texts)])
    assert seen == [(d.disclosure_id, d.version, files(d)) for d in straight.disclosures]


def test_spellings_of_one_body_are_one():
    from dagster_project.departments import name_key

    keys = {
        name_key(n) for n in ("中国共产党云澜市委员会办公厅", "中共云澜市委办公厅", "云澜市委办公厅", "云澜市委 办公厅")
    }
    assert len(keys) == 1
    assert name_key("云澜市人民代表大会常务委员会") != name_key("云澜市人民政府办公室")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("云澜市水利局2021年度部门预算.pdf", ("云澜市水利局", 2021, "budget")),
        ("云澜市水利局2020年三公经费预算.txt", ("云澜市水利局", 2020, "budget")),
        ("2024年度部门决算（云澜市水利局）.docx", (None, 2024, "final")),
        ("附件1.xls", (None, None, None)),
    ],
)
def test_what_a_file_name_says(name, said):
    from dagster_project.extraction.document_identity import from_file_name

    found = from_file_name(name)
    assert (found.department_name, found.fiscal_year, found.stage) == said


def test_content_goes_before_the_name_and_a_contradiction_is_told():
    from dagster_project.named_files import completed, conflicts
    from dagster_project.records import DocumentIdentity

    said = DocumentIdentity(None, 2021, "budget", "department")
    name = "云澜市水利局2022年度部门决算.pdf"
    assert completed(said, name) == DocumentIdentity("云澜市水利局", 2021, "budget", "department")
    assert [r.code for r in conflicts(said, name, "d")] == ["identity_conflict", "identity_conflict"]
    assert conflicts(said, "云澜市水利局2021年部门预算.pdf", "d") == []
