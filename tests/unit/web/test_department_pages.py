"""A department's page as a place that files come from: what is fetched, what is remembered, what is found."""

from __future__ import annotations

import re

import pytest

from dagster_project import archive
from dagster_project.collection import collect
from dagster_project.home import Home
from dagster_project.web.asking import Asker
from dagster_project.web.department_pages import DepartmentPages
from dagster_project.web.sources import Source, Sources

FILES = re.compile(r"\.(pdf|txt)$")
LATER = 4_000_000_000 * 1_000_000_000


class Nights:
    """Nights over one page; each gives what was received and what was found."""

    def __init__(self, tmp_path, site) -> None:
        self.home, self.site, self.count = Home(tmp_path / "home").create(), site, 0
        self.inbox = tmp_path / "inbox"
        self.inbox.mkdir()
        self.source = Source("甲局", f"{site.url}/index.html", FILES, None)

    def night(self) -> tuple[list[str], list[tuple[str, str]]]:
        self.count += 1
        pages = DepartmentPages(self.home, Sources((self.source,), 0), Asker(0, lambda _: None))
        run = str(self.count)
        got = collect(self.home, self.inbox, run, f"2026-01-0{run}T00:00:00Z", LATER, [pages])
        pages.settle([r for r in got.receipts if r.run != run], got.new)
        assert got.unreadable == []
        assert all(archive.path_of(self.home.archive, r.sha256).is_file() for r in got.new)
        return [r.name for r in got.new], [(f.kind, f.detail) for f in pages.findings]


@pytest.fixture
def nights(tmp_path, site):
    site.put("/index.html", '<a href="a.txt">2021年部门预算</a><a href="/about">关于</a>', ETag='"p1"')
    site.put("/a.txt", "first", ETag='"a1"')
    return Nights(tmp_path, site)


def test_what_a_page_links_to_is_received_under_the_text_of_its_link(nights):
    assert nights.night() == (["2021年部门预算.txt"], [])


def test_the_next_night_transfers_nothing(nights, site):
    nights.night()
    site.asked.clear()
    assert nights.night() == ([], [])
    assert [(path, "If-None-Match" in headers) for path, headers in site.asked] == [
        ("/index.html", True),
        ("/a.txt", True),
    ]


def test_without_its_memory_it_costs_a_transfer_and_receives_nothing_twice(nights):
    nights.night()
    for file in ("seen.json", "pages.json"):
        (nights.home.build / file).unlink()
    assert nights.night() == ([], [])


def test_a_file_that_is_replaced_under_its_address_is_received_and_said(nights, site):
    nights.night()
    site.put("/a.txt", "second", ETag='"a2"')
    assert nights.night() == (["2021年部门预算.txt"], [("replaced", "2021年部门预算.txt")])
    assert nights.night() == ([], [])


def test_a_link_that_died_is_said_every_night(nights, site):
    nights.night()
    del site.pages["/a.txt"]
    dead = [("dead_link", "HTTP 404，2021年部门预算.txt")]
    assert nights.night() == ([], dead)
    assert nights.night() == ([], dead)


def test_a_link_that_is_taken_away_withdraws_nothing(nights, site):
    nights.night()
    site.put("/index.html", '<a href="b.txt">2022年部门预算</a>', ETag='"p2"')
    site.put("/b.txt", "b")
    names, found = nights.night()
    assert names == ["2022年部门预算.txt"]
    assert found == [("link_gone", "2021年部门预算.txt")]


def test_a_page_that_moved_is_followed_and_said_every_night(nights, site):
    site.pages["/new.html"] = site.pages["/index.html"]
    site.pages["/index.html"] = (301, {"Location": "/new.html"}, b"")
    moved = ("moved", f"{site.url}/new.html")
    assert nights.night() == (["2021年部门预算.txt"], [moved])
    assert nights.night() == ([], [moved])


def test_a_page_that_is_gone_is_said_and_its_links_are_not_called_gone(nights, site):
    nights.night()
    del site.pages["/index.html"]
    assert nights.night() == ([], [("page_gone", "HTTP 404")])


def test_a_server_that_falters_costs_a_night_and_no_more(nights, site):
    good = site.pages["/index.html"]
    site.pages["/index.html"] = (503, {}, b"")
    assert nights.night() == ([], [("unreachable", "HTTP 503")])
    site.pages["/index.html"] = good
    assert nights.night() == (["2021年部门预算.txt"], [])


def test_a_page_none_of_whose_links_fits_is_said(nights, site):
    site.put("/index.html", '<a href="a.doc">预算</a>')
    assert nights.night() == ([], [("no_link", FILES.pattern)])


def test_pages_of_articles_are_searched_one_level_deep(nights, site):
    nights.source = Source("甲局", nights.source.url, FILES, re.compile("公开"))
    site.put("/index.html", '<a href="2021.html">预算公开</a>')
    site.put("/2021.html", '<a href="a.txt">附件</a><a href="2020.html">决算公开</a>')
    site.put("/2020.html", '<a href="never.txt">附件</a>')
    assert nights.night() == (["附件.txt"], [])
    assert "/2020.html" not in [path for path, _ in site.asked]
