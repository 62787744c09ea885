"""What a page links to, as browsers take it."""

from __future__ import annotations

import pytest

from dagster_project.web.links import links

HERE = "http://h/cz/index.html"


def test_addresses_are_resolved_and_their_text_is_joined():
    page = '<a href="a.pdf"> 2021 年\n<b>预算</b></a><A HREF=../b.doc title="决算"><img></a>'.encode()
    assert links(page, HERE) == [("http://h/cz/a.pdf", "2021 年 预算"), ("http://h/b.doc", "决算")]


def test_a_base_an_anchor_and_what_is_no_address():
    page = (
        b'<base href="/files/"><a href="a.pdf#2">x</a><a name="n"><a href="mailto:z">z</a><a href="javascript:f">j</a>'
    )
    assert links(page, HERE) == [("http://h/files/a.pdf", "x")]


def test_a_link_twice_is_one_under_its_first_text():
    page = b'<a href="a.pdf"><img></a><a href="a.pdf">one</a><a href="a.pdf">two</a>'
    assert links(page, HERE) == [("http://h/cz/a.pdf", "one")]


def test_a_link_that_is_never_closed_ends_with_the_next():
    assert [t for _, t in links(b'<a href="1">one<a href="2">two', HERE)] == ["one", "two"]


@pytest.mark.parametrize(
    ("head", "kind", "encoding"),
    [
        ("", "text/html; charset=utf-8", "utf-8"),
        ('<meta charset="gb2312">', "text/html", "gb18030"),
        ("", "text/html; charset=GBK", "gb18030"),
        ("", "", "gb18030"),  # says nothing, and is not utf-8
        ('<meta charset="nonsense">', "", "gb18030"),
    ],
)
def test_characters_are_read_as_declared(head, kind, encoding):
    page = f'{head}<a href="a.pdf">部门预算镕</a>'.encode(encoding)
    assert links(page, HERE, kind) == [("http://h/cz/a.pdf", "部门预算镕")]
