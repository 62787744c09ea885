"""From failing results to root causes: which figures are thought wrong, and which results one mistake explains.

Belongs here: grouping (`fault_group`) and suspects. A definite explanation (`explanations.yml`) is one root cause a
disclosure; other failing results that share figures are repaired together by the fewest changed figures
(Fellegi-Holt). Does not belong here: the search itself (`repair.py`), kinds of mistake (`explain.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dagster_project.records import SuspectCell
from expectations.certainty import take_back
from expectations.definite import absorb, group_definite
from expectations.elsewhere import Elsewhere
from expectations.explain import UNEXPLAINED, is_definite
from expectations.figures import Figure
from expectations.identity import FAILS, INCOMPLETE
from expectations.ranking import agrees, kind_of, mending_most, preference
from expectations.relations.outcome import Outcome
from expectations.repair import Repair, System, percentage_holds
from expectations.rows import MISSING, TWICE, missing_rows, repeated_rows
from expectations.suspects import (
    Names,
    of_percentage,
    of_reported,
    of_reversed,
    suspect_row,
)
from expectations.swaps import SHIFTED, SWAPPED, exchanges, in_one_line, kind_of_move

# Results between disclosures, and remarks: they say that something differs, seldom what. Other results locate it.
LEFT_TO_OTHERS = ("another_disclosure", "listed_without_money")


def localise(
    outcomes: Sequence[Outcome], disclosure_id: str | None, elsewhere: Elsewhere | None = None
) -> list[SuspectCell]:
    """Sets `fault_group` and what is left of `explanation`, and returns the suspects, ordered by group and rank."""
    names = Names()
    definite: dict[str, str] = {}
    suspects: list[SuspectCell] = []
    system = System(outcomes)
    system.elsewhere = elsewhere
    open_results: list[Outcome] = []
    told: list[Outcome] = []
    for outcome in outcomes:
        if outcome.explanation in LEFT_TO_OTHERS and outcome.verdict in (FAILS, INCOMPLETE, "undecided"):
            system.witnesses.append(outcome)
        elif is_definite(outcome.explanation) and outcome.verdict in (FAILS, INCOMPLETE, "undecided"):
            group_definite(outcome, definite, names)
            told.append(outcome)
            if outcome.verdict == FAILS and outcome.explanation == "direction_reversed":
                named = {s.claim_id for s in suspects}
                suspects += [s for s in of_reversed(outcome, disclosure_id) if s.claim_id not in named]
            elif outcome.facts.get("stated"):
                pass  # the text says why the two differ: neither figure is thought wrong
            elif outcome.verdict == FAILS and outcome.identity.relation != "shares_sum":
                suspects += of_reported(outcome, disclosure_id)
        elif outcome.verdict == INCOMPLETE:
            outcome.fault_group = names.new(outcome.explanation or "part_missing")
        elif outcome.verdict == FAILS:
            open_results.append(outcome)
    absorb(told, open_results, system)
    linear = [o for o in open_results if o.linear and o.fault_group is None]
    percentages = [o for o in open_results if not o.linear and o.fault_group is None]
    suspects += whole_rows(linear, percentages, system, names, disclosure_id)
    linear = [o for o in linear if o.fault_group is None]
    for rivals, mended in exchanges(linear, system):
        ranked = sorted(mending_most(rivals, percentages, system), key=lambda r: preference(r, mended, system))
        kind = kind_of_move(ranked[0])
        suspects += report(ranked, mended, percentages, system, names, disclosure_id, kind)
    linear = [o for o in linear if o.fault_group is None]
    for component in components(linear, system):
        suspects += locate(component, percentages, system, names, disclosure_id)
    for outcome in percentages:
        if outcome.fault_group is None:
            suspects += of_percentage(outcome, system, names, disclosure_id)
    for outcome in system.witnesses:
        if outcome.fault_group is None:
            group_definite(outcome, definite, names)
            if outcome.verdict == FAILS:
                suspects += of_reported(outcome, disclosure_id)
    take_back(suspects, outcomes, system)
    return suspects


def whole_rows(
    linear: list[Outcome], percentages: list[Outcome], system: System, names: Names, disclosure_id: str | None
) -> list[SuspectCell]:
    """Rows printed twice, with their figures as suspects, and rows left out, which have none."""
    suspects: list[SuspectCell] = []
    for repair, mended in repeated_rows(linear, system):
        mended = [o for o in mended if o.fault_group is None]
        if mended:
            suspects += report([repair], mended, percentages, system, names, disclosure_id, TWICE)
    if system.elsewhere is not None:
        for figure, own in missing_rows([o for o in linear if o.fault_group is None], system.elsewhere):
            group = names.new(MISSING)
            for outcome in own:
                outcome.fault_group, outcome.explanation = group, MISSING
                outcome.facts["missing_row"] = figure
    return suspects


def components(failing: Sequence[Outcome], system: System) -> list[list[Outcome]]:
    """Failing results connected by shared figures, in order of the first result of each."""
    owner: dict[tuple[str, str], list[Outcome]] = {}
    groups: list[list[Outcome]] = []
    for outcome in failing:
        touching = {id(owner[p]): owner[p] for p in system.coefficients[id(outcome)] if p in owner}
        merged = [o for group in touching.values() for o in group] + [outcome]
        groups = [g for g in groups if id(g) not in touching] + [merged]
        for o in merged:
            for place in system.coefficients[id(o)]:
                owner[place] = merged
    order = {id(o): n for n, o in enumerate(failing)}
    return sorted((sorted(g, key=lambda o: order[id(o)]) for g in groups), key=lambda g: order[id(g[0])])


def locate(
    component: list[Outcome], percentages: list[Outcome], system: System, names: Names, disclosure_id: str | None
) -> list[SuspectCell]:
    """The suspects of one component: every smallest repair, or the most promising figures one after the other."""
    repairs, whole = system.repairs(component), True
    if not repairs:
        repairs = system.repairs(component, percentages=False)
    if not repairs:
        repairs, whole = system.solved(component)
    if not repairs or not whole:
        return peel(component, percentages, system, names, disclosure_id)
    repairs = mending_most(repairs, percentages, system)
    ranked = sorted(repairs, key=lambda r: preference(r, component, system))
    suspects: list[SuspectCell] = []
    ranked = [with_percentage(r, component, percentages, system) for r in ranked]
    best = ranked[0]
    if kind := moved(best):
        return report(ranked, component, percentages, system, names, disclosure_id, kind)
    if len(ranked) == 1:  # each figure of the one repair is a root cause of its own
        taken: set[int] = set()
        touched = [(r, [o for o in component if touches(r, o, system)]) for r in causes(best)]
        for repair, results in sorted(touched, key=lambda t: len(t[1])):  # what only one of them explains is its own
            own = [o for o in results if id(o) not in taken]
            taken |= {id(o) for o in own}
            suspects += report([repair], own, percentages, system, names, disclosure_id, evidence=component)
        return suspects
    return report(ranked, component, percentages, system, names, disclosure_id)


def touches(repair: Repair, outcome: Outcome, system: System) -> bool:
    """Whether a repair changes a figure of the result."""
    return any(figure.place in system.coefficients[id(outcome)] for figure, _ in repair.changes)


def causes(repair: Repair) -> list[Repair]:
    """The changes of a repair by root cause: one and the same wrong statement made twice is one mistake."""
    groups: dict[tuple, list[tuple[Figure, Fraction]]] = {}
    for figure, delta in repair.changes:
        same = (figure.topic, figure.code, figure.printed.atoms, delta)
        groups.setdefault(same if figure.source == "claim" else figure.place, []).append((figure, delta))
    return [Repair(tuple(changes), repair.broken) for changes in groups.values()]


def with_percentage(repair: Repair, explained: list[Outcome], percentages: list[Outcome], system: System) -> Repair:
    """A percentage thought wrong because its shares do not add up is set right by its amounts, to the last digit."""
    if len(repair.changes) != 1 or repair.changes[0][0].quantity != "percent":
        return repair
    figure = repair.changes[0][0]
    for outcome in percentages:
        if outcome.terms[0].figure is figure and outcome.computed is not None:
            delta = outcome.computed - figure.printed.atoms
            if all(system.holds(o, {figure.place: delta}) for o in explained):
                return Repair(((figure, delta),), repair.broken)
    return repair


def peel(
    component: list[Outcome], percentages: list[Outcome], system: System, names: Names, disclosure_id: str | None
) -> list[SuspectCell]:
    """Several mistakes at once, or a difference of definition: the figure that mends the most, then the rest."""
    suspects: list[SuspectCell] = []
    rest = list(component)
    while rest:
        repair = system.most_promising(rest)
        mended = []
        if repair is not None:
            changes = {f.place: d for f, d in repair.changes}
            mended = [o for o in rest if system.holds(o, changes)]
        if repair is None or not mended:
            group = names.new(UNEXPLAINED)
            for outcome in rest:
                outcome.fault_group, outcome.explanation = group, UNEXPLAINED
            break
        suspects += report([repair], mended, percentages, system, names, disclosure_id)
        rest = [o for o in rest if o not in mended]
    return suspects


def moved(repair: Repair) -> str | None:
    """Whether the figures of a repair only changed places: two exchanged, or a row shifted by a column."""
    right = {figure.place: figure.printed.atoms + delta for figure, delta in repair.changes}
    figures = [figure for figure, _ in repair.changes]
    if len(figures) < 2 or any(f.source != "cell" for f in figures):
        return None
    if sorted(map(Fraction, right.values())) != sorted(Fraction(f.printed.atoms) for f in figures):
        return None
    if len({f.row for f in figures}) == 1 and any(f.is_blank or not f.printed.atoms for f in figures):
        return SHIFTED
    if len(figures) == 2:
        return SWAPPED if in_one_line(*figures) else None
    return SHIFTED


def is_warning(outcomes: list[Outcome]) -> bool:
    """Whether nothing but a difference of definition speaks against a figure: it may be right as it is."""
    return all(o.severity != "error" for o in outcomes)


def report(
    ranked: list[Repair],
    explained: list[Outcome],
    percentages: list[Outcome],
    system: System,
    names: Names,
    disclosure_id: str | None,
    moved_as: str | None = None,
    evidence: list[Outcome] | None = None,
) -> list[SuspectCell]:
    """Names the group, sets it on the results it explains (percentages that hold once repaired included). The kind of
    mistake is read off the `evidence`, the results explained unless told."""
    figure, delta = ranked[0].changes[0]
    evidence = evidence or explained
    kind = moved_as or kind_of(figure, delta, evidence, system)
    group = names.new(kind)
    changes = {f.place: d for f, d in ranked[0].changes}
    system.mended |= changes
    own = list(explained)
    for outcome in percentages:
        touched = any(t.figure.place in changes for t in outcome.terms)
        if outcome.fault_group is None and touched and percentage_holds(outcome, changes):
            own.append(outcome)
    own += [o for o in system.witnesses if o.fault_group is None and agrees(o, changes, system)]
    for outcome in own:  # each result tells of the figure that it has itself
        places = {t.figure.place for t in outcome.terms}
        told, change = next(((f, d) for f, d in ranked[0].changes if f.place in places), ranked[0].changes[0])
        code = kind if told is figure else moved_as or kind_of(told, change, evidence, system)
        outcome.fault_group, outcome.explanation = group, code
        outcome.facts["suspect"] = (told, told.printed.atoms + change)
    unique = len(ranked) == 1 and not ranked[0].broken and not is_warning(own)
    suspects = []
    for rank, repair in enumerate(ranked, 1):
        for suspect, change in repair.changes:
            right = suspect.printed.atoms + change
            fault = (moved_as if repair is ranked[0] else None) or kind_of(suspect, change, evidence, system)
            suspects.append(suspect_row(suspect, right, fault, group, rank, len(own), unique, disclosure_id))
    return suspects
