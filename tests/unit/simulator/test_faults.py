"""Every kind of fault can be planted, changes what is printed and nothing else, and is in the truth with what was right."""

from __future__ import annotations

import pytest

from dagster_project.simulator import faults, truth
from dagster_project.simulator.chance import chance
from dagster_project.simulator.composition import compose
from dagster_project.simulator.economy import department
from dagster_project.simulator.family import publisher
from dagster_project.simulator.writers import write

FAMILIES = ("henan", "shanghai", "jiangsu", "national")


def spoiled(kind: str, family: str, number: int = 1):
    body, printer = department(3, number, 2), publisher(family, 3, number)
    printed, before = (compose(body, None, year, printer) for year in (2022, 2021))
    right = compose(body, None, 2022, printer)
    return printed, right, faults.spoil(printed, before, 1.0, (kind,), chance("test", kind, family))


@pytest.mark.parametrize("kind", faults.kinds())
def test_a_kind_of_fault_is_planted_and_known(kind):
    planted = [found for family in FAMILIES for number in (1, 3) if (found := spoiled(kind, family, number)[2])]
    assert planted, f"{kind} could be planted nowhere"
    for found in planted:
        assert {fault.kind for fault in found} == {kind}
        assert all(fault.printed_text != fault.right_text for fault in found)


@pytest.mark.parametrize("kind", faults.kinds())
def test_a_fault_changes_the_print_and_never_the_money(kind):
    for family in FAMILIES:
        printed, right, found = spoiled(kind, family)
        same = write(printed, "txt")[0] == write(right, "txt")[0]
        assert same == (not found)
        amounts = [c.amount for t in printed.tables() for row in t.body for c in row if c and c.amount]
        true = [c.amount for t in right.tables() for row in t.body for c in row if c and c.amount]
        if kind not in ("row_lost", "row_twice"):
            assert amounts == true


def test_faults_of_figures_have_the_address_of_their_cell():
    printed, _, found = spoiled("transposed_digits", "henan")
    _, places = write(printed, "txt")
    (row,) = truth.faults(found, "x.txt", places)
    figure = next(f for f in truth.figures(printed, "x.txt", places) if f.printed_text != f.right_text)
    assert (row.page, row.table_number, row.row_number, row.column_number) == (
        figure.page,
        figure.table_number,
        figure.row_number,
        figure.column_number,
    )
    assert (row.printed_text, row.right_text) == (figure.printed_text, figure.right_text)
    assert sorted(row.printed_text) == sorted(row.right_text)


def test_slips_of_reading_are_told_from_publishers_faults():
    assert {f.origin for f in spoiled("misread", "national")[2]} == {"reading"}
    assert {f.origin for f in spoiled("sign", "national")[2]} == {"publisher"}


def test_no_faults_at_rate_nought():
    body, printer = department(3, 1, 2), publisher("henan", 3, 1)
    printed = compose(body, None, 2022, printer)
    assert faults.spoil(printed, printed, 0.0, (), chance("none")) == []
