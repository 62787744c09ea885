"""Files that people edit: each is valid YAML, says a thing once, and each identity has its cases."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.conventions.source_tree import ROOT, below, files, named

YAML_FILES = [path for path in files() if path.suffix in (".yml", ".yaml")]
IDENTITIES = below("expectations/identities", ".yml")


class OnceLoader(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping: YAML keeps the last and says nothing."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        if twice := sorted({str(key) for key in keys if keys.count(key) > 1}):
            raise yaml.constructor.ConstructorError(None, None, f"keys said twice: {twice}", node.start_mark)
        return super().construct_mapping(node, deep)


@pytest.mark.parametrize("path", YAML_FILES, ids=named)
def test_a_yaml_file_is_valid_and_says_each_key_once(path):
    assert yaml.load(path.read_text(encoding="utf-8"), Loader=OnceLoader) is not None


def test_every_identity_file_can_be_used():
    from expectations.identity import load_identities

    assert [identity.identity_id for identity in load_identities()] == [path.stem for path in IDENTITIES]
    assert IDENTITIES


@pytest.mark.parametrize("path", IDENTITIES, ids=lambda path: path.stem)
def test_an_identity_has_cases(path):
    folder = ROOT / "tests" / "cases" / path.stem
    assert folder.is_dir(), f"{named(path)} has no cases in tests/cases/{path.stem}/"
    assert any(folder.iterdir())


def test_cases_belong_to_identities():
    cases = {path.name for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert sorted(cases - {path.stem for path in IDENTITIES}) == []


def test_identity_ids_read_as_sentences():
    assert [path.stem for path in IDENTITIES if not re.fullmatch(r"[a-z0-9]+(?:_[a-z0-9]+){2,}", path.stem)] == []
