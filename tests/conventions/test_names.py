"""Names that say nothing, and things that must not be in a public repository."""

from __future__ import annotations

import re

from tests.conventions.source_tree import ROOT, files, named

EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "misc", "process_data"}
HASHES = {"requirements.lock"}  # long runs of digits that are no numbers
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|Users|root|work|mnt)/\w|\.\./share" + r"d\b|\.librar" + r"y\b")
# The one place that may name a folder beside the repository.
BESIDE_THE_REPOSITORY = {".ci/run"}
# Mobile numbers, landlines with their area code, identity numbers; invented ones in tests of removal end in eight zeros.
TELEPHONE = re.compile(r"(?<![\dA-Za-z.])(?:1[3-9]\d(?!0{8})\d{8}|0\d{2,3}[-－—]\d{7,8})(?![\dA-Za-z])")
IDENTITY_NUMBER = re.compile(r"(?<![\dA-Za-z.])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx](?![\dA-Za-z])")


def lines():
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            text = path.read_bytes().decode("gb18030", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            yield named(path), number, line


def test_file_and_folder_names_say_what_is_inside():
    strange = [
        named(path)
        for path in files()
        if EMPTY_WORDS
        & {
            word
            for part in path.relative_to(ROOT).parts
            for word in (part.split(".")[0], *part.split(".")[0].split("_"))
        }
    ]
    assert strange == []


def test_no_telephone_or_identity_number_is_in_the_repository():
    strange = [
        f"{name}:{number}"
        for name, number, line in lines()
        if name not in HASHES and (TELEPHONE.search(line) or IDENTITY_NUMBER.search(line))
    ]
    assert strange == []


def test_the_search_for_telephone_numbers_finds_them():
    assert TELEPHONE.search("电话 1" + "3912345678")
    assert TELEPHONE.search("0379" + "-6" + "1234567")
    assert not TELEPHONE.search("1" + "39" + "0" * 8)
    assert not TELEPHONE.search("金额 9" + "1" + "3912345678")
    assert not TELEPHONE.search("金额 0.1" + "3912345678")


def test_no_path_of_a_machine_is_in_the_repository():
    strange = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, number, line in lines()
        if name not in BESIDE_THE_REPOSITORY and MACHINE_PATHS.search(line)
    ]
    assert strange == []
