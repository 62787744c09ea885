"""A city without faults is read back whole: every figure is what was printed, and every identity that can be judged holds."""

from __future__ import annotations

import pytest

from dagster_project.simulator import family
from tests.city import reading_back

FAMILIES = ("henan", "jiangsu", "national", "shanghai", "city_budget", "city_final")
FORMATS = ("txt", "html", "xlsx", "docx", "pdf")
# enough departments for every family and every way of rounding; a whole city where it is asked for
SHORT = (3, 2, (2021, 2022))
WHOLE = (50, 2, (2021, 2023))


@pytest.fixture(scope="module", params=FORMATS)
def small_city(request, tmp_path_factory):
    folder = reading_back.city(tmp_path_factory.mktemp(request.param), request.param, *SHORT, FAMILIES)
    return folder, reading_back.readings(folder)


def test_every_figure_is_read_as_printed(small_city):
    folder, read = small_city
    assert differing_figures(folder, read) == []


def test_every_statement_is_read_as_printed(small_city):
    folder, read = small_city
    assert differing_claims(folder, read) == []


def test_no_identity_fails(small_city):
    assert reading_back.failing(small_city[1]) == []


def test_nothing_is_refused(small_city):
    assert [f"{name}: {r.place} {r.reason}" for name, reading in small_city[1] for r in reading.refusals] == []


def test_documents_say_what_they_are(small_city):
    folder, read = small_city
    documents = reading_back.truth(folder, "documents")
    for name, reading in read:
        true = documents[name][0]
        said = reading.identity
        assert (said.department_name, said.fiscal_year, said.stage, said.level) == (
            true["department_name"],
            int(true["fiscal_year"]),
            true["stage"],
            true["level"],
        ), name


@pytest.mark.city
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_whole_city_is_read_back(suffix, tmp_path):
    folder = reading_back.city(tmp_path, suffix, *WHOLE, FAMILIES)
    read = reading_back.readings(folder)
    assert len(read) >= 50 * 3 * 2
    assert differing_figures(folder, read) == []
    assert differing_claims(folder, read) == []
    assert reading_back.failing(read) == []
    assert [f"{name}: {r.place} {r.reason}" for name, reading in read for r in reading.refusals] == []


def differing_figures(folder, read):
    figures = reading_back.truth(folder, "figures")
    return [f"{name}: {d}" for name, r in read for d in reading_back.figures_that_differ(r, figures[name])]


def differing_claims(folder, read):
    claims = reading_back.truth(folder, "claims")
    return [f"{name}: {d}" for name, r in read for d in reading_back.claims_that_differ(r, claims[name])]


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf", "txt", "xlsx"])
def test_wide_digits_and_broken_headings_are_read_back(suffix, tmp_path, monkeypatch):
    monkeypatch.setattr(family, "WIDE_DIGITS", 1.0)
    monkeypatch.setattr(family, "BROKEN_HEADINGS", 1.0)
    folder = reading_back.city(tmp_path, suffix, 1, 2, (2022, 2022), ("henan", "national"))
    read = reading_back.readings(folder)
    assert any("１" in cell.printed_text for _, reading in read for cell in reading.cells)
    assert differing_figures(folder, read) == []
    assert differing_claims(folder, read) == []
    assert reading_back.failing(read) == []
