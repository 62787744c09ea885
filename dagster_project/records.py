"""The rows a reading produces: one record type a raw table, with the column names of the contract.

Only plain data belongs here. Records are produced by `dagster_project.extraction` and `expectations`, written to the
raw tables as they are, and printed by `citybudget check --json`. Columns beyond the contract are marked `+`; they feed
the models and the identities. Money is `Decimal` in yuan, `value` is the figure in the unit in which it is printed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from decimal import Decimal

# Ids hold letters only: a run of digits in one could be taken for a telephone number, which nothing here may print.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def stable_id(*parts: object) -> str:
    """16 letters (a…p) that depend on the natural key alone, so that ids survive a re-read."""
    digest = hashlib.sha256("\x1f".join("" if p is None else str(p) for p in parts).encode()).hexdigest()
    return digest[:16].translate(_LETTERS)


@dataclass(slots=True)
class Cell:
    """One cell of a form's data area, blank ones included (`fct_cell`)."""

    cell_id: str
    document_id: str
    form_id: str
    page: int
    table_number: int
    row_number: int
    column_number: int
    row_label: str
    column_label: str
    function_code: str | None  # as printed, 类款项 joined
    economic_code: str | None  # as printed
    measure: str | None  # seeds/measures.csv; null = a column not understood (reported)
    line: int | None
    printed_text: str
    value: Decimal | None
    quantity: str  # money | count | percent | text
    unit: str | None  # 元 | 万元 | 亿元 | % | 个 …
    decimals: int | None
    amount_yuan: Decimal | None
    value_state: str  # printed | zero | dash | blank
    is_total: bool
    confidence: Decimal | None = None
    disclosure_id: str | None = None
    # + beyond the contract
    form_ordinal: int = 1  # which logical table of this form in the document (a table over several pages is one)
    form_variant: str | None = None  # the form in a wider scope (all fiscal money instead of one fund); never added up
    side: str | None = None  # revenue | expenditure, in two-sided forms
    row_kind: str = "line"  # total | subtotal | unit | class | group | item | line | part
    line_item: str | None = None  # seeds/line_items.csv; what a row without a code stands for
    classification_code: str | None = None  # function or economic code after mapping (leading zeros, names), else null
    unit_code: str | None = None  # printed code of the budget unit the row belongs to
    unit_name: str | None = None
    amount_basis: str = "initial"  # initial | adjusted | final | prior_budget | prior_execution | prior_final
    is_fragment: bool = False  # the table's title or part of its rows is lost: column sums cannot be judged
    cell_reference: str | None = None  # in a workbook, as its own programs name the cell: 收支总表!B5


@dataclass(slots=True)
class Claim:
    """One numeric statement of the narrative (`fct_claim`)."""

    claim_id: str
    document_id: str
    page: int
    line: int
    topic: str | None  # seeds/topics.csv; null = not understood (kept and reported)
    measure: str  # amount | share_percent | change_amount | change_percent | count
    value: Decimal
    unit: str
    direction: str  # none | up | down | flat
    quote: str
    disclosure_id: str | None = None
    # +
    section: str | None = None  # id of the narrative section, see forms/narrative.yml
    sentence: int = 0  # counts sentences of the document: claims of one sentence belong together
    position: int = 0  # order within the sentence
    printed_text: str = ""
    decimals: int = 0
    amount_yuan: Decimal | None = None
    classification_code: str | None = None  # for topic `function`: the code its name (类/款/项) stands for
    subject: str | None = None  # the words the topic was taken from, white space removed
    fiscal_year: int | None = None  # the year the statement speaks of
    amount_basis: str = "initial"
    base: str | None = None  # for shares: topic of the denominator; for changes: basis of comparison
    # 'prior_budget' | 'prior_execution' | 'prior_final' | 'initial' | 'adjusted'
    confidence: Decimal | None = None  # null unless read from an image


@dataclass(slots=True)
class Project:
    """One project performance form (`fct_project`); names and telephone numbers of people are never taken."""

    project_id: str
    document_id: str
    form_ordinal: int
    project_name: str
    attribute: str | None  # new | one_off | continuing
    period_start: str | None  # YYYY-MM
    period_end: str | None
    basis: str | None
    mid_term_total_yuan: Decimal | None
    mid_term_fiscal_yuan: Decimal | None
    mid_term_other_yuan: Decimal | None
    annual_total_yuan: Decimal | None
    annual_fiscal_yuan: Decimal | None
    annual_other_yuan: Decimal | None
    disclosure_id: str | None = None
    # +
    page: int = 1
    line: int | None = None
    unit_name: str | None = None
    overview: str | None = None
    mid_term_goal: str | None = None
    annual_goal: str | None = None


@dataclass(slots=True)
class Indicator:
    """One performance indicator with its target (`fct_performance_indicator`)."""

    indicator_id: str
    document_id: str
    project_id: str | None  # null for the department's overall form
    horizon: str  # annual | mid_term
    level_1: str | None
    level_2: str | None
    level_3: str | None
    target_text: str
    target_value: Decimal | None
    target_unit: str | None
    disclosure_id: str | None = None
    # +
    form_ordinal: int = 1
    ordinal: int = 1
    page: int = 1
    line: int | None = None
    # quantity | quality | timeliness | cost | economic | social | ecological | sustainable | satisfaction
    kind: str | None = None
    cell_id: str | None = None  # the cell that prints the target, null where the target stands in no cell of its own


@dataclass(slots=True)
class Passage:
    """A piece of the document that holds no figure of its own: a duty, an office, a unit, a glossary term, a form the
    table of contents announces, a statement that a form is empty."""

    passage_id: str
    document_id: str
    kind: str  # duty | office | unit | glossary | announced_form | unread_form | empty_statement | empty_form | note
    ordinal: int
    title: str | None
    text: str
    page: int
    line: int
    form_id: str | None = None  # for announced_form and empty_statement
    disclosure_id: str | None = None


@dataclass(slots=True)
class Refusal:
    """Something not taken, in one clear line."""

    file_name: str | None
    place: str
    reason: str
    remedy: str
    document_id: str | None = None
    code: str = "not_understood"  # machine-readable kind of refusal


@dataclass(slots=True)
class NotTaken:
    """A number that is printed and is neither a cell nor a claim, with what it is instead: the other side of the ledger
    that accounts for every number of a document."""

    document_id: str
    page: int
    line: int | None
    table_number: int | None
    row_number: int | None
    column_number: int | None
    printed_text: str
    reason: (
        str  # heading | label | code | title | row_number | remark | form_text | year | date | ordinal | telephone | …
    )


@dataclass(slots=True)
class DocumentIdentity:
    """What a document says it is; null where it does not say."""

    department_name: str | None
    fiscal_year: int | None
    stage: str | None  # budget | final
    level: str | None  # government | department | unit
    region: str | None = None
    unit_code: str | None = None
    is_correction: bool = False  # says of itself that it replaces an earlier one (更正, 修订)
    printed_date: str | None = None


@dataclass(slots=True)
class Reading:
    """The result of reading one document: a pure function of its bytes."""

    document_id: str
    sha256: str
    format: str
    page_count: int
    identity: DocumentIdentity
    cells: list[Cell] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)


@dataclass(slots=True)
class IdentityResult:
    """One evaluated instance of an identity (`fct_identity_result`)."""

    identity_result_id: str
    identity_id: str
    disclosure_id: str | None
    instance: str  # which row, column, sentence: unique within the identity and disclosure
    verdict: str  # holds | holds_within_rounding | holds_levelled | fails | incomplete | undecided
    severity: str  # error | warning | notice
    reported_yuan: Decimal | None = None
    computed_yuan: Decimal | None = None
    difference_yuan: Decimal | None = None
    allowed_yuan: Decimal | None = None
    reported: Decimal | None = None
    computed: Decimal | None = None
    difference: Decimal | None = None
    allowed: Decimal | None = None
    unit: str | None = None
    explanation_code: str | None = None
    fault_group: str | None = None
    message_zh: str = ""
    message_en: str = ""


@dataclass(slots=True)
class IdentityTerm:
    """One figure's part in an identity result (`fct_identity_term`)."""

    identity_result_id: str
    cell_id: str | None
    claim_id: str | None
    coefficient: Decimal
    amount_yuan: Decimal | None
    side: str  # reported | computed
    disclosure_id: str | None = None
    # +
    project_id: str | None = None
    indicator_id: str | None = None
    ordinal: int = 0


@dataclass(slots=True)
class SuspectCell:
    """A figure thought wrong (`fct_suspect_cell`)."""

    disclosure_id: str | None
    cell_id: str | None
    claim_id: str | None
    printed_text: str
    proposed_value: Decimal | None  # in the unit in which it is printed
    fault_kind: str
    blame: str  # publisher | extraction
    rank: int
    fault_group: str
    identities_explained: int
    is_unique: bool
    indicator_id: str | None = None  # +


@dataclass(slots=True)
class DocumentRow:
    """One file received (`dim_document`); one row per distinct bytes, under the first name it was received by."""

    document_id: str
    sha256: str
    file_name: str
    format: str
    page_count: int
    disclosure_id: str | None = None
    received_at: str | None = None  # ISO 8601, UTC; null outside a warehouse


@dataclass(slots=True)
class Disclosure:
    """One version of (department, fiscal year, stage, level), complementary documents joined (`dim_disclosure`).

    The lists hold the records of all its documents, in order of receipt; what only a warehouse knows is null in a check.
    """

    disclosure_id: str
    department_id: str
    department_code: str | None
    department_name: str
    fiscal_year: int | None
    stage: str | None
    level: str | None
    version: int | None = None
    is_current: bool | None = None
    is_additive: bool | None = None
    known_from: str | None = None
    known_to: str | None = None
    status: str | None = None  # accepted | held (an error waits for an answer) | refused
    documents: list[DocumentRow] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class Confrontation:
    """What the identities say of one disclosure."""

    results: list[IdentityResult] = field(default_factory=list)
    terms: list[IdentityTerm] = field(default_factory=list)
    suspects: list[SuspectCell] = field(default_factory=list)


def row(record: object) -> dict[str, object]:
    """The record as a plain mapping, columns in declared order; lists of records are left out."""
    return {f.name: v for f in fields(record) if not isinstance(v := getattr(record, f.name), list)}  # type: ignore[arg-type]


# SQL types of the raw tables where the annotation does not say it all: money to the cent, figures as printed.
DECIMAL_TYPES = {
    "value": (28, 8),
    "plain_value": (28, 8),
    "target_value": (28, 8),
    "proposed_value": (28, 8),
    "reported": (28, 8),
    "computed": (28, 8),
    "difference": (28, 8),
    "allowed": (38, 8),
    "allowed_yuan": (38, 6),
    "coefficient": (28, 8),
    "confidence": (4, 3),
}
MONEY_TYPE = (20, 2)  # every other Decimal column is money in yuan
