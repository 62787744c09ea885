"""Old Word files need LibreOffice: named where it is missing, bounded and private where it is there."""

import stat

import pytest

from dagster_project.formats import converted, detect
from dagster_project.formats.document import UnreadableError
from tests.unit.formats.office_files import as_docx

RTF = b"{\\rtf1\\ansi text}"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a stand-in for soffice on the path; returns the folder in which it leaves what it was called with."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "made.docx").write_bytes(as_docx())

    def install(script):
        path = folder / "soffice"
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        return tmp_path

    return install


def test_without_the_program_the_refusal_names_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableError) as refused:
        detect.read(RTF, "a.rtf")
    assert "apt-get install libreoffice-writer libreoffice-calc" in refused.value.remedy


def test_the_converted_file_is_read_and_nothing_is_left_behind(program, monkeypatch):
    folder = program(
        'echo "$@" > $(dirname $0)/../called; env > $(dirname $0)/../env; mkdir -p "${9}"\n'
        'cp $(dirname $0)/../made.docx "${9}/document.docx"\n'
    )
    monkeypatch.setenv("SECRET_OF_THE_CALLER", "1")
    document = detect.read(RTF, "a.rtf")
    assert document.format == "rtf"
    assert len(document.blocks) > 4
    called = (folder / "called").read_text().split()
    profile = called[0].removeprefix("-env:UserInstallation=file://")
    assert "--headless" in called
    assert called[-1].endswith("document.rtf")
    assert not (folder / profile).exists()
    assert "SECRET_OF_THE_CALLER" not in (folder / "env").read_text()


def test_a_program_that_hangs_is_ended(program, monkeypatch):
    program("sleep 60\n")
    monkeypatch.setattr(converted, "SECONDS", 0.2)
    with pytest.raises(UnreadableError, match="秒"):
        detect.read(RTF, "a.rtf")


def test_a_file_the_program_cannot_open_is_refused(program):
    program("exit 1\n")
    with pytest.raises(UnreadableError, match="无法打开"):
        detect.read(RTF, "a.rtf")
