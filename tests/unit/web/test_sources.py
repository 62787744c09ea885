"""The YAML of sources is right, or one line says where it is wrong."""

from __future__ import annotations

import pytest

from dagster_project.home import SetupError
from dagster_project.web.sources import load


def loaded(tmp_path, text: str):
    path = tmp_path / "pages.yml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_page_needs_no_more_than_a_department_and_an_address(tmp_path):
    sources = loaded(tmp_path, "pages: [{department: 甲局, url: 'https://h/a'}]")
    (page,) = sources.pages
    assert (page.department, page.url, page.follow, sources.delay_seconds) == ("甲局", "https://h/a", None, 1.0)
    assert page.links.search("http://h/x.PDF?v=1")
    assert not page.links.search("http://h/pdf.html")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pages: []", "pages"),
        ("- 1", "pages"),
        ("pages: [{department: 甲局}]", "第 1 项"),
        ("pages: [{department: 甲局, url: 'ftp://h/'}]", "http://"),
        ("pages: [{department: 甲局, url: 'http://h/', link: x}]", "不认识 link"),
        ("pages: [{department: 甲局, url: 'http://h/', links: '('}]", "正则"),
        ("delay_seconds: -1\npages: [{department: 甲局, url: 'http://h/'}]", "delay_seconds"),
        ("delay_seconds: soon\npages: [{department: 甲局, url: 'http://h/'}]", "delay_seconds"),
        ("pages: [", "不能读取"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path, text, said):
    with pytest.raises(SetupError, match=said) as error:
        loaded(tmp_path, text)
    assert "pages.yml" in str(error.value)
    assert "\n" not in str(error.value)
