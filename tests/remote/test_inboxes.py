"""A night over each kind of store ends as one over a folder does: the same archive and facts, and nothing fetched twice."""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack
from pathlib import Path

import fsspec
import pytest

from dagster_project.cli import main
from tests.broken_nights.campaigns import timeless
from tests.broken_nights.home_state import state
from tests.disclosure_texts import expenditure_form, three_public_form
from tests.remote import PASSWORD, USER

pytestmark = pytest.mark.remote


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inbox with folders below it, a name of several words, a workbook, and what programs leave behind."""
    inbox = tmp_path_factory.mktemp("inbox")
    (inbox / "水利局 2023").mkdir()
    (inbox / "水利局 2023" / "水利局.txt").write_text(expenditure_form(), encoding="utf-8")
    (inbox / "水利局 2023" / "三公 (附件).txt").write_text(three_public_form(), encoding="utf-8")
    (inbox / "水利局 2023" / "~$三公.txt").write_bytes(b"x")
    sample = Path(__file__).parents[2] / "samples" / "inbox" / "simulated" / "云澜市司法局2021年度部门预算.xlsx"
    shutil.copy(sample, inbox / sample.name)
    return inbox


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home-of-the-folder") / "home"
    assert main(["nightly", "--inbox", str(folder), "--home", str(home)]) == 0
    return timeless(state(home))


@pytest.fixture(params=["s3", "webdav", "sftp"])
def address(request, folder: Path, tmp_path: Path, monkeypatch) -> str:
    """The folder's files on a server of each kind, by their address."""
    from tests.remote import servers  # wants packages that only the environment of these tests has

    with ExitStack() as stack:
        if request.param == "s3":
            monkeypatch.setenv("AWS_ENDPOINT_URL", stack.enter_context(servers.s3(tmp_path)))
            for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
                monkeypatch.setenv(name, "test")
            monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
            store = fsspec.filesystem("s3", skip_instance_cache=True)
            store.mkdir("disclosures")
            store.put(f"{folder}/", "disclosures/box/", recursive=True)
            yield "s3://disclosures/box"
        elif request.param == "webdav":
            port = stack.enter_context(servers.webdav(tmp_path, folder.parent))
            yield f"webdav+http://{USER}:{PASSWORD}@127.0.0.1:{port}/{folder.name}"
        else:
            port = stack.enter_context(servers.sftp(folder.parent))
            yield f"sftp://{USER}:{PASSWORD}@127.0.0.1:{port}/{folder.name}"


def test_a_night_over_a_store_is_a_night_over_a_folder(address, expected, tmp_path, capsys):
    call = ["nightly", "--inbox", address, "--home", str(tmp_path / "home")]
    assert main(call) == 0
    capsys.readouterr()
    found = timeless(state(tmp_path / "home"))
    assert found == expected
    assert sum(name.startswith("archive/") for name in found) == 3

    assert main([*call, "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["outcome"], again["received"]["files"], again["received"]["new"]) == ("unchanged", 3, 0)
    kept = "".join(p.read_text(errors="replace") for p in (tmp_path / "home" / "receipts").iterdir())
    assert PASSWORD not in kept
    assert PASSWORD not in json.dumps(again)


def test_a_wrong_password_and_a_folder_that_is_not_there_are_one_line(address, tmp_path, capsys):
    wrong = [f"{address}-gone", *([address.replace(PASSWORD, "falsch")] if PASSWORD in address else [])]
    for written in wrong:
        assert main(["nightly", "--inbox", written, "--home", str(tmp_path / "home")]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert PASSWORD not in said
        assert "falsch" not in said
