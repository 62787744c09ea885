"""The prose of a disclosure: phrases chosen for the department, their figures from the same ledger as the forms'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dagster_project.simulator import narrative_topics as topics
from dagster_project.simulator.chance import chance
from dagster_project.simulator.document import Paragraph, Statement
from dagster_project.simulator.family import Publisher
from dagster_project.simulator.figures import economic_name, function_name
from dagster_project.simulator.ledger import Ledger
from dagster_project.simulator.numbers import Dress, percent

_TOKEN = re.compile(r"\{(\w+)(?::([\w/]+))?\}")
Part = str | Statement


@cache
def prose() -> dict[str, Any]:
    """words/narrative.yml."""
    return yaml.safe_load((Path(__file__).parent / "words" / "narrative.yml").read_text(encoding="utf-8"))


class Teller:
    """Tells the sections of one disclosure. `prior` is the same body's ledger of the year before and the same stage,
    `planned` the year's budget where the document is a final account."""

    def __init__(
        self, publisher: Publisher, ledger: Ledger, prior: Ledger, planned: Ledger | None, words: dict[str, str]
    ) -> None:
        self.publisher, self.ledger, self.prior, self.planned, self.words = publisher, ledger, prior, planned, words
        self.dress = Dress(
            "万元",
            2,
            publisher.dress.separators and publisher.family["family"] != "henan",
            wide=publisher.dress.wide,
        )
        self.family = prose()["families"][publisher.family["narrative"]]
        self.key = (ledger.department.seed, "phrase", ledger.department.number)

    def sections(self) -> Iterator[tuple[str, list[Paragraph]]]:
        """(heading, paragraphs) of each section of the family, in order."""
        for section in self.family["sections"]:
            heading = section["heading"].format(**self.words)
            paragraphs: list[Paragraph] = []
            for place, slot in enumerate(section["says"]):
                paragraphs += self._slot(slot, f"{heading}/{place}")
            yield heading, paragraphs

    def _slot(self, slot: dict[str, Any], key: str) -> list[Paragraph]:
        if "subheading" in slot:
            return [Paragraph([slot["subheading"].format(**self.words)], heading=4)]
        if "items" in slot:
            return list(self._items(slot["items"]))
        if "when" in slot and not topics.money(self.ledger, slot["when"]):
            return []
        if "unless" in slot and topics.money(self.ledger, slot["unless"]):
            return []
        phrase = chance(*self.key, key).choice(slot["any"])
        return [Paragraph(self.parts(phrase))]

    def parts(self, phrase: str) -> list[Part]:
        """A phrase with its tokens replaced."""
        parts: list[Part] = []
        end = 0
        for token in _TOKEN.finditer(phrase):
            parts.append(phrase[end : token.start()])
            parts += self._token(token[1], token[2] or "")
            end = token.end()
        parts.append(phrase[end:])
        return [part for part in parts if part != ""]

    def _token(self, name: str, topic: str) -> list[Part]:
        if name == "amount":
            return [self.amount(topic, topics.money(self.ledger, topic))]
        if name == "planned":
            assert self.planned is not None
            return [self.amount(topic, topics.money(self.planned, topic))]
        if name == "share":
            part, whole = topic.split("/")
            return [self._rate(topics.money(self.ledger, part), topics.money(self.ledger, whole), part)]
        if name == "completed":
            assert self.planned is not None
            return [self._rate(topics.money(self.ledger, topic), topics.money(self.planned, topic), topic)]
        if name == "changed":
            return self.changed(topic, topics.money(self.ledger, topic), topics.money(self.prior, topic))
        if name == "count":
            return [_count(topics.count(self.ledger, topic), topic)]
        if name == "score":
            text = topics.score(self.ledger)
            return [Statement(text, "performance_score", "count", "分", right=text)]
        if name == "revenues":
            return self._revenues()
        if name == "functions":
            return self._functions()
        if name == "large":
            return self._large()
        if name in ("personnel_names", "public_names"):
            return [self._names(("301", "303") if name == "personnel_names" else ("302", "310"))]
        return [str(self.words[name])]

    def amount(self, topic: str, fen: int, code: str = "") -> Statement:
        text = self.dress.number(fen, self.publisher.truncates) if fen else "0"
        return Statement(text, topic, "amount", "万元", amount=fen, right=text, code=code)

    def _rate(self, part: int, whole: int, topic: str, code: str = "", measure: str = "share_percent") -> Statement:
        text = percent(part, whole)
        return Statement(text, topic, measure, "%", right=text, code=code)

    def changed(self, topic: str, now: int, before: int, code: str = "") -> list[Part]:
        """The change against the year before, and why."""
        words = prose()
        text = self.dress.number(now - before).lstrip("-")
        unchanged = not text.strip("0.０．")  # by what is printed, which is what anyone compares
        direction = "flat" if unchanged else "up" if now > before else "down"
        if direction == "flat":
            before_word, word = words["flat"].format(prior=self.words["prior"]).split("|")
            return [before_word, Statement(word, topic, "change_amount", "", direction, 0, word, code)]
        up, rise = words["direction"][direction]
        draw = chance(*self.key, "change")
        phrase = draw.choice(words["changes"]) if before else words["from_nothing"]
        delta = Statement(text, topic, "change_amount", "万元", direction, abs(now - before), text, code)
        parts: list[Part] = []
        end = 0
        for token in _TOKEN.finditer(phrase):
            parts.append(phrase[end : token.start()])
            end = token.end()
            if token[1] == "delta":
                parts.append(delta)
            elif token[1] == "rate":
                rate = self._rate(now - before, before, topic, code, "change_percent")
                # "增长 0.00%" of a small change: what is printed is no change
                rate.direction = direction if rate.text.strip("0.%") else "flat"
                parts.append(rate)
            else:
                parts.append({"up": up, "rise": rise, "prior": str(self.words["prior"])}[token[1]])
        parts.append(phrase[end:])
        reason = chance(*self.key, "reason", topic, code, self.ledger.year).choice(words["reasons"][direction])
        parts.append(chance(*self.key, "because").choice(words["because"]).format(reason=reason))
        return [part for part in parts if part != ""]

    def _revenues(self) -> list[Part]:
        """Income by source with its share, where there is any."""
        final = self.ledger.stage == "final"
        named = (
            (("revenue_appropriation", "财政拨款收入"),)
            if final
            else (
                ("revenue_general_public_budget", "一般公共预算收入"),
                ("revenue_government_fund", "政府性基金预算收入"),
                ("revenue_state_capital", "国有资本经营预算收入"),
            )
        )
        whole = topics.money(self.ledger, "revenue_current_total" if final else "revenue_total")
        parts: list[Part] = []
        left = () if final else (("opening_carry_over", "上年结转"),)
        for topic, name in (*named, ("revenue_undertaking", "事业收入"), *left):
            fen = topics.money(self.ledger, topic)
            if fen:
                parts += ["；" if parts else "", f"{name} ", self.amount(topic, fen), " 万元，占 "]
                parts += [self._rate(fen, whole, topic), "%"]
        return [part for part in parts if part != ""]

    def _functions(self) -> list[Part]:
        """The general public budget by class with shares."""
        found = topics.functions(self.ledger, 3, ("general_public_budget",))
        whole = sum(fen for _, fen in found)
        parts: list[Part] = []
        for code, fen in found:
            parts += [
                "；" if parts else "",
                f"{function_name(code)} ",
                self.amount("function", fen, code),
                " 万元，占 ",
            ]
            parts += [self._rate(fen, whole, "function", code), "%"]
        return [part for part in parts if part != ""]

    def _items(self, what: str) -> Iterator[Paragraph]:
        """A numbered paragraph a class or an item."""
        uses = prose()["uses"]
        if what == "classes":
            before = dict(topics.functions(self.prior, 3, (*topics.FISCAL, "undertaking")))
            for number, (code, fen) in enumerate(topics.functions(self.ledger, 3, (*topics.FISCAL, "undertaking")), 1):
                name = function_name(code).removesuffix("支出")
                parts: list[Part] = [f"{number}．{name}（类）支出", self.amount("function", fen, code)]
                parts += [f"万元，主要用于{uses[code[:3]]}。"]
                change = self.changed("function", fen, before.get(code, 0), code)
                yield Paragraph([*parts, *change, "。"])
            return
        for number, (code, fen) in enumerate(topics.functions(self.ledger, 7), 1):
            path = "".join(
                f"{function_name(code[:level])}（{word}）" for level, word in ((3, "类"), (5, "款"), (7, "项"))
            )
            yield Paragraph(
                [f"{number}. “{path}”", self.amount("function", fen, code), f"万元，主要用于{uses[code[:3]]}。"]
            )

    def _large(self) -> list[Part]:
        number = topics.count(self.ledger, "performance_large_projects")
        if not number:
            return []
        return [
            "，其中 ",
            self.amount("performance_large_projects", topics.LARGE),
            " 万元及以上项目 ",
            _count(number, "performance_large_projects"),
            " 个，支出总额 ",
            self.amount("performance_large_projects", topics.money(self.ledger, "performance_large_projects")),
            " 万元",
        ]

    def _names(self, classes: tuple[str, ...]) -> str:
        codes = {x.economic for x in self.ledger.leaves if x.kind == "basic" and x.economic.startswith(classes)}
        return "、".join(economic_name(code) for code in sorted(codes))


def _count(number: int, topic: str) -> Statement:
    return Statement(str(number), topic, "count", "", right=str(number))
