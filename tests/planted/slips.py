"""Slips of the pen: a figure that is right becomes one with other digits, another point, unit or sign.

Belongs here: one function a kind, from a figure alone. A slip that leaves the figure as it was gives null.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from tests.planted.record import Fault, Record, identifier, put


def digits_of(value: Decimal) -> tuple[str, int]:
    """The digits of a figure without its point, and how many stand behind it."""
    decimals = max(0, -int(value.as_tuple().exponent))
    return str(abs(int(value.scaleb(decimals)))), decimals


def changed_digits(value: Decimal, change: Callable[[str], str | None]) -> Decimal | None:
    digits, decimals = digits_of(value)
    new = change(digits)
    return None if new is None or new == digits or int(new) == 0 else Decimal(int(new)).scaleb(-decimals)


def one_digit(value: Decimal, random: Random) -> Decimal | None:
    """One digit is another; the last one is a matter of rounding and left alone where it moves by one."""

    def change(digits: str) -> str | None:
        n = random.randrange(max(1, len(digits) - 1))
        return digits[:n] + random.choice([d for d in "123456789" if d != digits[n]]) + digits[n + 1 :]

    return changed_digits(value, change)


def doubled(value: Decimal, random: Random) -> Decimal | None:
    def change(digits: str) -> str | None:
        n = random.randrange(len(digits))
        return digits[: n + 1] + digits[n] + digits[n + 1 :]

    return changed_digits(value, change)


def lost(value: Decimal, random: Random) -> Decimal | None:
    def change(digits: str) -> str | None:
        n = random.randrange(len(digits))
        left = digits[:n] + digits[n + 1 :]
        return left if len(digits) > 2 and left[0] != "0" else None

    return changed_digits(value, change)


def transposed(value: Decimal, random: Random) -> Decimal | None:
    def change(digits: str) -> str | None:
        places = [n for n in range(len(digits) - 1) if digits[n] != digits[n + 1]]
        if not places:
            return None
        n = random.choice(places)
        return digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]

    return changed_digits(value, change)


def decimal_point(value: Decimal, random: Random) -> Decimal | None:
    return value.scaleb(random.choice([1, 2, -1])) if value else None


def unit_slip(value: Decimal, random: Random) -> Decimal | None:
    return value * 10_000 if value else None


def other_sign(value: Decimal, random: Random) -> Decimal | None:
    return -value if value else None


SLIPS: dict[str, tuple[Callable[[Decimal, Random], Decimal | None], frozenset[str]]] = {
    "one_digit": (one_digit, frozenset({"one_digit"})),
    "doubled_digit": (doubled, frozenset({"doubled_digit"})),
    "lost_digit": (lost, frozenset({"lost_digit"})),
    "transposed_digits": (transposed, frozenset({"transposed_digits"})),
    "decimal_point": (decimal_point, frozenset({"decimal_point"})),
    "unit_slip": (unit_slip, frozenset({"unit_slip"})),
    "sign_lost": (other_sign, frozenset({"sign_lost"})),
}


def slip(kind: str, record: Record, random: Random) -> list[Fault]:
    """A slip of the pen in one record; none where the kind does not change its figure."""
    make, kinds = SLIPS[kind]
    right = record.value
    wrong = make(right, random) if right else None
    if right is None or wrong is None or wrong == right:
        return []
    put(record, wrong)
    return [Fault(identifier(record), right, kinds | also(wrong, right))]


def also(wrong: Decimal, right: Decimal) -> frozenset[str]:
    """Other kinds that give the same misprint: 90 for 900 is a lost digit and a misplaced point alike."""
    same = set()
    if any(wrong == right.scaleb(n) for n in (-3, -2, -1, 1, 2, 3)):
        same |= {"decimal_point"}
    digits, decimals = digits_of(right)
    printed, printed_decimals = digits_of(wrong)
    if decimals == printed_decimals:
        if abs(int(digits) - int(printed)) == 1:
            same |= {"last_digit"}
        if len(printed) == len(digits) and sum(a != b for a, b in zip(digits, printed, strict=True)) == 1:
            same |= {"one_digit"}
        if any(digits[:n] + digits[n + 1 :] == printed for n in range(len(digits))):
            same |= {"lost_digit"}
        if any(
            printed[:n] + printed[n + 1 :] == digits and printed[n] == printed[n - 1] for n in range(1, len(printed))
        ):
            same |= {"doubled_digit"}
    return frozenset(same)
