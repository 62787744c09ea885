"""One module a kind of relation; `RELATIONS` maps the word an identity file uses to the function that evaluates it.

A relation takes an identity and the book of a disclosure and yields outcomes in document order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from expectations.book import Book
from expectations.relations import (
    between,
    changes,
    claims,
    completion,
    counts,
    forms,
    funds,
    hierarchy,
    names_used,
    projects,
    remarks,
    shares,
    sums,
    weights,
)
from expectations.relations.outcome import Outcome
from expectations.selectors import Identity

RELATIONS: Mapping[str, Callable[[Identity, Book], Iterable[Outcome]]] = {
    "sum": sums.weighted_sum,
    "at_most": sums.weighted_sum,
    "at_least": sums.weighted_sum,
    "hierarchy": hierarchy.rows_sum_to_their_parent,
    "lost_lines": hierarchy.lost_lines,
    "claim_equals_cell": claims.claim_equals_cell,
    "repeated_claim": claims.repeated_claim,
    "share": shares.share_of_whole,
    "shares_sum": shares.shares_add_up,
    "change_percent": changes.change_percent,
    "ratio_of_the_two_years": changes.ratio_of_the_two_years,
    "increase_at_most_amount": changes.increase_at_most_amount,
    "implied_prior": changes.implied_prior,
    "implied_prior_equals_prior": changes.implied_prior_equals_prior,
    "count_projects": counts.count_projects,
    "sum_projects": counts.sum_projects,
    "unpaid_count": counts.unpaid_count,
    "assign_projects": projects.assign_projects,
    "cost_target": projects.cost_target,
    "joint_cost_target": projects.joint_cost_target,
    "weights_sum": weights.weights_sum,
    "mid_term_multiple": projects.mid_term_multiple,
    "announced_forms": forms.announced_forms,
    "empty_statement": forms.empty_statement,
    "words_left": remarks.words_left,
    "printed_code": remarks.printed_code,
    "listed_without_money": remarks.listed_without_money,
    "purpose_of_another": remarks.purpose_of_another,
    "items_described": remarks.items_described,
    "completion": completion.completion,
    "equals_neighbour": between.equals_neighbour,
    "units_at_most_department": between.units_at_most_department,
    "code_in_fund": funds.code_in_fund,
    "outdated_names": names_used.outdated_names,
    "years_left": names_used.years_left,
    "units_once": between.units_once,
}
