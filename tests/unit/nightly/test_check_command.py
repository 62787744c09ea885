"""`citybudget check`: exit codes, one-line errors, the JSON of the contract, and a fast start."""

import json
import subprocess
import sys

import pytest

from dagster_project.cli import main
from tests.disclosure_texts import expenditure_form, three_public_form

HEAVY = ("dagster", "dbt", "great_expectations", "pandas", "numpy", "scipy", "duckdb", "pyarrow")
LISTS = (
    "documents",
    "cells",
    "claims",
    "projects",
    "indicators",
    "identity_results",
    "identity_terms",
    "suspect_cells",
)


@pytest.fixture
def write(tmp_path):
    def written(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return written


def checked(capsys, *arguments):
    code = main(["check", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_one_disclosure_is_one_object_with_the_lists_of_the_contract(write, capsys):
    code, content = checked(capsys, write("a.txt", expenditure_form()))
    assert code == 0
    assert set(content) == {"disclosure", "refusals", *LISTS}
    assert all(isinstance(content[name], list) for name in LISTS)
    total = next(c for c in content["cells"] if c["is_total"] and c["measure"] == "total")
    assert (total["printed_text"], total["value"], total["amount_yuan"]) == ("120.00", "120.00", "1200000.00")


def test_what_only_a_warehouse_knows_is_null(write, capsys):
    _, content = checked(capsys, write("a.txt", expenditure_form()))
    assert [content["disclosure"][k] for k in ("version", "is_current", "known_from", "known_to")] == [None] * 4
    assert content["documents"][0]["received_at"] is None


def test_numbers_are_strings_of_plain_decimals(write, capsys):
    def floats(value):
        if isinstance(value, dict | list):
            return sum(map(floats, value.values() if isinstance(value, dict) else value))
        return isinstance(value, float)

    _, content = checked(capsys, write("a.txt", expenditure_form()))
    assert floats(content) == 0


def test_complementary_files_are_one_object_and_years_are_several(write, capsys):
    tables, trips = write("a.txt", expenditure_form()), write("b.txt", three_public_form())
    _, one = checked(capsys, tables, trips)
    assert sorted(d["file_name"] for d in one["documents"]) == ["a.txt", "b.txt"]
    _, several = checked(capsys, tables, write("c.txt", expenditure_form(year=2024)))
    assert [o["disclosure"]["fiscal_year"] for o in several] == [2023, 2024]


def test_a_broken_sum_is_found_with_its_figures(write, capsys):
    code, content = checked(capsys, write("a.txt", expenditure_form(total="121.00")))
    assert code == 1
    failed = [r for r in content["identity_results"] if r["verdict"] == "fails" and r["severity"] == "error"]
    assert ("1210000.00", "1200000.00") in {(r["reported_yuan"], r["computed_yuan"]) for r in failed}
    assert content["disclosure"]["status"] == "held"


def test_words_name_the_place_and_what_to_do(write, capsys):
    assert main(["check", write("a.txt", expenditure_form(total="121.00"))]) == 1
    said = capsys.readouterr().out
    assert "云澜市水利局 2023 年预算" in said
    assert "[整改]" in said
    assert "121.00" in said
    assert main(["check", "--lang", "en", write("a.txt", expenditure_form(total="121.00"))]) == 1
    assert "[correct]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "空"),
        ("binary.txt", b"\x00\x01\x02\xff\xfe\x00", "二进制"),
        ("budget.xyz", b"text", ".xyz"),
        ("encoding.txt", expenditure_form().encode("big5", "replace"), "编码"),
        ("letter.txt", "一封不含任何数字的信。", "没有认出"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_costs_no_other(write, capsys, name, content, reason):
    code = main(["check", write(name, content), write("good.txt", expenditure_form()), "--json"])
    out, err = capsys.readouterr()
    assert code == 2
    assert len(err.splitlines()) == 1
    assert name in err
    assert reason in err
    answer = json.loads(out)
    assert answer["cells"]
    assert [r["file_name"] for r in answer["refusals"]] == [name]
    assert set(answer["refusals"][0]) == {"file_name", "place", "reason", "remedy"}


def test_a_file_that_is_not_there_is_one_line(capsys, tmp_path):
    assert main(["check", str(tmp_path / "none.txt")]) == 2
    _, err = capsys.readouterr()
    assert "none.txt" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("水利工程建设\t20.00\t\t20.00", "水利工程建设\t20.00\t\t20.00\t1.00\t2.00"),  # a row too long
        ("水利工程建设\t20.00\t\t20.00", "水利工程建设\t12.3.4\t\t20.00"),  # an amount that is none
    ],
)
def test_a_place_that_cannot_be_understood_is_refused_by_name_and_the_rest_is_read(write, capsys, old, new):
    code, content = checked(capsys, write("a.txt", expenditure_form().replace(old, new)))
    assert code in (0, 1)
    assert content["refusals"]
    assert all(r["file_name"] == "a.txt" and r["place"] and r["reason"] and r["remedy"] for r in content["refusals"])
    assert any(c["printed_text"] == "120.00" for c in content["cells"])


def test_two_contradictory_files_are_both_shown_and_named(write, capsys):
    files = [write("one.txt", expenditure_form()), write("two.txt", expenditure_form(basic="99.00", total="119.00"))]
    code, content = checked(capsys, *files)
    assert code == 1
    assert [o["disclosure"]["status"] for o in content] == ["held", "held"]
    (refusal,) = [r for o in content for r in o["refusals"]]
    assert "one.txt" in refusal["file_name"]
    assert "two.txt" in refusal["file_name"]


def test_check_loads_nothing_heavy(write):
    program = (
        "import sys; from dagster_project.cli import main; main(['check', sys.argv[1], '--json']);"
        f"heavy = [m for m in {HEAVY!r} if m in sys.modules]; print(heavy, file=sys.stderr)"
    )
    path = write("a.txt", expenditure_form(total="121.00"))
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("arguments", [[], ["check"], ["nonsense"], ["nightly", "--lang", "de"]])
def test_a_wrong_call_is_exit_2(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


@pytest.mark.parametrize("command", ["nightly", "check", "explain"])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert "--json" in capsys.readouterr().out
