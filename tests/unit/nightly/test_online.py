"""What is online against what was sent: by bytes, then by the figures in the places of the forms."""

from __future__ import annotations

import hashlib

from dagster_project import departments
from dagster_project.online import OnlineDifference, differences
from dagster_project.reading import read_document
from dagster_project.readings import Outcome, Task
from dagster_project.receipts import Receipt
from dagster_project.web.department_pages import NAME
from tests.disclosure_texts import expenditure_form

DEPARTMENT = "云澜市水利局"
SENT, ONLINE = "inbox", NAME


def compared(*arrived: tuple[str, str], checked: tuple[str, ...] = (DEPARTMENT,)) -> list[OnlineDifference]:
    """The differences of texts that arrived from somewhere, in that order."""
    outcomes, receipts = {}, []
    for number, (place, text) in enumerate(arrived):
        content = text.encode()
        sha256, name = hashlib.sha256(content).hexdigest(), f"{number}.txt"
        outcomes[sha256] = Outcome(Task(sha256, ".txt", name), read_document(content, name))
        receipts.append(Receipt(name, name, place, "2026-01-01T00:00:00Z", sha256, len(content), "1"))
    return differences(outcomes.values(), receipts, departments.load(), checked)


def test_the_same_bytes_in_both_are_no_difference():
    assert compared((SENT, expenditure_form()), (ONLINE, expenditure_form())) == []


def test_other_bytes_with_the_same_figures_are_no_difference():
    assert compared((SENT, expenditure_form()), (ONLINE, expenditure_form() + "\n\n")) == []
    assert compared((SENT, expenditure_form()), (ONLINE, expenditure_form(project="20.000"))) == []


def test_figures_that_differ_are_counted_and_the_first_is_shown():
    (found,) = compared((SENT, expenditure_form()), (ONLINE, expenditure_form(project="21.00", total="121.00")))
    assert (found.kind, found.fiscal_year, found.differing, found.only_in_one) == ("differs", 2023, 4, 0)
    assert found.first is not None
    assert found.first[1:] == ("120.00", "121.00")


def test_a_row_that_is_left_out_online_is_counted():
    without = "\n".join(line for line in expenditure_form().splitlines() if "水利工程建设" not in line)
    (found,) = compared((SENT, expenditure_form()), (ONLINE, without))
    assert (found.kind, found.differing, found.only_in_one) == ("differs", 0, 2)


def test_what_is_in_one_place_only():
    sent, other = (SENT, expenditure_form()), expenditure_form(year=2022)
    assert [d.kind for d in compared(sent)] == ["not_online"]
    assert [(d.kind, d.fiscal_year) for d in compared(sent, (ONLINE, other))] == [
        ("not_sent", 2022),
        ("not_online", 2023),
    ]


def test_a_department_that_sends_nothing_is_not_reproached_for_it():
    assert compared((ONLINE, expenditure_form())) == []


def test_nothing_is_said_of_departments_whose_pages_were_not_all_read():
    assert compared((SENT, expenditure_form()), checked=()) == []
    assert compared((SENT, expenditure_form()), checked=("云澜市财政局",)) == []
    assert len(compared((SENT, expenditure_form()), checked=("市水利局",))) == 1  # by an alias of the registry


def test_a_correction_that_was_sent_counts_before_what_it_corrects():
    wrong, right = expenditure_form(project="21.00", total="121.00"), expenditure_form()
    assert compared((SENT, wrong), (SENT, right), (ONLINE, right + "\n\n")) == []
