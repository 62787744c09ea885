"""A city's nights end to end, in one home: what is published, what stands, and what bad input costs."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from dagster_project.cli import main
from dagster_project.home import Home
from tests.disclosure_texts import expenditure_form, three_public_form

HEAVY = ("dagster", "dbt", "great_expectations", "pandas", "duckdb", "pyarrow")


class City:
    """A home with its inbox, and nights run over them."""

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.home = Home(folder / "home")

    def send(self, name: str, content: str | bytes) -> None:
        (self.inbox / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def night(self) -> int:
        return main(["nightly", "--inbox", str(self.inbox), "--home", str(self.home.path)])

    def query(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.home.current / "budget.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def parquet(self) -> dict[str, bytes]:
        folder = self.home.current / "parquet"
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.parquet"))}

    @property
    def publication(self) -> str:
        return self.home.current.resolve().name

    @property
    def manifest(self) -> dict:
        return json.loads((self.home.current / "manifest.json").read_bytes())


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The first night: two departments, a complementary file, and four files that hold no disclosure."""
    found = City(tmp_path_factory.mktemp("city"))
    found.send("水利局.txt", expenditure_form())
    found.send("水利局三公.txt", three_public_form())
    found.send("档案馆.md", expenditure_form("云澜市档案馆", total="121.00").encode("gb18030"))
    found.send("empty.txt", b"")
    found.send("binary.txt", b"\x00\x01\x02\xff")
    found.send("cut.txt", expenditure_form().encode()[:40])
    found.send("budget.xyz", b"x")
    found.send(".DS_Store", b"x")
    assert found.night() == 0
    return found


def test_each_document_is_published_or_refused_and_the_counts_balance(city):
    documents = city.manifest["counts"]["documents"]
    assert documents == {"in": 7, "out": 3, "refused": 4}
    assert len(city.query("select * from marts.dim_document")) == 3
    refused = [json.loads(p.read_bytes()) for p in city.home.refused.iterdir()]
    assert sorted(r["file_name"] for r in refused) == ["binary.txt", "budget.xyz", "cut.txt", "empty.txt"]
    assert all(r["place"] and r["reason"] and r["remedy"] and r["sha256"] for r in refused)


def test_complementary_files_are_one_disclosure_and_a_broken_sum_is_held_and_published(city):
    rows = city.query(
        "select department_name, status, version, is_current, is_additive from marts.dim_disclosure order by 1"
    )
    assert rows == [("云澜市档案馆", "held", 1, True, True), ("云澜市水利局", "accepted", 1, True, True)]


def test_figures_arrive_to_the_cent(city):
    sql = "select sum(amount_yuan) from marts.fct_expenditure_by_function as f join marts.dim_disclosure using (disclosure_id)"
    assert str(city.query(f"{sql} where department_name = '云澜市水利局'")[0][0]) == "1200000.00"


def test_a_publication_holds_what_the_contract_names(city):
    names = {p.name for p in city.home.current.iterdir()}
    assert names == {
        "budget.duckdb", "parquet", "csv", "datapackage.json", "docs", "SHA256SUMS", "manifest.json",
    }  # fmt: skip
    assert (city.home.current / "csv" / "dim_disclosure.csv").read_bytes().startswith(b"\xef\xbb\xbfdisclosure_id,")
    schemas = city.query("select distinct schema_name from duckdb_tables() order by 1")
    assert [s for (s,) in schemas] == ["controls", "history", "marts"]
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=city.home.current, check=False)
    assert done.returncode == 0


def test_the_tables_describe_themselves(city):
    bare = city.query(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and comment is null"
    )
    assert bare == []
    package = json.loads((city.home.current / "datapackage.json").read_bytes())
    paths = [city.home.current / r["path"] for r in package["resources"]]
    assert all(p.is_file() for p in paths)
    assert len(paths) == len(city.query("select * from duckdb_tables() where schema_name = 'marts'"))


def test_the_pages_lead_to_one_another(city):
    docs = city.home.current / "docs"
    for page in docs.rglob("*.html"):
        for link in re.findall(r'href="([^"]*)"', page.read_text(encoding="utf-8")):
            target, _, anchor = link.partition("#")
            found = page.parent / target if target else page
            assert found.exists(), f"{page.name}: {link}"
            if anchor:
                assert f'id="{anchor}"' in found.read_text(encoding="utf-8"), f"{page.name}: {link}"
    assert "dictionary.html#fct_cell" in (docs / "index.html").read_text(encoding="utf-8")


def test_no_page_asks_another_host(city):
    pages = list((city.home.current / "docs").rglob("*.html"))
    assert len(pages) > 3
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script src" not in text
        assert 'src="http' not in text
        assert "@import" not in text


def letter(city, tmp_path, capsys, department, *more):
    code = main(["letter", department, "--home", str(city.home.path), "--out", str(tmp_path), *more])
    return code, capsys.readouterr()


def test_a_letter_tells_a_department_what_is_wrong_and_nothing_of_others(city, tmp_path, capsys):
    code, said = letter(city, tmp_path, capsys, "档案馆", "--json")
    assert code == 0
    answer = json.loads(said.out)
    assert answer["department_name"] == "云澜市档案馆"
    assert answer["findings"] >= 1
    assert sorted(Path(f).suffix for f in answer["files"]) == [".docx", ".html"]
    text = next(tmp_path.glob("*.html")).read_text(encoding="utf-8")
    assert "121.00 万元" in text
    assert "档案馆.md" in text
    assert "水利局" not in text


def test_a_letter_to_a_department_without_findings_asks_nothing(city, tmp_path, capsys):
    code, said = letter(city, tmp_path, capsys, "云澜市水利局", "--year", "1999")
    assert code == 0
    assert "疑点 0 处，公开 0 份" in said.out


@pytest.mark.parametrize(("wanted", "words"), [("局", "个部门符合"), ("没有的部门", "库中没有这个部门")])
def test_a_letter_to_nobody_in_particular_is_refused_with_names_to_choose_from(city, tmp_path, capsys, wanted, words):
    code, said = letter(city, tmp_path, capsys, wanted)
    assert code == 2
    assert words in said.err
    assert len(said.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_night_without_news_reads_nothing_and_loads_nothing_heavy(city):
    before = city.publication
    program = (
        "import sys; from dagster_project.cli import main; code = main(sys.argv[1:]);"
        f"print([m for m in {HEAVY!r} if m in sys.modules], code, file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "nightly", "--inbox", str(city.inbox), "--home", str(city.home.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[] 0"
    assert before in done.stdout
    assert "empty.txt" in done.stdout  # what was refused is still said
    assert city.publication == before
    record = json.loads((city.home.history / "nights.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (record["outcome"], record["read"], record["publication_id"]) == ("unchanged", 0, before)


def test_a_second_run_is_turned_away_at_once(city):
    hold = (
        "import sys; from pathlib import Path; from dagster_project.lock import held\n"
        "with held(Path(sys.argv[1]), 'x'): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(city.home.lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        started = time.monotonic()
        assert city.night() == 3
        assert time.monotonic() - started < 2
    finally:
        holder.kill()
        holder.wait()


@pytest.mark.parametrize("inbox", ["nowhere", None])
def test_a_wrong_inbox_is_a_wrong_call_and_makes_no_home(tmp_path, monkeypatch, capsys, inbox):
    monkeypatch.delenv("CITYBUDGET_INBOX", raising=False)
    named = ["--inbox", str(tmp_path / inbox)] if inbox else []
    assert main(["nightly", *named, "--home", str(tmp_path / "home")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "home").exists()


def test_every_printed_figure_is_explained_down_to_its_line(city, capsys):
    key = city.query(
        "select expenditure_by_function_id from marts.fct_expenditure_by_function where amount_yuan = 200000"
    )
    assert main(["explain", key[0][0], "--home", str(city.home.path), "--json"]) == 0
    (place,) = json.loads(capsys.readouterr().out)["places"]
    assert (place["printed_text"], place["amount_yuan"], place["row_label"]) == ("20.00", "200000.00", "水利工程建设")
    line = expenditure_form().splitlines()[place["line"] - 1]
    assert "水利工程建设" in line


def test_every_key_of_every_mart_is_explained(city):
    from dagster_project.explain import explain

    tables = city.query(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and column_index = 1"
    )
    for table, key in tables:
        for (value,) in city.query(f"select cast({key} as varchar) from marts.{table} limit 1"):
            assert explain(city.home.current / "budget.duckdb", value) is not None, f"{table} {value}"


def test_an_id_that_nobody_published_is_said_so(city, capsys):
    assert main(["explain", "0000", "--home", str(city.home.path)]) == 1
    assert "0000" in capsys.readouterr().err
    assert main(["explain", "0000", "--home", str(city.home.path / "none")]) == 2


def test_the_same_content_published_again_in_place_of_a_damaged_one_is_the_same_bytes(city, capsys):
    before, first = city.parquet(), city.publication
    (city.home.current / "manifest.json").unlink()
    time.sleep(1.1)  # publications of one second with one content would have one id
    capsys.readouterr()
    assert city.night() == 0
    assert city.publication != first
    assert city.parquet() == before
    assert city.manifest["previous_publication_id"] == first
    (said,) = [line for line in capsys.readouterr().err.splitlines() if "manifest.json" in line]
    assert f"{first}/manifest.json：缺失" in said


def test_a_gate_that_fails_publishes_nothing_and_the_old_one_stands(city, monkeypatch, capsys):
    import expectations.suites
    from expectations.gate_result import ExpectationRow, GateResult

    def failing(database, results):
        results.mkdir(parents=True)
        row = ExpectationRow(
            "controls", "no_yuan_lost", "ctl", "failed", "fatal", "控制数不平", "totals differ", "差 1 元"
        )
        return GateResult((row,))

    monkeypatch.setattr(expectations.suites, "judge", failing)
    before, listed = city.publication, sorted(p.name for p in city.home.published.iterdir())
    city.send("档案馆2024.txt", expenditure_form("云澜市档案馆", 2024))
    assert city.night() == 1
    assert (city.publication, sorted(p.name for p in city.home.published.iterdir())) == (before, listed)
    (line,) = [x for x in capsys.readouterr().err.splitlines() if x.startswith("citybudget:")]
    assert "控制数不平" in line
    monkeypatch.undo()
    assert city.night() == 0  # what was received is not forgotten
    assert city.query("select count(*) from marts.dim_disclosure where fiscal_year = 2024") == [(1,)]


def test_a_correction_is_a_new_version_and_a_reader_of_the_old_publication_keeps_it(city):
    sql = "select sum(amount_yuan) from marts.fct_cell where is_total and measure = 'total'"
    with duckdb.connect(str(city.home.current / "budget.duckdb"), read_only=True) as reader:
        before = reader.execute(sql).fetchone()
        city.send("档案馆更正.txt", expenditure_form("云澜市档案馆", correction=True))
        assert city.night() == 0
        assert reader.execute(sql).fetchone() == before
    rows = city.query(
        "select version, is_current, status, known_to is null from marts.dim_disclosure "
        "where department_name = '云澜市档案馆' and fiscal_year = 2023 order by 1"
    )
    assert rows == [(1, False, "held", False), (2, True, "accepted", True)]
    changes = city.query("select old_value, new_value, cause from marts.fct_change")
    assert ("1210000.00", "1200000.00", "replaced_document") in changes


def test_a_run_that_breaks_leaves_the_publication_and_one_line(city, monkeypatch, capsys):
    import dagster_project.publication.files

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dagster_project.publication.files, "write", broken)
    before = city.publication
    city.send("水利局2024.txt", expenditure_form(year=2024))
    assert city.night() == 1
    (line,) = [x for x in capsys.readouterr().err.splitlines() if x.startswith("citybudget:")]
    assert "No space left on device" in line
    assert city.publication == before
    assert not list(city.home.published.glob(".unfinished-*"))


def test_a_publication_is_made_again_from_its_inputs_and_one_changed_figure_is_found(city, tmp_path, capsys):
    """Everything comes out byte for byte but the one file that was tampered with, though its checksum was renewed."""
    import shutil

    from dagster_project.publication import checksums

    forged = tmp_path / city.publication
    shutil.copytree(city.home.current, forged)
    previous = city.manifest["previous_publication_id"]
    if previous:
        (tmp_path / previous).symlink_to(city.home.published / previous)
    table = forged / "csv" / "dim_disclosure.csv"
    table.write_bytes(table.read_bytes().replace("云澜市水利局".encode(), "云澜市水务局".encode()))
    checksums.write(forged)
    assert main(["verify", str(forged), "--archive", str(city.home.archive), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["differing"] == ["csv/dim_disclosure.csv"]
    assert [found[n] for n in ("damaged", "missing", "versions", "counts", "broken")] == [[], [], [], [], None]
    assert found["tables"] > 40


def test_a_publication_with_a_damaged_file_or_a_lost_input_is_not_made_again(city, tmp_path, capsys):
    import shutil

    damaged = tmp_path / "damaged"
    shutil.copytree(city.home.current, damaged)
    (damaged / "csv" / "dim_fund.csv").write_text("x")
    assert main(["verify", str(damaged), "--archive", str(tmp_path), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["damaged"] == ["csv/dim_fund.csv"]
    assert len(found["missing"]) == len({i["sha256"] for i in city.manifest["inputs"]})
    assert main(["verify", str(tmp_path)]) == 2
