"""How a suite is put to Great Expectations, and how its answer is read.

Belongs here: everything that knows the library's own shapes. Does not belong here: what is expected (`suites.py`).
The library takes seconds to import, so it is imported where it is used. Three of its habits are dealt with here:

- an expectation that broke is a failure like any other but for `exception_info`, in one of two shapes;
- nulls satisfy any set of values, so a column that must be 0 must also be told not to be null;
- no rows satisfy anything, so a suite says of itself whether its table may be empty.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expectations.gate_result import FAILED, FATAL, RAISED, SUCCESS, ExpectationRow

if TYPE_CHECKING:
    import pandas as pd

DETAILS = 20  # places named an expectation; the rest is counted

Row = Mapping[str, Any]
Bilingual = tuple[str, str]  # Chinese, English


def nothing_to_add(row: Row) -> Bilingual:
    return "", ""


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation as data: the library's class by name, its arguments, and the words for people.

    `only` keeps the rows whose column has this value. `describe` words one row that does not hold. `observed` says what
    was looked at; where it is not given, what the library observed.
    """

    name: str
    kind: str
    arguments: Mapping[str, object]
    severity: str
    message: Bilingual
    only: tuple[str, str] | None = None
    describe: Callable[[Row], Bilingual] = nothing_to_add
    observed: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """Expectations over the rows of one query; which ones may depend on the rows. `table` is what people call it by."""

    name: str
    table: str
    query: str
    expect: Callable[[pd.DataFrame], tuple[Expected, ...]]


def open_source() -> Any:
    """The library's pandas source, in a context that leaves nothing behind and reports to nobody."""
    from dagster_project.telemetry import silence

    silence()
    import great_expectations as gx

    # it insists on telling whoever listens to the root logger of its scratch folder
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    return context.data_sources.add_pandas("results")


def validate(source: Any, suite: Suite, frame: pd.DataFrame) -> list[ExpectationRow]:
    """The suite judged over its frame: a row for each expectation, in the order in which they stand."""
    import great_expectations as gx
    from great_expectations.expectations.row_conditions import Column

    asset = source.add_dataframe_asset(suite.name)
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch(batch_parameters={"dataframe": frame})
    library = gx.ExpectationSuite(suite.name)
    all_expected = suite.expect(frame)
    for number, expected in enumerate(all_expected):
        arguments = dict(expected.arguments)
        if expected.only:
            arguments["row_condition"] = Column(expected.only[0]) == expected.only[1]
        library.add_expectation(getattr(gx.expectations, expected.kind)(**arguments, meta={"number": number}))
    answers = batch.validate(library, result_format={"result_format": "COMPLETE"}).results
    answer_of = {answer.expectation_config.meta["number"]: answer for answer in answers}  # the library reorders them
    return [judged(suite, expected, answer_of[number], frame) for number, expected in enumerate(all_expected)]


def judged(suite: Suite, expected: Expected, answer: Any, frame: pd.DataFrame) -> ExpectationRow:
    """One answer of the library as a row."""
    if reason := raised(answer.exception_info):
        return broken(suite, reason, expected.name, expected.message)
    if (observed := expected.observed) is None:
        if "element_count" in answer.result:
            rows, strange = answer.result["element_count"], answer.result["unexpected_count"]
            observed = (f"{rows} 行，不符 {strange} 行", f"{rows} rows, {strange} against")
        else:
            observed = (str(answer.result.get("observed_value") or ""),) * 2
    details: list[Bilingual] = []
    if not answer.success:
        places = answer.result.get("unexpected_index_list") or []
        details = [expected.describe(frame.loc[place]) for place in places[:DETAILS]]
        if len(places) > DETAILS:
            more = len(places) - DETAILS
            details.append((f"另有 {more} 处", f"and {more} more"))
        for key, zh, en in (
            ("partial_unexpected_list", "多出", "unexpected"),
            ("partial_missing_list", "缺少", "missing"),
        ):
            if not places and answer.result.get(key):
                listed = ", ".join(sorted(map(str, answer.result[key])))
                details.append((f"{zh}：{listed}", f"{en}: {listed}"))
    details = [one for one in details if any(one)]
    return ExpectationRow(
        suite=suite.name,
        expectation=expected.name,
        table=suite.table,
        status=SUCCESS if answer.success else FAILED,
        severity=expected.severity,
        message_zh=expected.message[0],
        message_en=expected.message[1],
        observed_zh=observed[0],
        observed_en=observed[1],
        details_zh=tuple(zh for zh, _ in details),
        details_en=tuple(en for _, en in details),
    )


def broken(
    suite: Suite,
    reason: str,
    name: str = "can_be_read",
    message: Bilingual = ("可读取结果表", "its result table can be read"),
) -> ExpectationRow:
    """An expectation that could not be put to the question: our own fault, and fatal."""
    return ExpectationRow(
        suite=suite.name,
        expectation=name,
        table=suite.table,
        status=RAISED,
        severity=FATAL,
        message_zh=message[0],
        message_en=message[1],
        observed_zh=f"未能检验：{reason}",
        observed_en=f"could not be judged: {reason}",
    )


def raised(exception_info: Mapping[str, Any]) -> str | None:
    """The first line of what an expectation raised, or None. The library says it flat, or once a metric."""
    for info in [exception_info, *(part for part in exception_info.values() if isinstance(part, Mapping))]:
        if info.get("raised_exception"):
            return first_line(str(info.get("exception_message") or "no message"))
    return None


def first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
