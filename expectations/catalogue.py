"""The identity files: loading and validation.

Belongs here: that an `identities/<identity_id>.yml` says only what it may, with a clear message where it does not.
Does not belong here: evaluating an identity (`relations/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from expectations.grammar import (
    COORDINATES,
    FAMILIES,
    MISSING,
    OPTIONAL,
    RELATIONS,
    REQUIRED,
    SEVERITIES,
    TERM_EXTRAS,
    WHEN,
)
from expectations.selectors import Identity, IdentityFileError, Selector, TermRule, parse_selector
from expectations.vocabulary import LOADER

IDENTITIES = Path(__file__).parent / "identities"


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
    if missing not in MISSING:
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
        parameters={
            name: parse_selector(value, f"{place}.parameters.{name}") if isinstance(value, Mapping) else value
            for name, value in (raw.get("parameters") or {}).items()
        },
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
