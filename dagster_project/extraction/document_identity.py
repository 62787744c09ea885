"""What a document says it is: department, fiscal year, budget or final account, department or single unit.

From content alone: the cover first, then headings, then the tables' titles and 单位名称 lines; the words are data in
`dagster_project/forms/document.yml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from dagster_project.extraction import labels
from dagster_project.extraction.form_definitions import load
from dagster_project.extraction.titles import Title, stage_of_year, title_of, usual_stage, usual_year
from dagster_project.formats.document import Line
from dagster_project.records import DocumentIdentity

_COVER_LINES = 40
_PROSE = re.compile(r"[。；;]")
_SENTENCE = re.compile(r"[。；;，,]")
_ORDINAL = re.compile(
    r"^(?:(?:附件|附表)[\d一二三四五六七八九十]*[:：、.]?|\d+[:：、.]?|[一二三四五六七八九十]+[:：、.])"
)
_NAME_ALONE = re.compile(r"[\u4e00-\u9fff()]{3,30}")


@lru_cache(maxsize=1)
def _words() -> dict:
    return load("document")


def identify(lines: Sequence[Line], table_texts: Sequence[str]) -> DocumentIdentity:
    """The document's identity. `lines` is its prose in order, `table_texts` the texts above its tables."""
    cover = _joined_titles([labels.fold(line.text) for line in lines[:_COVER_LINES]])
    titles = [t for text in cover if len(text) <= 90 and not _SENTENCE.search(text) and (t := title_of(text))]
    titles = [t for t in titles if t.level == "government"] or titles
    tables = [labels.fold(t) for t in table_texts]
    publisher = _publisher(tables)
    name = (
        _publisher([labels.fold(line.text) for line in lines[:12]])
        or next((n for t in titles if (n := _name(t.name)) and not _holds(n, "not_in_names")), None)
        or publisher
    )
    if name is None and titles:
        alone = [t for t in cover[:6] if not t.endswith((":", "："))]  # 某人大常委会： is whom a report speaks to
        name = next(
            (n for t in alone if (n := _name(t)) and _NAME_ALONE.fullmatch(n) and not _holds(n, "no_name")), None
        )
    if any(p in labels.fold(line.text) for line in lines[:6] for p in _words()["placeholders"]):
        name = None
    all_texts = [labels.fold(line.text) for line in lines]
    headings = [t for t in all_texts if len(t) <= 40 and not _SENTENCE.search(t)]
    year = next((t.year for t in titles if t.year), None)
    year = year or usual_year(tables) or usual_year(headings) or usual_year(all_texts)
    stage = next((t.stage for t in titles), None) or usual_stage(tables) or stage_of_year(all_texts, year)
    stage = stage or usual_stage(all_texts[:_COVER_LINES])
    return DocumentIdentity(
        department_name=name,
        fiscal_year=year,
        stage=stage,
        level=_level(titles, tables, all_texts),
        region=region_of(name),
        is_correction=_is_correction([labels.fold(line.text) for line in lines[:12]]),
        printed_date=next((d for t in cover if (d := _date(t))), None),
    )


def region_of(name: str | None) -> str | None:
    """The place a body's name begins with (云澜市东河区财政局: 云澜市东河区); none where it names none."""
    for prefix, short in _words()["name_forms"]:
        name = (name or "").removeprefix(prefix) if not short else name
    found = re.match(rf"({_place()})(?=.)", name or "")
    return found[1] if found else None


def _place() -> str:
    """A pattern of places, each within the one before."""
    return rf"(?:[\u4e00-\u9fff]{{2,10}}?(?:{'|'.join(_words()['region_endings'])}))+"


def is_place(name: str | None) -> bool:
    """Whether a name is that of a place and of no body in it (云澜市, 云澜市东河区)."""
    return re.fullmatch(_place(), name or "") is not None


def from_file_name(name: str) -> DocumentIdentity:
    """What a file's name says of the document: used where its content does not, and confronted with it where it does."""
    stem = labels.fold(re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name))
    found = re.search(r"(?P<name>[\u4e00-\u9fff()]{3,40}?)?(?P<year>(?:19|20)\d\d)(?:年(?:度)?)?(?P<rest>.*)", stem)
    if found is None:
        return DocumentIdentity(None, None, None, None)
    words = [
        (found["rest"].find(w), stage) for stage, ws in _words()["stages"].items() for w in ws if w in found["rest"]
    ]
    level = next((lv for w, lv in _words()["title_levels"].items() if found["rest"].startswith(w)), None)
    return DocumentIdentity(_name(found["name"]), int(found["year"]), min(words)[1] if words else None, level)


def _is_correction(cover: Sequence[str]) -> bool:
    """Whether a short line of the cover says that this document replaces an earlier one; prose about corrections does not."""
    return any(len(t) <= 40 and not _PROSE.search(t) and any(w in t for w in _words()["correction"]) for t in cover)


def _joined_titles(texts: list[str]) -> list[str]:
    """Cover lines, and each joined with the one or two after it: a title is often set in several lines."""
    short = [t if len(t) <= 40 else "" for t in texts]
    twos = [a + b if a and b else "" for a, b in pairwise(short)]
    threes = [a + b if a and b else "" for a, b in zip(twos, short[2:], strict=False)]
    runs = zip(texts, [*twos, ""], [*threes, "", ""], strict=False)
    return [text for three in runs for text in reversed(three) if text]


def _name(text: str | None) -> str | None:
    if not text:
        return None
    name = re.sub(r"^.*第[一二三四五六七八九十]+部分", "", text)  # an entry of the contents, joined to the one before
    # 附件1：, 一、 and 2. are no part of a name, but 三亚市 and 六安市 begin like an ordinal
    name = _ORDINAL.sub("", name)
    for word in _words()["not_names"]:
        name = name.replace(word, "")
    name = re.sub(r"\(\)|（）", "", name)  # what is left of （更正）
    name = name.strip("-—:：、")
    return name if len(name) >= 3 and name[0] not in "(（" and not re.search(r"[。，,;；]", name) else None


def _publisher(texts: Sequence[str]) -> str | None:
    """The name most often printed after 单位名称 (编制单位, 部门) above the tables."""
    labels_of_publisher = "|".join(re.escape(labels.fold(w)) for w in _words()["publisher_labels"])
    found = Counter(
        m[1]
        for t in texts
        if (
            m := re.search(
                rf"(?:{labels_of_publisher})[:：]([\u4e00-\u9fff()]{{3,40}}?)(?=金额单位|单位[:：]|$|[^\u4e00-\u9fff()])",
                t,
            )
        )
        and not m[1].endswith("元")
    )
    return found.most_common(1)[0][0] if found else None


def _holds(text: str, key: str) -> bool:
    return any(word in text for word in _words()[key])


def _level(titles: Sequence[Title], tables: Sequence[str], texts: Sequence[str]) -> str:
    """What the titles say; else a government's, where the text opens as a report to a congress does, a table is one that
    only governments print, or a title names a place alone; else what is spoken of more, departments or units."""
    words = _words()["levels"]
    for title in titles:
        if title.level:
            return title.level
    if any(re.match(p, t) for t in texts[:_COVER_LINES] for p in _words()["opening_of_government"]):
        return "government"
    if any(p.search(t) for p in _government_tables() for t in tables):
        return "government"
    counts = {level: sum(any(w in t for w in ws) for t in (*tables, *texts)) for level, ws in words.items()}
    if not any(counts.values()) and any(is_place(_name(t.name)) for t in titles):
        return "government"
    return "unit" if counts["unit"] > counts["department"] else "department"


@lru_cache(maxsize=1)
def _government_tables() -> list[re.Pattern[str]]:
    return [labels.pattern(entry) for entry in _words()["government_tables"]]


def _date(text: str) -> str | None:
    found = re.search(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日", text)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None
