"""The prose of a disclosure: its claims, its passages, and every number it prints accounted for.

Assembles what `paragraphs`, `sections`, `sentences`, `statements` and `passages` read; nothing is understood here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from dagster_project.extraction.claims import ASIDE, OF_FIGURES, claim_of, not_claimed
from dagster_project.extraction.classification import function_class
from dagster_project.extraction.clauses import Memory, Statement
from dagster_project.extraction.completion_words import Completion, completion, contradictions
from dagster_project.extraction.form_definitions import form_of_title
from dagster_project.extraction.ledger import Entry
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.paragraphs import paragraphs
from dagster_project.extraction.passages import Passages
from dagster_project.extraction.personal_data import Removal, inline_values
from dagster_project.extraction.printed_text import Place, PrintedText
from dagster_project.extraction.remarks import Change, Remark, last_change, purposes, reasons, residue
from dagster_project.extraction.respective import with_shared_units
from dagster_project.extraction.sections import Situated, situate
from dagster_project.extraction.sentences import Token, is_threshold, sentences, tokens
from dagster_project.extraction.statements import statements
from dagster_project.extraction.topics import HEADING, Situation, Subject, named
from dagster_project.formats.document import Line
from dagster_project.records import Claim, Passage, Refusal

_WORDS = re.compile(r"[\u4e00-\u9fff]")
_CLASS_HEADING = re.compile(r"^(.+?)\(类\)")


@dataclass(frozen=True, slots=True)
class NarrativeContext:
    """What the prose is read for. `removal` takes the people found in the forms out of every text; `form_of_title` maps
    an announced title to a form."""

    document_id: str
    fiscal_year: int | None
    stage: str | None
    level: str | None = None  # department | unit | government, where the document says it
    removal: Removal = field(default_factory=lambda: Removal(frozenset()))
    form_of_title: Callable[[str], str | None] = form_of_title


@dataclass(slots=True)
class Prose:
    """Everything read from the prose, and the ledger of its numbers."""

    claims: list[Claim] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    ledger: list[Entry] = field(default_factory=list)


def extract_narrative(
    lines: Sequence[Line], context: NarrativeContext
) -> tuple[list[Claim], list[Passage], list[Refusal]]:
    """Claims, passages and refusals of the prose lines of one document, in document order. Pure."""
    prose = read_prose(lines, context)
    return prose.claims, prose.passages, prose.refusals


def read_prose(lines: Sequence[Line], context: NarrativeContext) -> Prose:
    """The same with the ledger of numbers."""
    reader = _Reader(context)
    for situated in situate(paragraphs(lines)):
        reader.read(situated)
    reader.prose.passages = reader.passages.passages
    return reader.prose


class _Reader:
    """Goes through the paragraphs in order; counts sentences and passages of the document."""

    def __init__(self, context: NarrativeContext) -> None:
        self.context = context
        self.prose = Prose()
        self.passages = Passages(context.document_id, context.removal, context.form_of_title)
        self.sentence = 0
        self.memory = Memory(Subject(None))
        self.headings: tuple[str, ...] = ()
        self.accounted = 0  # entries of the ledger already looked through

    def read(self, situated: Situated) -> None:
        text = situated.paragraph.text
        personal = frozenset(v.strip() for v in inline_values(text.compact)[1] if v.strip())
        self.passages.read(situated)
        situation = Situation(situated.section, self.context.stage, _class_above(situated))
        memory = self._memory(situated, situation)
        changed: Change | None = None
        carried_out: Completion | None = None
        for sentence in sentences(text):
            self.sentence += 1
            if situated.region not in ("contents", "page_number") and sentence.compact:
                self._remark(sentence, residue(sentence, self.context.level))
            found = with_shared_units(sentence.compact, tokens(sentence, situated.section, personal))
            stated: list[Statement] = []
            if situated.region not in ASIDE and not situated.is_heading:
                limit = lambda token, sentence=sentence: is_threshold(token, sentence)  # noqa: E731
                stated = statements(sentence.compact, found, situation, self.context.fiscal_year, memory, limit)
                self.passages.read_sentence(situated, sentence)
                self._missing(sentence)
                self._remark(sentence, (*reasons(sentence, stated, changed), *purposes(sentence)))
                changed = last_change(sentence, stated)
                self._remark(sentence, contradictions(sentence, stated, carried_out))
                carried_out = completion(sentence, stated) if stated else carried_out
            self._account(situated, sentence, found, stated)
        self._without_unit(situated)

    def _remark(self, sentence: PrintedText, remarks: Iterable[Remark]) -> None:
        for remark in remarks:
            self.passages.add_remark(sentence, remark)

    def _memory(self, situated: Situated, situation: Situation) -> Memory:
        """What a paragraph may refer back to: its heading, or the paragraph before it that it goes on with. A numbered
        item has a subject of its own."""
        if situated.is_heading or situated.region == "page_number":
            return Memory(Subject(None))
        if situated.headings != self.headings:
            self.memory = Memory(_default_subject(situated, situation), year=_year_above(situated))
            self.headings = situated.headings
        elif situated.paragraph.level is not None:
            self.memory = Memory(Subject(None), self.memory.as_of, year=self.memory.year, scope=self.memory.scope)
        return self.memory

    def _account(self, situated: Situated, sentence: PrintedText, found: list[Token], stated: list[Statement]) -> None:
        by_token = {s.token: s for s in stated}
        in_a_row = sum(t.quantity == "bare" and not t.not_statement for t in found) > 1  # a table that lost its lines
        position = 0
        for token in found:
            statement = by_token.get(token)
            reason = token.not_statement or not_claimed(situated, token, statement)
            if token.fault:
                self._refuse(sentence, token, token.fault, "请核对该数字后重新公开", "not_a_number")
                reason = "not_a_number"
            elif (
                reason is None
                and token.quantity == "bare"
                and (in_a_row or not _has_words(situated, sentence.place(token.start)))
            ):
                reason = "number_without_unit"  # a figure alone on its line speaks of nothing said before
            elif reason is None and statement is not None:
                position += 1
                record = claim_of(
                    sentence,
                    statement,
                    self.context.document_id,
                    situated.section,
                    self.sentence,
                    position,
                    self.context.removal,
                )
                self.prose.claims.append(record)
                if statement.subject.topic is None and not statement.is_reason and situated.section != "other":
                    words = self.context.removal.clean(statement.subject.words)
                    self._refuse(
                        sentence,
                        token,
                        f"不明白“{words}”所指的指标，数字已保留",
                        "如为新说法，请在 narrative.yml 中补充",
                        "topic_unknown",
                    )
            if token.quantity != "flat" or reason is None:
                self._enter(sentence, token, reason)

    def _enter(self, sentence: PrintedText, token: Token, reason: str | None) -> None:
        """Into the ledger; of a number cut by a line break the second part is entered as such."""
        pieces = sentence.pieces(token.start, token.number_end)
        for place, printed in pieces:
            self.prose.ledger.append(Entry(place.page, place.line, place.column, printed, reason))
            reason = "number_goes_on"

    def _missing(self, sentence: PrintedText) -> None:
        """A unit without its number: the figure was lost on the way to print."""
        for match in terms().missing_figure.finditer(sentence.compact):
            token = Token(
                match.start("unit"), match.start("unit"), match.end("unit"), match["unit"], None, 0, "", "bare"
            )
            self._refuse(sentence, token, f"“{match[0]}”之前缺少数字", "请补上数字后重新公开", "figure_missing")

    def _without_unit(self, situated: Situated) -> None:
        """One refusal for the numbers of a paragraph that have no unit: often a table that lost its lines."""
        lines = {(line.page, line.line) for line in situated.paragraph.lines}
        bare = [e for e in self.prose.ledger[self.accounted :] if e.reason == "number_without_unit"]
        self.accounted = len(self.prose.ledger)
        if bare and situated.region in {"narrative", *OF_FIGURES}:
            first = min(bare, key=lambda e: (e.page, e.line, e.column))
            where = f"第 {first.page} 页第 {first.line} 行起的 {len(lines)} 行"
            reason = f"{len(bare)} 个数字没有单位，未采用，第一个是“{first.printed}”"
            remedy = "如为表格，请以带框线的表格公开；如为文字，请注明单位"
            self.prose.refusals.append(
                Refusal(None, where, reason, remedy, self.context.document_id, "number_without_unit")
            )

    def _refuse(self, sentence: PrintedText, token: Token, reason: str, remedy: str, code: str) -> None:
        place = sentence.place(token.start)
        where = f"第 {place.page} 页第 {place.line} 行，“{token.printed}”"
        self.prose.refusals.append(Refusal(None, where, reason, remedy, self.context.document_id, code))


def _has_words(situated: Situated, place: Place) -> bool:
    """Whether the printed line of a place has words, not figures alone."""
    return any(
        (line.page, line.line) == (place.page, place.line) and _WORDS.search(line.text)
        for line in situated.paragraph.lines
    )


def _class_above(situated: Situated) -> str | None:
    for title in reversed(situated.headings):
        if found := _CLASS_HEADING.match(title):
            return function_class(found[1])
    return None


def _year_above(situated: Situated) -> int | None:
    found = (terms().heading_year.search(title) for title in reversed(situated.headings))
    return next((int(m["year"]) for m in found if m), None)


def _part_named(title: str, situation: Situation) -> Subject | None:
    """The part a heading names, with or without the words that make it a heading: 公务接待费, 项目支出情况说明."""
    return named(title, HEADING, situation) or named(terms().heading_tail.sub("", title), HEADING, situation)


def _default_subject(situated: Situated, situation: Situation) -> Subject:
    if situation.class_code:
        return Subject("function", situation.class_code, situated.headings[-1])
    title = situated.headings[-1] if situated.headings else ""
    if situated.section in terms().sections_of_parts and (part := _part_named(title, situation)):
        return part
    return Subject(terms().section_topics.get(situated.section or ""), None, title)
