"""The dashboard over a publication of the sample inbox: what it shows is what the marts say, and it only shows."""

from __future__ import annotations

import html
import http.client
import json
import re
import threading
from pathlib import Path

import duckdb
import pytest

from dagster_project.dashboard.server import DashboardServer
from dagster_project.home import Home


@pytest.fixture(scope="module")
def served(sample_home):
    with DashboardServer(Home(sample_home), 0, "http://127.0.0.1:9/") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def marts(sample_home):
    with duckdb.connect(str(sample_home / "published" / "current" / "budget.duckdb"), read_only=True) as connection:
        yield connection


def asked(server: DashboardServer, path: str, method: str = "GET", host: str | None = None):
    """Status, headers and text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=30)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, body


def test_every_current_disclosure_is_on_the_overview_with_its_total(served, marts):
    status, _, body = asked(served, "/")
    assert status == 200
    rows = marts.execute("select department_name from marts.dim_disclosure where is_current").fetchall()
    assert body.count('<tr role="row">') == len(rows) + 1
    totals = marts.execute("select expenditure_yuan from marts.fct_department_year").fetchall()
    assert totals
    assert [t for (t,) in totals if t is not None and f"{t:,.2f}" not in body] == []


def test_every_root_cause_is_one_finding(served, marts):
    sql = """
        select count(distinct (disclosure_id, coalesce(fault_group, identity_result_id)))
        from marts.fct_identity_result where verdict in ('fails', 'incomplete') and is_current
    """
    (number,) = marts.execute(sql).fetchone()
    assert number > 0
    _, _, body = asked(served, "/findings/")
    assert f"共 {number} 条" in body
    per_severity = [asked(served, f"/findings/?severity={s}")[2] for s in ("fatal", "error", "warning", "notice")]
    assert sum(int(n) for text in per_severity for n in re.findall(r"共 (\d+) 条", text)) == number


def test_a_finding_leads_to_where_its_figure_is_printed(served):
    _, _, body = asked(served, "/findings/")
    addresses = sorted(set(re.findall(r'href="(/figure/\w+)"', body)))
    assert addresses
    for address in addresses[:5]:
        status, _, figure = asked(served, address)
        assert status == 200
        assert "<pre>" in figure


@pytest.mark.parametrize("path", ["/", "/findings/", "/coverage/", "/projects/", "/nothing/", "/department/nobody"])
def test_every_page_is_there_in_both_languages_and_leads_to_the_other(served, path):
    status, _, chinese = asked(served, path)
    in_english, _, english = asked(served, "/en" + path)
    assert status == in_english == (404 if "no" in path else 200)
    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english
    assert f'href="/en{path.rstrip("/")}/"' in chinese
    assert f'href="{path.rstrip("/")}/"' in english


def test_a_department_has_its_files_findings_and_years(served, marts):
    sql = "select department_id, department_name from marts.dim_disclosure where is_current and status = 'held' limit 1"
    department, name = marts.execute(sql).fetchone()
    status, _, body = asked(served, f"/department/{department}")
    assert status == 200
    assert f"<h1>{html.escape(name)}</h1>" in body
    sql = "select file_name from marts.dim_document join marts.dim_disclosure using (disclosure_id) where department_id = ?"
    files = [f for (f,) in marts.execute(sql, [department]).fetchall()]
    assert files
    assert [f for f in files if html.escape(f) not in body] == []
    assert '<svg class="series" role="img"' in body


def test_what_a_reader_types_comes_back_as_text(served):
    _, _, body = asked(served, "/projects/?q=%3Cscript%3Ealert(1)%3C/script%3E&page=%22")
    assert "<script" not in body
    assert "&lt;script&gt;" in body


def test_no_page_loads_anything_from_elsewhere(served):
    for path in ("/", "/findings/", "/coverage/", "/projects/"):
        _, headers, body = asked(served, path)
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert re.findall(r'(?:src|<link[^>]*href)="(?!/style\.css|data:,)[^"]*"', body) == []


def test_documents_of_the_publication_and_nothing_beside_them(served):
    assert asked(served, "/docs/dictionary.html")[0] == 200
    for path in (
        "/docs/../manifest.json",
        "/docs/%2e%2e/manifest.json",
        "/docs/",
        "/docs//etc/passwd",
        "/manifest.json",
    ):
        assert asked(served, path)[0] == 404, path


def test_other_names_of_this_machine_and_other_methods_are_turned_away(served):
    assert asked(served, "/", host="elsewhere.example:80")[0] == 421
    assert asked(served, "/", host=f"localhost:{served.server_address[1]}")[0] == 200
    assert asked(served, "/", "POST")[0] == 501
    assert asked(served, "/", "HEAD")[2] == ""


def test_only_this_machine_is_listened_to(served):
    assert served.server_address[0] == "127.0.0.1"


def test_a_home_with_nothing_published_says_so(tmp_path):
    with DashboardServer(Home(tmp_path).create(), 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        status, _, body = asked(server, "/")
        server.shutdown()
    assert status == 200
    assert "citybudget nightly" in body


def serving(capsys, home: Path, *options: str) -> tuple[int, str]:
    from dagster_project.cli import main

    code = main(["serve", "--home", str(home), *options])
    return code, capsys.readouterr().err


def test_a_port_that_is_taken_is_one_line(served, sample_home, capsys):
    taken = str(served.server_address[1])
    for option, other in (("--port", "--orchestrator-port"), ("--orchestrator-port", "--port")):
        code, said = serving(capsys, sample_home, option, taken, other, "0")
        assert code == 2
        assert said.count("\n") == 1
        assert f"127.0.0.1:{taken}" in said
        assert f"{option} " in said


def test_a_folder_that_is_no_home_is_not_made_one(tmp_path, capsys):
    code, said = serving(capsys, tmp_path / "nowhere", "--port", "0", "--orchestrator-port", "0")
    assert (code, said.count("\n")) == (2, 1)
    assert not (tmp_path / "nowhere").exists()


def test_the_words_of_both_languages_are_the_same_ones():
    from dagster_project.dashboard.pages import words

    def shape(value):
        return {k: shape(v) for k, v in value.items()} if isinstance(value, dict) else re.findall(r"{\w+}", value)

    chinese, english = shape(words("zh")), shape(words("en"))
    assert json.dumps(chinese, sort_keys=True).replace("{", "") == json.dumps(english, sort_keys=True).replace("{", "")
