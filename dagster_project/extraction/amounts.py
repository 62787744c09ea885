from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    value: Decimal | None
    decimals: int | None
    state: str


_NUM = re.compile(r"^[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$")


def parse_figure(text):
    t = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not t:
        return Figure(None, None, "blank")
    if set(t) <= set("-—–─"):
        return Figure(Decimal(0), 0, "dash")
    t = t.rstrip("%")
    if not _NUM.match(t):
        raise ValueError(f"不是数字：{text}")
    v = Decimal(t.replace(",", ""))
    d = len(t.split(".")[1]) if "." in t else 0
    return Figure(v, d, "zero" if v == 0 else "printed")


def unit_factor(unit):
    return {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "亿元": Decimal(10**8)}[unit]
