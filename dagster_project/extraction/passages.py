"""The pieces of a document that hold no figure of their own, in order: announced forms, duties, offices, units, terms,
notes, and statements that something is empty."""

from __future__ import annotations

from collections.abc import Callable

from dagster_project.extraction.contents import announced_forms
from dagster_project.extraction.empty_statements import empty_statement
from dagster_project.extraction.glossary import glossary_term
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.personal_data import Removal
from dagster_project.extraction.printed_text import PrintedText
from dagster_project.extraction.profile import Profile
from dagster_project.extraction.remarks import Remark
from dagster_project.extraction.sections import Situated
from dagster_project.records import Passage, stable_id


class Passages:
    """Collects the passages of one document."""

    def __init__(self, document_id: str, removal: Removal, form_of_title: Callable[[str], str | None]) -> None:
        self.document_id = document_id
        self.removal = removal
        self.form_of_title = form_of_title
        self.profile = Profile()
        self.passages: list[Passage] = []
        self.ordinals: dict[str, int] = {}

    def read(self, situated: Situated) -> None:
        """What a paragraph says by its place: an announced form, a term, a duty, an office, a unit, a note."""
        paragraph = situated.paragraph
        text = paragraph.text.compact
        if situated.region == "contents":
            for title, announced in announced_forms(paragraph, self.form_of_title):
                self._add("announced_form", title, title, paragraph.text, announced)
        elif situated.region == "glossary" and not situated.is_heading:
            if term := glossary_term(paragraph):
                self._add("glossary", term[0], term[1], paragraph.text)
        elif situated.region == "profile" and not situated.is_heading:
            for kind, name, words in self.profile.passages(situated):
                self._add(kind, name, words, paragraph.text)
        elif terms().note.match(text) and not situated.is_heading:
            said = empty_statement(text, None)
            if said is False:
                self._add("note", None, paragraph.text.raw.strip(), paragraph.text)
            else:
                self._add("empty_statement", None, paragraph.text.raw.strip(), paragraph.text, said)

    def read_sentence(self, situated: Situated, sentence: PrintedText) -> None:
        """What a sentence of the narrative says there is none of."""
        if situated.region != "narrative" or terms().note.match(sentence.compact):
            return
        form_id = empty_statement(sentence.compact, situated.section)
        if form_id is not False:
            self._add("empty_statement", None, sentence.raw.strip(), sentence, form_id)

    def add_remark(self, sentence: PrintedText, remark: Remark) -> None:
        """A remark on the words of a sentence, by the printed text it is about."""
        printed = sentence.printed(remark.start, remark.end).strip()
        start = sentence.origins[remark.start]
        end = sentence.origins[remark.end - 1] + 1
        self._add(remark.kind, remark.title, printed, sentence.part(start, end))

    def _add(self, kind: str, title: str | None, words: str, text: PrintedText, form_id: str | None = None) -> None:
        place = text.place(0)
        ordinal = self.ordinals[kind] = self.ordinals.get(kind, 0) + 1
        clean = self.removal.clean
        passage_id = stable_id(self.document_id, "passage", kind, place.page, place.line, ordinal)
        name = clean(title) if title else None
        self.passages.append(
            Passage(passage_id, self.document_id, kind, ordinal, name, clean(words), place.page, place.line, form_id)
        )
