"""One request at a time, conditional, again after a while, and not to just anywhere."""

from __future__ import annotations

import pytest

from dagster_project.web import asking
from dagster_project.web.asking import Asker, AskingError, ascii_url


class Clock:
    """A clock that stands still but for what is slept."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def asker(self, delay: float = 0.0) -> Asker:
        return Asker(delay, self.sleep, lambda: self.now)


def test_what_has_not_changed_is_not_sent_again(site):
    site.put("/a.pdf", b"x", ETag='"1"')
    first = Clock().asker().ask(f"{site.url}/a.pdf")
    assert (first.status, first.content, first.etag) == (200, b"x", '"1"')
    again = Clock().asker().ask(f"{site.url}/a.pdf", first.etag, first.last_modified)
    assert (again.status, again.content) == (304, b"")


def test_a_date_is_as_good_a_mark_as_a_tag(site):
    site.put("/a.pdf", b"x", Last_Modified="Mon, 01 Mar 2021 00:00:00 GMT")
    first = Clock().asker().ask(f"{site.url}/a.pdf")
    assert Clock().asker().ask(f"{site.url}/a.pdf", None, first.last_modified).status == 304


def test_a_server_that_falters_is_asked_again_after_longer_and_longer(site):
    site.pages["/a"] = [(503, {}, b""), (502, {}, b""), (200, {}, b"x")]
    clock = Clock()
    assert clock.asker().ask(f"{site.url}/a").content == b"x"
    assert clock.slept == [2.0, 8.0]


def test_a_server_may_say_how_long_to_wait_within_reason(site):
    site.pages["/a"] = [(429, {"Retry-After": "7"}, b""), (503, {"Retry-After": "9999"}, b""), (200, {}, b"x")]
    clock = Clock()
    assert clock.asker().ask(f"{site.url}/a").status == 200
    assert clock.slept == [7.0, 60.0]


def test_three_times_is_enough(site):
    site.pages["/a"] = (500, {}, b"")
    with pytest.raises(AskingError, match="HTTP 500"):
        Clock().asker().ask(f"{site.url}/a")
    assert len(site.asked) == 3


def test_a_page_that_is_not_there_is_asked_for_once(site):
    assert Clock().asker().ask(f"{site.url}/nothing").status == 404
    assert len(site.asked) == 1


def test_a_server_that_is_not_there_is_a_reason_in_words():
    with pytest.raises(AskingError, match="refused"):
        Clock().asker().ask("http://127.0.0.1:1/")


def test_between_two_requests_to_one_host_there_is_a_pause(site):
    site.put("/a", b"x")
    clock = Clock()
    asker = clock.asker(delay=3.0)
    asker.ask(f"{site.url}/a")
    assert clock.slept == []
    asker.ask(f"{site.url}/a")
    clock.now += 1
    asker.ask(f"{site.url}/a")
    assert clock.slept == [3.0, 2.0]


@pytest.mark.parametrize(("code", "moved"), [(301, True), (308, True), (302, False), (307, False)])
def test_only_a_redirect_for_good_is_a_move(site, code, moved):
    site.pages["/old"] = (code, {"Location": "/new"}, b"")
    site.put("/new", b"x")
    answer = Clock().asker().ask(f"{site.url}/old")
    assert (answer.content, answer.moved, answer.url) == (b"x", moved, f"{site.url}/new")


def test_a_redirect_leads_nowhere_but_the_web(site):
    site.pages["/ftp"] = (302, {"Location": "ftp://127.0.0.1/a"}, b"")
    site.pages["/file"] = (302, {"Location": "file:///etc/hostname"}, b"")
    with pytest.raises(AskingError):
        Clock().asker().ask(f"{site.url}/ftp")
    assert (Clock().asker().ask(f"{site.url}/file").status, Clock().asker().ask(f"{site.url}/file").content) == (
        302,
        b"",
    )
    for address in ("ftp://127.0.0.1/a", "file:///etc/hostname"):
        with pytest.raises(AskingError):
            Clock().asker().ask(address)


def test_half_a_file_is_no_file(site):
    site.pages["/a"] = (200, {"Content-Length": "10"}, b"12345")
    with pytest.raises(AskingError):
        Clock().asker().ask(f"{site.url}/a")


def test_a_file_without_end_is_not_taken(site, monkeypatch):
    monkeypatch.setattr(asking, "MOST_BYTES", 4)
    site.put("/four", b"1234")
    site.put("/five", b"12345")
    assert Clock().asker().ask(f"{site.url}/four").content == b"1234"
    assert Clock().asker().ask(f"{site.url}/five").status == 413


def test_chinese_and_blanks_go_encoded_and_what_is_encoded_stays():
    assert ascii_url("http://h/预算 1.pdf?a=表#x") == "http://h/%E9%A2%84%E7%AE%97%201.pdf?a=%E8%A1%A8"
    assert ascii_url("http://h/%E9%A2%84.pdf") == "http://h/%E9%A2%84.pdf"
