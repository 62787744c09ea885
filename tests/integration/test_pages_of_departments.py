"""A night that looks at a department's own page beside the inbox, over a web server of its own on loopback."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from pathlib import Path

import pytest

from dagster_project.cli import main
from tests.disclosure_texts import expenditure_form


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def page(tmp_path, monkeypatch) -> Path:
    """The folder of a page on the web, and the file of sources that names it."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "index.html").write_text(
        '<meta charset="utf-8"><a href="a.txt">水利局2023年部门预算</a>', encoding="utf-8"
    )
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/index.html"
        sources = f"delay_seconds: 0\npages:\n  - department: 云澜市水利局\n    url: {url}\n"
        (tmp_path / "pages.yml").write_text(sources, encoding="utf-8")
        yield folder
        server.shutdown()


def test_what_is_online_is_held_against_what_was_sent(page, tmp_path, capsys):
    call = ["nightly", "--inbox", str(tmp_path / "inbox"), "--home", str(tmp_path / "home")]
    call += ["--pages", str(tmp_path / "pages.yml")]
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "水利局.txt").write_text(expenditure_form(), encoding="utf-8")
    (page / "a.txt").write_text(expenditure_form(project="21.00", total="121.00"), encoding="utf-8")

    assert main(call) == 0
    said = "".join(capsys.readouterr().out.split())
    assert "网上公开的与报送的不一致：4个数字不同，0个只在其中一份" in said
    assert "报送120.00，网上121.00" in said

    (page / "a.txt").unlink()
    assert main([*call, "--json"]) == 0
    night = json.loads(capsys.readouterr().out)
    assert night["outcome"] == "unchanged"  # a link that died withdraws nothing
    assert [(f["kind"], f["department"]) for f in night["received"]["pages"]] == [("dead_link", "云澜市水利局")]
    assert [d["kind"] for d in night["content"]["online"]] == ["differs"]


def test_a_wrong_list_of_pages_is_one_line(tmp_path, capsys):
    (tmp_path / "pages.yml").write_text("pages: []")
    call = [
        "nightly",
        "--inbox",
        str(tmp_path),
        "--home",
        str(tmp_path / "home"),
        "--pages",
        str(tmp_path / "pages.yml"),
    ]
    assert main(call) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "home").exists()


def test_an_address_that_needs_a_package_is_one_line(tmp_path, capsys):
    assert main(["nightly", "--inbox", "s3://bucket/box", "--home", str(tmp_path / "home")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "s3fs" in said
    assert not (tmp_path / "home").exists()
