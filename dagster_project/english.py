"""What is refused, and what is to be done, in English: `english.yml` by sentence.

Belongs here: putting a sentence of ours into English where it is shown. Records and files keep the Chinese: one document has
one record. Does not belong here: words of reports and pages, which have both languages beside each other.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path

import yaml

_HAN = re.compile(r"[㐀-鿿]")
_JOINTS = re.compile(r"([，；、。]\s*)")
_QUOTED = re.compile(r"“[^”]*”")
_MARKS = {"，": ", ", "；": "; ", "、": ", ", "。": ". "}


def english(text: str) -> str:
    """The sentence in English; the publisher's own words, and what nobody has put into English, as they are."""
    if not _HAN.search(text):
        return text.replace("、", ", ")
    for pattern, quoted, said in _sentences():
        if found := pattern.fullmatch(text):
            parts = [p if is_quoted else english(p) for p, is_quoted in zip(found.groups(), quoted, strict=True)]
            return said.format(*parts)
    outside = _QUOTED.sub(lambda m: "“" + "\0" * (len(m[0]) - 2) + "”", text)
    if not _JOINTS.search(outside):
        return text
    pieces, at = [], 0
    for joint in _JOINTS.finditer(outside):
        pieces += [english(text[at : joint.start()]), _MARKS[joint[0].strip()]]
        at = joint.end()
    return "".join([*pieces, english(text[at:])])


def refused(file_name: str | None, place: str, reason: str, remedy: str, lang: str) -> str:
    """One line on what was refused: file, place, reason and what to do; a refusal of no single file names none."""
    if lang == "zh":
        return f"{file_name}：{place}，{reason}。办法：{remedy}"
    return f"{file_name}: {english(place)}: {english(reason)}. Remedy: {english(remedy)}"


@cache
def _sentences() -> list[tuple[re.Pattern[str], list[bool], str]]:
    """Pattern, whether each part stands in quotation marks, English; those that say most come first."""
    known: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    found = []
    for sentence in sorted(known, key=lambda s: (-len(s.replace("{}", "")), s)):
        literals = sentence.split("{}")
        quoted = [a.endswith("“") and b.startswith("”") for a, b in itertools.pairwise(literals)]
        # the number of a page or row holds no joint; a path or a cause may
        part = "([^，；“”]+?)" if sentence.startswith("第") else "(.*?)"
        pattern = re.escape(literals[0]) + "".join(
            ("(.*?)" if in_quotes else part) + re.escape(literal)
            for literal, in_quotes in zip(literals[1:], quoted, strict=True)
        )
        found.append((re.compile(pattern, re.DOTALL), quoted, known[sentence]))
    return found
