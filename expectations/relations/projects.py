"""Project performance forms: their money against the function rows, their cost targets and mid-term plans."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from expectations.assignment import assign
from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import FAILS, HOLDS, UNDECIDED, Judgement, judge_sum
from expectations.relations.counts import annual_totals
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided, undecided
from expectations.relations.rollup import children, coded_rows, table_column
from expectations.relations.sums import instance_name, subject_of
from expectations.selectors import Identity

TOTAL_OF = {"annual": "annual_total", "mid_term": "mid_term_total"}


def assign_projects(identity: Identity, book: Book) -> Iterable[Outcome]:
    """The project money of each function row is the sum of some of the project forms, each form used once.

    The forms do not say which function they belong to; an assignment by amounts is looked for, column by column of
    the kinds of project, and shown as what it is. Where there is none nothing is said: the totals are judged elsewhere.
    """
    lacking = Unevaluated(identity)
    forms = [f for f in annual_totals(book) if f.printed.atoms]
    rows = coded_rows(f for rule in identity.terms for f in book.select(rule.selector))
    if not forms or not rows:
        lacking.add("not_printed" if forms else "form_not_printed", *subject_of(identity.total[0]))
        yield from lacking.outcomes()
        return
    rows = [f for f in rows if f.ordinal == rows[0].ordinal]
    by_measure: dict[tuple, list[Figure]] = {}
    for figure in rows:
        by_measure.setdefault(table_column(figure), []).append(figure)
    lowest = {
        key: [f for f in figures if (f.unit, f.code) not in children(figures)[1]] for key, figures in by_measure.items()
    }
    whole = [f for key, figures in lowest.items() if key[3] == "project" for f in figures if f.printed.atoms]
    parts = [f for key, figures in lowest.items() if key[3] != "project" for f in figures if f.printed.atoms]
    targets = parts or whole
    found = assign([f.printed for f in targets], [f.printed for f in forms])
    if found is None:
        yield undecided(identity, "assignment", "no_assignment", subject="project_performance", subject_kind="form")
        return
    by_code: dict[tuple, list[Figure]] = {}
    for target, chosen in zip(targets, found, strict=True):
        own = [forms[n] for n in chosen]
        by_code.setdefault((target.unit, target.code), []).extend(own)
        if parts:
            yield matched(identity, target, own)
    for figure in whole if parts else targets:
        yield matched(identity, figure, sorted(by_code.get((figure.unit, figure.code), []), key=lambda f: f.order))


def matched(identity: Identity, row: Figure, forms: list[Figure]) -> Outcome:
    judgement = judge_sum(row.printed, [(1, f.printed) for f in forms])
    terms = [Term(row, 1, "reported"), *(Term(f, 1, "computed") for f in forms)]
    return decided(identity, instance_name(row, ()), judgement, terms)


def targets_of(identity: Identity, book: Book) -> dict[tuple[str | None, str | None], list[Figure]]:
    """Money targets by project form and horizon."""
    by_form: dict[tuple[str | None, str | None], list[Figure]] = {}
    for figure in (f for s in identity.total for f in book.select(s)):
        if figure.quantity == "money" and figure.project is not None:
            by_form.setdefault((figure.project, figure.horizon), []).append(figure)
    return by_form


def funds_of(book: Book, project: str | None, horizon: str | None) -> Figure | None:
    return next(
        (
            f
            for f in book.figures
            if f.source == "project" and f.project == project and f.measure == TOTAL_OF.get(horizon or "")
        ),
        None,
    )


def cost_target(identity: Identity, book: Book) -> Iterable[Outcome]:
    """The cost target of a form is the money it asks for: annual against annual, mid-term against mid-term. Several
    money targets either add to the funds or are parts of them, of which nothing can be said."""
    lacking = Unevaluated(identity)
    by_form = targets_of(identity, book)
    for (project, horizon), targets in by_form.items():
        funds = funds_of(book, project, horizon)
        if funds is None:
            lacking.add("term_not_printed", TOTAL_OF.get(horizon or "", ""), "project")
            continue
        equal = next((t for t in targets if judge_sum(t.printed, [(1, funds.printed)]).verdict != FAILS), None)
        if equal is not None or len(targets) == 1:
            target = equal or targets[0]
            judgement = judge_sum(target.printed, [(1, funds.printed)])
            terms = [Term(target, 1, "reported"), Term(funds, 1, "computed")]
            yield decided(identity, instance_name(target, ()), judgement, terms)
            continue
        judgement = judge_sum(funds.printed, [(1, t.printed) for t in targets])
        if judgement.verdict == FAILS:
            lacking.add("several_targets", "project_performance", "form")
            continue
        terms = [Term(funds, 1, "reported"), *(Term(t, 1, "computed") for t in targets)]
        yield decided(identity, instance_name(targets[0], ()), judgement, terms)
    if not by_form:
        lacking.add("not_printed", "target", "project")
    yield from lacking.outcomes()


def joint_cost_target(identity: Identity, book: Book) -> Iterable[Outcome]:
    """The diagnosis as a result of its own: forms of one project state one target, the sum of their funds."""
    names: dict[str, list[str]] = {}
    for project in book.projects:
        names.setdefault(project.project_name, []).append(project.project_id)
    by_form = targets_of(identity, book)
    for name, ids in sorted(names.items()):
        targets = [t for project in ids for t in by_form.get((project, "annual"), [])]
        funds = [f for project in ids if (f := funds_of(book, project, "annual")) is not None]
        if len(ids) < 2 or len(targets) < 2 or len(funds) != len(ids) or len({t.printed.atoms for t in targets}) > 1:
            continue
        judgement = judge_sum(targets[0].printed, [(1, f.printed) for f in funds])
        if judgement.verdict != FAILS and all(f.printed.atoms != targets[0].printed.atoms for f in funds):
            terms = [Term(t, 1 if t is targets[0] else 0, "reported") for t in targets]
            terms += [Term(f, 1, "computed") for f in funds]
            outcome = decided(identity, instance_name(targets[0], ()), judgement, terms)
            outcome.facts = {"name": name, "joint": (set(ids), targets[0].printed.atoms)}
            yield outcome


def mid_term_multiple(identity: Identity, book: Book) -> Iterable[Outcome]:
    """A level three-year plan asks three times the annual figure. No obligation: any other plan is undecided."""
    lacking = Unevaluated(identity)
    years = int(str(identity.parameters["years"]))
    pairs = list(plan_pairs(identity, book))
    if not pairs:
        lacking.add("not_printed", *subject_of(identity.total[0]))
    for mid_term, annual in pairs:
        judgement = judge_sum(mid_term.printed, [(years, annual.printed)])
        if judgement.verdict == FAILS:
            judgement = Judgement(UNDECIDED, judgement.reported, judgement.computed, Fraction(judgement.allowed))
        terms = [Term(mid_term, 1, "reported"), Term(annual, years, "computed")]
        outcome = decided(identity, instance_name(mid_term, ()), judgement, terms, mid_term.quantity)
        if outcome.verdict == UNDECIDED:
            outcome.reason, outcome.severity = "not_an_obligation", "notice"
        elif outcome.verdict != HOLDS:
            outcome.severity = "notice"
        yield outcome
    yield from lacking.outcomes()


def plan_pairs(identity: Identity, book: Book) -> Iterable[tuple[Figure, Figure]]:
    """Mid-term and annual figures of one form: funds by measure, indicators by kind, unit and order of printing."""
    groups: dict[tuple, tuple[list[Figure], list[Figure]]] = {}
    for figure in (f for s in identity.total for f in book.select(s)):
        if figure.project is None or figure.quantity == "percent":
            continue
        mid_term = figure.horizon == "mid_term" or (figure.measure or "").startswith("mid_term")
        key = (figure.ordinal, figure.source, figure.kind, figure.unit_name if figure.source == "indicator" else None)
        groups.setdefault(key, ([], []))[0 if mid_term else 1].append(figure)
    for mid_terms, annuals in groups.values():
        if len(mid_terms) == len(annuals):
            yield from zip(mid_terms, annuals, strict=True)
