"""Chance that is the same everywhere: a generator for each key, so that no part of the city depends on the order in
which others are made, and nothing need be kept. What is drawn belongs to the modules of the economy."""

from __future__ import annotations

import hashlib
import random


def chance(*key: object) -> random.Random:
    """A generator that depends on the key alone, the same on every platform and in every process."""
    digest = hashlib.sha256("\x1f".join(map(str, key)).encode()).digest()
    return random.Random(int.from_bytes(digest[:16], "big"))


def share(amount: int, low: int, high: int, *key: object) -> int:
    """`amount` times a share drawn between `low` and `high` per mille; integers in, integer out."""
    return amount * chance(*key).randint(low, high) // 1000
