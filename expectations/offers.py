"""What the forms of a disclosure offer, and what of it matched nothing: gaps of our own, never the publisher's.

Belongs here: finding identities that should have been decided. A gap is an undecided result with the explanation
`not_matched`; identities that nothing printed offers (`offers.yml`, and the reasons of undecided results) are none. Does
not belong here: evaluating (`relations/`), which forms must be published (coverage).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from dagster_project.records import Disclosure
from expectations.book import Book
from expectations.grammar import WHEN
from expectations.identity import UNDECIDED, load_identities
from expectations.relations.outcome import Outcome, undecided
from expectations.selectors import Identity
from expectations.vocabulary import LOADER

NOT_MATCHED = "not_matched"
# Undecided for good reason: a condition does not hold (one on what is printed says nothing), or is not to be judged.
EXCUSED = frozenset(
    {f"not_{c}" for c in WHEN if c != "printed"} | {"lawfully_withheld", "document_truncated", "fragment"}
)


@dataclass(frozen=True, slots=True)
class Offer:
    """Forms that always offer one of these identities, the first being the usual one."""

    forms: tuple[str, ...]
    identities: tuple[str, ...]
    stage: str | None = None
    variant: str | None = None
    levels: tuple[str, ...] = ()  # empty: all

    def made_by(self, disclosure: Disclosure) -> bool:
        """Whether it holds for disclosures of this stage and level."""
        return self.stage in (None, disclosure.stage) and (not self.levels or disclosure.level in self.levels)


@dataclass(frozen=True, slots=True)
class Offers:
    """The content of `offers.yml`."""

    offers: tuple[Offer, ...]
    own_words: frozenset[str]


@lru_cache(maxsize=1)
def offers() -> Offers:
    """What the forms always offer."""
    raw = yaml.load((Path(__file__).parent / "offers.yml").read_bytes(), Loader=LOADER)
    found = []
    for entry in raw["offers"]:
        forms, identities, levels = (tuple(entry.get(name, ())) for name in ("forms", "identities", "levels"))
        found.append(Offer(forms, identities, entry.get("stage"), entry.get("variant"), levels))
    return Offers(tuple(found), frozenset(raw["own_words"]))


def gaps(outcomes: Sequence[Outcome], book: Book) -> list[Outcome]:
    """One undecided outcome a gap, ordered by identity: offered by forms that print figures and decided on none of them;
    or wholly undecided while a form it needs prints rows or columns that nobody understands."""
    cells = [f for f in book.figures if f.source == "cell" and f.form]
    torn = {f.form for f in cells if f.fragment == "yes"}  # a table that lost rows offers nothing for sure
    filled = {(f.form, f.variant) for f in cells if f.printed.atoms and f.form not in torn}
    printed = {form for form, _ in filled}
    by_identity: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_identity.setdefault(outcome.identity.identity_id, []).append(outcome)
    catalogue = {i.identity_id: i for i in load_identities()}
    found: dict[tuple[str, tuple[str, ...]], Outcome] = {}
    for offer in offers().offers:
        if not offer.made_by(book.disclosure) or not filled.issuperset((form, offer.variant) for form in offer.forms):
            continue
        own = [o for name in offer.identities for o in by_identity.get(name, ())]
        if not any(decides(o, offer.forms) for o in own) and not excused(offer.identities, by_identity):
            found[offer.identities[0], offer.forms] = gap(catalogue[offer.identities[0]], offer.forms)
    strange = {f.form for f in book.not_understood if f.form} - offers().own_words
    for name, own in by_identity.items():
        needed = forms_of(catalogue[name])
        unread = tuple(sorted(strange & needed))
        if not unread or not printed >= needed or any(o.verdict != UNDECIDED for o in own):
            continue
        if not excused((name,), by_identity) and not any(key[0] == name for key in found):
            found[name, unread] = gap(catalogue[name], unread)
    return [found[key] for key in sorted(found)]


def decides(outcome: Outcome, forms: tuple[str, ...]) -> bool:
    """Whether the outcome says something of figures of each of the forms."""
    if outcome.verdict == UNDECIDED:
        return False
    return {t.figure.form for t in outcome.terms if t.figure.source == "cell"}.issuperset(forms)


def excused(identities: Iterable[str], by_identity: Mapping[str, Sequence[Outcome]]) -> bool:
    """Whether each of the identities is undecided for a good reason, or any because of what is lawfully not public."""
    reasons = [{o.reason for o in by_identity.get(name, ())} for name in identities]
    return all(r & EXCUSED for r in reasons) or any("lawfully_withheld" in r for r in reasons)


def forms_of(identity: Identity) -> set[str]:
    """The forms without whose figures the identity cannot be evaluated; empty where it needs none, or any of several."""
    selectors = [
        *identity.total[:1],
        *(t.selector for t in identity.terms if t.if_missing is None and not t.alternatives),
    ]
    named = [s.get("form") for s in selectors]
    return {str(next(iter(forms))) for forms in named if forms is not None and len(forms) == 1}


def gap(identity: Identity, forms: tuple[str, ...]) -> Outcome:
    """An outcome that says nothing of the publisher and names the forms in which we found nothing to compare."""
    subject = {"subject": forms[-1], "subject_kind": "form"}
    outcome = undecided(identity, f"{NOT_MATCHED}:{'+'.join(forms)}", NOT_MATCHED, **subject)
    outcome.explanation = NOT_MATCHED
    return outcome
