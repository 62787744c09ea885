"""How long ago the last night ended well, from the record of nights. A night without news is as good as one that publishes.

A night that never runs says nothing by itself: somebody else must ask, which is what the orchestrator's sensor does.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

# One night a day, and half a day for a machine that was down over it: two nights missed are never fresh.
MOST = dt.timedelta(hours=36)
_WELL = ("published", "unchanged")


def last_good_night(record: Path) -> dt.datetime | None:
    """When the last night that published, or found nothing new, began; null where there is none. A line that cannot be
    read is passed over: the night it tells of is not known to be good."""
    if not record.exists():
        return None
    for line in reversed(record.read_text(encoding="utf-8", errors="replace").splitlines()):
        try:
            night = json.loads(line)
            if night["outcome"] in _WELL:
                return dt.datetime.fromisoformat(night["started"])
        except (ValueError, KeyError, TypeError):
            continue
    return None


def is_fresh(record: Path, now: dt.datetime) -> bool:
    """Whether the last good night is at most `MOST` old."""
    last = last_good_night(record)
    return last is not None and now - last <= MOST
