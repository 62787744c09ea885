"""Documents joined into disclosures: one version of (department, fiscal year, stage, level).

Complementary files join; the same forms again are a new version, in the order of receipt (one run receives at one
moment), then a document that says it is a correction after one that does not, then of hash. Files of the version before
that a new version does not state again stay with the disclosure and belong to the new version: nothing is lost because
only the corrected table was sent. Pure: knows no clock, no files and no warehouse, so that `check` joins the same way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dagster_project.contradictions import contradiction
from dagster_project.departments import Department, Registry
from dagster_project.named_files import completed, conflicts
from dagster_project.printed_forms import forms_of
from dagster_project.records import Disclosure, DocumentRow, Reading, Refusal, stable_id

Key = tuple[str, int | None, str | None, str | None]  # department, fiscal year, stage, level


@dataclass(slots=True)
class Arrival:
    """One document as it was received. `run` orders the runs of receipt, `folder` is where in the inbox it lay: files
    of one run and folder may complete what the others leave unsaid."""

    reading: Reading
    file_name: str
    run: int = 0
    received_at: str | None = None
    folder: str = ""
    forms: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        self.forms = forms_of(self.reading)

    @property
    def order(self) -> tuple[int, bool, str]:
        return self.run, self.reading.identity.is_correction, self.reading.sha256


@dataclass(slots=True)
class Joined:
    """All versions of all disclosures, and which of them contradict a file received together with theirs."""

    disclosures: list[Disclosure]
    contradictory: dict[str, Refusal] = field(default_factory=dict)  # disclosure_id -> why


@dataclass(slots=True)
class _Version:
    arrivals: list[Arrival]
    known_from: str | None
    contradicts: Refusal | None = None


def join(arrivals: Iterable[Arrival], registry: Registry) -> Joined:
    """All versions, ordered by department, year, stage, level and version; status and additivity are set later
    (`standing`), when the identities have been confronted."""
    ordered = sorted(arrivals, key=lambda a: a.order)
    by_key: dict[tuple[Key, str], list[Arrival]] = {}
    bodies: dict[Key, Department] = {}
    for arrival, body, key in _keyed(ordered, registry):
        # a document that does not say what it is cannot be a version of anything: it stands alone
        alone = "" if None not in key and key[0] else arrival.reading.document_id
        by_key.setdefault((key, alone), []).append(arrival)
        bodies.setdefault(key, body)
    joined = Joined([])
    for (key, alone), members in sorted(by_key.items(), key=lambda item: (*map(str, item[0][0]), item[0][1])):
        versions = _versions(members)
        for number, version in enumerate(versions, start=1):
            later = versions[number] if number < len(versions) else None
            disclosure = _disclosure(key, alone, bodies[key], number, version, later)
            joined.disclosures.append(disclosure)
            if version.contradicts:
                joined.contradictory[disclosure.disclosure_id] = version.contradicts
    return joined


def _keyed(arrivals: list[Arrival], registry: Registry) -> list[tuple[Arrival, Department, Key]]:
    """Each arrival with what it speaks of; what it leaves unsaid is taken from the only disclosure that fits among the
    files received with it in the same folder."""
    stated = []
    for arrival in arrivals:
        identity = completed(arrival.reading.identity, arrival.file_name)
        body = registry.resolve(identity)
        stated.append((arrival, body, (body.department_id, identity.fiscal_year, identity.stage, identity.level)))
    complete = [s for s in stated if s[2][0] and None not in s[2]]
    result = []
    for arrival, body, key in stated:
        if not key[0] or None in key:
            # without a department only the folder says whose it is; with one the run is enough
            fitting = {
                k: b
                for a, b, k in complete
                if a.run == arrival.run and (key[0] or a.folder == arrival.folder) and _fits(key, k)
            }
            if len(fitting) == 1:
                key, body = next(iter(fitting.items()))
        result.append((arrival, body, key))
    return result


def _fits(partial: Key, complete: Key) -> bool:
    return all(p in (None, "", c) for p, c in zip(partial, complete, strict=True))


def _versions(members: list[Arrival]) -> list[_Version]:
    """The versions of one disclosure, from its documents in order of receipt."""
    versions: list[_Version] = []
    for run in sorted({a.run for a in members}):
        for number, layer in enumerate(_layers([a for a in members if a.run == run])):
            before = versions[-1] if versions else None
            forms = frozenset().union(*(a.forms for a in layer))
            if before and not any(a.forms & forms for a in before.arrivals):
                before.arrivals.extend(layer)
                continue
            version = _Version(layer, layer[0].received_at)
            if before:
                version.contradicts = contradiction(before.arrivals, layer) if number else None
                if version.contradicts:
                    before.contradicts = before.contradicts or version.contradicts
                unsaid = [a for a in before.arrivals if not a.forms & forms]
                before.arrivals = [a for a in before.arrivals if a.forms & forms]
                version.arrivals = unsaid + layer
            versions.append(version)
    return versions


def _layers(together: list[Arrival]) -> list[list[Arrival]]:
    """Documents received together, put into as few complementary sets as their order allows."""
    layers: list[list[Arrival]] = []
    for arrival in together:
        fitting = (layer for layer in layers if not any(a.forms & arrival.forms for a in layer))
        if (layer := next(fitting, None)) is None:
            layers.append([arrival])
        else:
            layer.append(arrival)
    return layers


def _disclosure(
    key: Key, alone: str, body: Department, number: int, version: _Version, later: _Version | None
) -> Disclosure:
    department_id, year, stage, level = key
    natural = [department_id, year, stage, level, number, *([alone] if alone else [])]
    disclosure = Disclosure(
        stable_id(*natural), department_id, body.department_code, body.department_name, year, stage, level,
        version=number, is_current=later is None, known_from=version.known_from,
        known_to=later.known_from if later else None,
    )  # fmt: skip
    for arrival in version.arrivals:
        reading = arrival.reading
        disclosure.documents.append(
            DocumentRow(
                reading.document_id,
                reading.sha256,
                arrival.file_name,
                reading.format,
                reading.page_count,
                disclosure.disclosure_id,
                arrival.received_at,
            )
        )
        for name in ("cells", "claims", "projects", "indicators", "passages"):
            records = getattr(reading, name)
            for record in records:
                record.disclosure_id = disclosure.disclosure_id
            getattr(disclosure, name).extend(records)
        disclosure.refusals.extend(reading.refusals)
        disclosure.refusals.extend(conflicts(reading.identity, arrival.file_name, reading.document_id))
    if version.contradicts and later is None:
        disclosure.refusals.append(version.contradicts)
    return disclosure
