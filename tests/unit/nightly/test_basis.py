"""A damaged publication is never taken for none: changes are told from what of it, or of those before it, is whole."""

import json

import pytest

from dagster_project.cli import main
from dagster_project.dashboard.pages import address, page
from dagster_project.home import Home
from dagster_project.publication import basis, checksums
from dagster_project.publication.basis import DATABASE, MANIFEST, Standing

FIRST, SECOND, THIRD = (f"2026010{day}T000000Z-aaaaaaaa" for day in (1, 2, 3))


def publish(home, name):
    folder = home.published / name
    folder.mkdir()
    said = {"publication_id": name, "fingerprint": {"received": name}, "previous_publication_id": None}
    (folder / MANIFEST).write_text(json.dumps(said))
    (folder / DATABASE).write_text(name)
    checksums.write(folder)
    home.current.unlink(missing_ok=True)
    home.current.symlink_to(name)


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "home").create()
    for name in (FIRST, SECOND, THIRD):
        publish(made, name)
    return made


def cut(path):
    path.write_bytes(path.read_bytes()[:-5])


def edit(path):
    path.write_text(path.read_text().replace("{", "{ ", 1))


def of_another(path):
    path.write_text(path.read_text().replace(THIRD, SECOND))


DAMAGES = {
    "truncated": (cut, "不是完整的 JSON"),
    "empty": (lambda path: path.write_bytes(b""), "不是完整的 JSON"),
    "no utf-8": (lambda path: path.write_bytes(b"\xff\xfe{}"), "不是完整的 JSON"),
    "a list": (lambda path: path.write_text("[]"), "不是发布清单"),
    "fields missing": (lambda path: path.write_text(json.dumps({"publication_id": THIRD})), "fingerprint"),
    "fingerprint of a wrong type": (lambda path: path.write_text('{"publication_id": "%s", "fingerprint": 1}' % THIRD),  # noqa: UP031
                                    "fingerprint"),
    "another one's": (of_another, "不是这次发布的"),
    "edited": (edit, "与 SHA256SUMS 不符"),
    "gone": (lambda path: path.unlink(), "缺失"),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_manifest_beside_a_whole_database_costs_no_change(home, damage, said):
    damage(home.current / MANIFEST)
    stands = basis.standing(home)
    assert (stands.publication_id, stands.manifest) == (THIRD, None)
    assert said in stands.damage
    name, note = basis.compared_with(home, stands)
    assert name == THIRD
    assert note.startswith(stands.damage)


@pytest.mark.parametrize("lost", [DATABASE, checksums.NAME])
def test_where_the_database_cannot_be_trusted_the_newest_whole_one_before_it_is_compared(home, lost):
    cut(home.current / MANIFEST)
    (home.current / lost).unlink()
    assert basis.compared_with(home, basis.standing(home))[0] == SECOND
    cut(home.published / SECOND / DATABASE)
    name, note = basis.compared_with(home, basis.standing(home))
    assert name == FIRST
    assert FIRST in note


def test_a_damaged_database_alone_is_found_when_something_is_to_be_compared(home):
    cut(home.current / DATABASE)
    stands = basis.standing(home)
    assert stands.damage is None
    assert basis.compared_with(home, stands)[0] == SECOND


def test_one_that_was_taken_back_is_no_basis(home, capsys):
    assert main(["revert", "--home", str(home.path)]) == 0
    publish(home, "20260104T000000Z-aaaaaaaa")
    cut(home.current / DATABASE)
    assert basis.compared_with(home, basis.standing(home))[0] == SECOND
    capsys.readouterr()


def test_with_nothing_whole_left_it_is_refused_with_the_remedy(home):
    for name in (FIRST, SECOND, THIRD):
        cut(home.published / name / DATABASE)
    with pytest.raises(basis.PublicationDamagedError) as refused:
        basis.compared_with(home, basis.standing(home))
    assert str(home.published / THIRD / DATABASE) in str(refused.value)
    assert "备份" in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_a_link_to_a_publication_that_is_gone_is_damage_too(home):
    home.current.unlink()
    home.current.symlink_to("20260105T000000Z-aaaaaaaa")
    assert basis.compared_with(home, basis.standing(home))[0] == THIRD


def test_nothing_published_is_no_damage(tmp_path):
    stands = basis.standing(Home(tmp_path).create())
    assert stands == Standing(None)
    assert basis.compared_with(Home(tmp_path), stands) == (None, None)


def test_a_failing_disk_is_no_damage(home):
    (home.current / MANIFEST).unlink()
    (home.current / MANIFEST).mkdir()  # there, and not given
    with pytest.raises(OSError, match=r"manifest\.json"):
        basis.standing(home)


@pytest.mark.parametrize("command", [["diff"], ["letter", "水利局"], ["publish", "--to", "file:///tmp"]])
def test_commands_that_speak_of_a_damaged_publication_say_so_in_one_line(home, capsys, command):
    cut(home.current / MANIFEST)
    assert main([*command, "--home", str(home.path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert MANIFEST in said
    assert "citybudget revert" in said


def test_a_damaged_one_can_be_taken_back_and_one_that_is_damaged_not_gone_back_to(home, capsys):
    cut(home.current / MANIFEST)
    edit(home.published / SECOND / MANIFEST)
    assert main(["revert", "--home", str(home.path)]) == 2
    assert f"{SECOND}/{MANIFEST}" in capsys.readouterr().err
    assert main(["revert", "--home", str(home.path), "--to", FIRST]) == 0
    assert basis.standing_id(home) == FIRST


def test_the_dashboard_says_what_to_do_about_a_damaged_one(home):
    cut(home.current / MANIFEST)
    status, html = page(home.current, address("/", {}), "")
    assert status == 503
    assert "citybudget revert" in html
