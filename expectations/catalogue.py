"""The identity files: loading, validation and the selectors in them.

Belongs here: what an `identities/<identity_id>.yml` may say, with a clear message where it says something else. Does
not belong here: evaluating an identity (`relations/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from expectations.vocabulary import vocabulary

IDENTITIES = Path(__file__).parent / "identities"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FAMILIES = [
    "row",
    "column",
    "cross_form",
    "narrative",
    "narrative_to_form",
    "share",
    "change",
    "count",
    "performance",
    "final_account",
    "completeness",
    "plausibility",
    "year_over_year",
]
RELATIONS = [
    "sum",
    "at_most",
    "at_least",
    "hierarchy",
    "lost_lines",
    "claim_equals_cell",
    "repeated_claim",
    "share",
    "shares_sum",
    "change_percent",
    "ratio_of_the_two_years",
    "implied_prior",
    "implied_prior_equals_prior",
    "count_projects",
    "sum_projects",
    "assign_projects",
    "cost_target",
    "joint_cost_target",
    "mid_term_multiple",
    "announced_forms",
    "empty_statement",
    "unpaid_count",
]
SEVERITIES = ("error", "warning", "notice")
COORDINATES = frozenset(
    [
        "source",
        "form",
        "ordinal",
        "measure",
        "row_kind",
        "line_item",
        "code",
        "level",
        "side",
        "basis",
        "unit",
        "row",
        "topic",
        "section",
        "base",
        "period",
        "horizon",
        "kind",
        "project",
        "fragment",
        "variant",
    ]
)
TERM_EXTRAS = frozenset({"weight", "optional", "if_missing", "many", "shared", "or", "explanation", "rollup"})
WHEN = frozenset({"agree", "disagree", "stage", "single_unit", "printed", "absent", "zero", "project_count_covered"})
REQUIRED = ("statement", "family", "relation", "severity", "ground", "advice", "section")
OPTIONAL = [
    "each",
    "where",
    "total",
    "terms",
    "when",
    "explanation",
    "parameters",
    "treatment",
    "in_force",
]  # everything else is a spelling mistake


class IdentityFileError(ValueError):
    """An identity file that cannot be used: names the file, the field and what is expected there."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Chooses figures by their coordinates: each coordinate must be one of the given values (null = not set)."""

    coordinates: tuple[tuple[str, frozenset[str | None]], ...]

    def merged(self, other: Selector) -> Selector:
        """Both conditions; a coordinate named in both is taken from `self`."""
        mine = {name for name, _ in self.coordinates}
        return Selector(self.coordinates + tuple(c for c in other.coordinates if c[0] not in mine))

    def get(self, name: str) -> frozenset[str | None] | None:
        return next((values for key, values in self.coordinates if key == name), None)


@dataclass(frozen=True, slots=True)
class TermRule:
    """One addend: the figures it takes, its integer weight, and what its absence means (`if_missing`: zero, undecided,
    incomplete, or null = the identity cannot be evaluated). `alternatives` are tried where it is not printed."""

    selector: Selector
    weight: int = 1
    if_missing: str | None = None
    many: bool = False
    shared: bool = False
    rollup: bool = False
    explanation: str | None = None
    alternatives: tuple[TermRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity of the catalogue, as declared in its file."""

    identity_id: str
    statement_zh: str
    statement_en: str
    family: str
    relation: str
    severity: str
    ground: str
    advice_zh: str
    advice_en: str
    section: str
    each: tuple[str, ...] = ()
    total: tuple[Selector, ...] = ()
    terms: tuple[TermRule, ...] = ()
    when: Mapping[str, object] = field(default_factory=dict)
    explanation: str | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)


def parse_selector(raw: object, place: str) -> Selector:
    """A mapping of coordinates to a value or a list of values. Raises IdentityFileError for any other."""
    if not isinstance(raw, Mapping):
        raise IdentityFileError(f"{place}: expected a mapping of coordinates, found {raw!r}")
    coordinates = []
    for name, value in raw.items():
        if name not in COORDINATES:
            raise IdentityFileError(f"{place}: unknown coordinate {name!r}; known are {', '.join(sorted(COORDINATES))}")
        values = frozenset(None if v is None else str(v) for v in (value if isinstance(value, list) else [value]))
        known = vocabulary().known.get(name)
        if known is not None and (strange := sorted(v for v in values if v is not None and v not in known)):
            raise IdentityFileError(f"{place}.{name}: {', '.join(strange)} is not declared in seeds/ or the vocabulary")
        coordinates.append((name, values))
    return Selector(tuple(coordinates))


def parse_term(raw: object, where: Selector, place: str) -> TermRule:
    """One entry of `terms`. Raises IdentityFileError where it is malformed."""
    if not isinstance(raw, Mapping):
        raise IdentityFileError(f"{place}: expected a mapping, found {raw!r}")
    extras = {k: v for k, v in raw.items() if k in TERM_EXTRAS}
    selector = parse_selector({k: v for k, v in raw.items() if k not in TERM_EXTRAS}, place)
    weight = extras.get("weight", 1)
    if not isinstance(weight, int) or isinstance(weight, bool) or weight == 0:
        raise IdentityFileError(f"{place}.weight: expected a whole number other than 0, found {weight!r}")
    missing = extras.get("if_missing", "zero" if extras.get("optional") else None)
    if missing not in (None, "zero", "undecided", "incomplete"):
        raise IdentityFileError(f"{place}.if_missing: expected zero, undecided or incomplete, found {missing!r}")
    return TermRule(
        selector=selector.merged(where),
        weight=weight,
        if_missing=missing,
        many=bool(extras.get("many", False)),
        shared=bool(extras.get("shared", False)),
        rollup=bool(extras.get("rollup", False)),
        explanation=extras.get("explanation"),
        alternatives=tuple(
            parse_term(alternative, where, f"{place}.or[{n}]") for n, alternative in enumerate(extras.get("or", []))
        ),
    )


def parse_identity(identity_id: str, raw: object) -> Identity:
    """The content of one file. Raises IdentityFileError naming the field and the remedy."""
    place = f"expectations/identities/{identity_id}.yml"
    if not isinstance(raw, Mapping):
        raise IdentityFileError(f"{place}: the file must be a mapping")
    if missing := [name for name in REQUIRED if name not in raw]:
        raise IdentityFileError(f"{place}: missing {', '.join(missing)}")
    if strange := [name for name in raw if name not in REQUIRED and name not in OPTIONAL]:
        raise IdentityFileError(f"{place}: unknown field {', '.join(map(str, strange))}")
    for name, allowed in (("family", FAMILIES), ("relation", RELATIONS), ("severity", SEVERITIES)):
        if raw[name] not in allowed:
            raise IdentityFileError(f"{place}.{name}: {raw[name]!r} is none of {', '.join(allowed)}")
    for name in ("statement", "advice"):
        if not isinstance(raw[name], Mapping) or not all(raw[name].get(lang) for lang in ("zh", "en")):
            raise IdentityFileError(f"{place}.{name}: needs a sentence under zh and one under en")
    when = raw.get("when") or {}
    if strange := [name for name in when if name not in WHEN]:
        raise IdentityFileError(f"{place}.when: unknown condition {', '.join(strange)}")
    each = tuple(raw.get("each", ()))
    if strange := [name for name in each if name not in COORDINATES]:
        raise IdentityFileError(f"{place}.each: unknown coordinate {', '.join(strange)}")
    where = parse_selector(raw.get("where", {}), f"{place}.where")
    totals = raw.get("total", [])
    totals = totals if isinstance(totals, list) else [totals]
    return Identity(
        identity_id=identity_id,
        statement_zh=raw["statement"]["zh"],
        statement_en=raw["statement"]["en"],
        family=raw["family"],
        relation=raw["relation"],
        severity=raw["severity"],
        ground=str(raw["ground"]),
        advice_zh=raw["advice"]["zh"],
        advice_en=raw["advice"]["en"],
        section=str(raw["section"]),
        each=each,
        total=tuple(parse_selector(t, f"{place}.total").merged(where) for t in totals),
        terms=tuple(parse_term(t, where, f"{place}.terms[{n}]") for n, t in enumerate(raw.get("terms", []))),
        when={name: parse_condition(name, value, f"{place}.when.{name}") for name, value in when.items()},
        explanation=raw.get("explanation"),
        parameters=dict(raw.get("parameters") or {}),
    )


def parse_condition(name: str, value: object, place: str) -> object:
    """Selectors inside a condition are parsed; plain values stay."""
    if name in ("agree", "disagree"):
        if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
            raise IdentityFileError(f"{place}: expected a list of pairs of selectors")
        return tuple(tuple(parse_selector(side, place) for side in pair) for pair in value)
    if name in ("printed", "absent", "zero"):
        return tuple(parse_selector(one, place) for one in (value if isinstance(value, list) else [value]))
    return value


@lru_cache(maxsize=1)
def load_identities() -> tuple[Identity, ...]:
    """Every identity of the catalogue, sorted by id. Raises IdentityFileError for a file that cannot be used."""
    loaded = []
    for path in sorted(IDENTITIES.glob("*.yml")):
        try:
            raw = yaml.load(path.read_bytes(), Loader=LOADER)
        except yaml.YAMLError as error:
            line = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
            raise IdentityFileError(f"expectations/identities/{path.name}: line {line} is not valid YAML") from error
        loaded.append(parse_identity(path.stem, raw))
    return tuple(loaded)
