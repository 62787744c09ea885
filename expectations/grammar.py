"""The words an identity file may use.

Belongs here: names of fields, families, relations, coordinates and conditions. Does not belong here: what they mean
(`relations/`) and labels shown to people (`vocabulary.yml`).
"""

FAMILIES = (
    *("row", "column", "cross_form", "narrative", "narrative_to_form", "share", "change", "count", "performance"),
    *("final_account", "completeness", "plausibility", "year_over_year", "wording"),
)
RELATIONS = (
    *("sum", "at_most", "at_least", "hierarchy", "lost_lines"),
    *("claim_equals_cell", "repeated_claim", "share", "shares_sum"),
    *(
        "change_percent",
        "ratio_of_the_two_years",
        "implied_prior",
        "implied_prior_equals_prior",
        "increase_at_most_amount",
    ),
    *("count_projects", "sum_projects", "unpaid_count", "assign_projects"),
    *("cost_target", "joint_cost_target", "weights_sum", "mid_term_multiple", "announced_forms", "empty_statement"),
    *(
        "words_left",
        "printed_code",
        "listed_without_money",
        "purpose_of_another",
        "items_described",
        "completion",
        "equals_neighbour",
    ),
    *("units_at_most_department", "code_in_fund", "outdated_names", "years_left", "units_once"),
)
SEVERITIES = ("error", "warning", "notice")
COORDINATES = (
    *("source", "form", "ordinal", "variant", "measure", "row_kind", "line_item", "code", "level", "side", "basis"),
    *("unit", "row", "topic", "section", "base", "period", "horizon", "kind", "project", "fragment", "named"),
)
TERM_EXTRAS = ("weight", "optional", "if_missing", "many", "shared", "or", "explanation", "rollup")
MISSING = (None, "zero", "undecided", "incomplete")
WHEN = ("agree", "disagree", "stage", "single_unit", "printed", "absent", "zero", "project_count_covered")
REQUIRED = ("statement", "family", "relation", "severity", "ground", "advice", "section")
OPTIONAL = ("each", "where", "total", "terms", "when", "explanation", "parameters")  # any other is a spelling mistake
