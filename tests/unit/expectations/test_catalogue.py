"""Identity files: what they may say, and how clearly a mistake in one is named."""

from __future__ import annotations

import pytest

from expectations.catalogue import IDENTITIES, IdentityFileError, parse_identity
from expectations.explain import explanations
from expectations.identity import load_identities
from expectations.pages import markdown
from expectations.relations import RELATIONS
from expectations.wording import messages

GOOD = {
    "statement": {"zh": "甲 = 乙", "en": "a = b"},
    "family": "row",
    "section": "R1",
    "severity": "error",
    "ground": "logic",
    "advice": {"zh": "核对", "en": "check"},
    "relation": "sum",
    "total": {"form": "three_public", "measure": "total"},
    "terms": [{"form": "three_public", "measure": "basic"}],
}


def test_every_file_is_an_identity_and_names_a_relation_that_exists() -> None:
    identities = load_identities()
    assert [i.identity_id for i in identities] == sorted(p.stem for p in IDENTITIES.glob("*.yml"))
    assert {i.relation for i in identities} <= set(RELATIONS)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"relation": "equals"}, "relation"),
        ({"severity": "fatal"}, "severity"),
        ({"family": "rows"}, "family"),
        ({"advice": {"zh": "核对"}}, "advice"),
        ({"tolerance": "0.05"}, "tolerance"),
        ({"total": {"form": "no_such_form"}}, "no_such_form"),
        ({"total": {"formular": "three_public"}}, "formular"),
        ({"terms": [{"measure": "basicc"}]}, "basicc"),
        ({"terms": [{"measure": "basic", "weight": 0.5}]}, "weight"),
        ({"terms": [{"measure": "basic", "if_missing": "guess"}]}, "if_missing"),
        ({"each": ["page"]}, "page"),
        ({"when": {"on_sundays": True}}, "on_sundays"),
    ],
)
def test_a_mistake_is_named_with_its_file(change: dict, named: str) -> None:
    with pytest.raises(IdentityFileError, match=named) as error:
        parse_identity("mistaken", GOOD | change)
    assert "expectations/identities/mistaken.yml" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_field_is_named() -> None:
    with pytest.raises(IdentityFileError, match="missing ground"):
        parse_identity("mistaken", {k: v for k, v in GOOD.items() if k != "ground"})


def test_explanations_of_the_catalogue_have_sentences_in_both_languages() -> None:
    used = {i.explanation for i in load_identities() if i.explanation}
    used |= {t.explanation for i in load_identities() for t in i.terms if t.explanation}
    assert used <= set(explanations())
    assert all(e["zh"] and e["en"] for e in explanations().values())


def test_both_languages_say_the_same_sentences() -> None:
    assert messages()["zh"].keys() == messages()["en"].keys()


@pytest.mark.parametrize("identity", load_identities(), ids=lambda i: i.identity_id)
def test_a_page_states_the_identity_in_both_languages(identity) -> None:
    page = markdown(identity)
    assert page.startswith(f"# {identity.statement_zh}\n")
    for text in (identity.statement_en, identity.identity_id, identity.advice_zh, identity.advice_en, identity.ground):
        assert text in page
