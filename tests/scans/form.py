"""One page of an invented final account, for scans that need no file of anybody: what is printed where.

Its figures add up: 合计 = 基本支出 + 项目支出 in each row, 类 = Σ 款 = Σ 项, the total row = Σ 类.
"""

from __future__ import annotations

from dagster_project.formats.document import Document, Grid, GridCell, Line

TITLE = "支出决算表"
LEFT, RIGHT = "部门：某市示例管理局", "单位：万元"
HEADING = (  # text, row, column, how many rows, how many columns
    ("项目", 0, 0, 1, 2),
    ("本年支出合计", 0, 2, 2, 1),
    ("基本支出", 0, 3, 2, 1),
    ("项目支出", 0, 4, 2, 1),
    ("功能分类科目编码", 1, 0, 1, 1),
    ("科目名称", 1, 1, 1, 1),
)
ROWS = (
    ("", "合计", "2,940.05", "2,336.91", "603.14"),
    ("201", "一般公共服务支出", "1,908.36", "1,305.22", "603.14"),
    ("20106", "财政事务", "1,908.36", "1,305.22", "603.14"),
    ("2010601", "行政运行", "1,180.07", "1,180.07", ""),
    ("2010602", "一般行政管理事务", "17.60", "", "17.60"),
    ("2010605", "财政国库业务", "38.41", "", "38.41"),
    ("2010607", "信息化建设", "86.53", "", "86.53"),
    ("2010650", "事业运行", "125.15", "125.15", ""),
    ("2010699", "其他财政事务支出", "460.60", "", "460.60"),
    ("208", "社会保障和就业支出", "518.83", "518.83", ""),
    ("20805", "行政事业单位养老支出", "518.83", "518.83", ""),
    ("2080501", "行政单位离退休", "201.17", "201.17", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "211.78", "211.78", ""),
    ("2080506", "机关事业单位职业年金缴费支出", "105.88", "105.88", ""),
    ("210", "卫生健康支出", "151.39", "151.39", ""),
    ("21011", "行政事业单位医疗", "151.39", "151.39", ""),
    ("2101101", "行政单位医疗", "99.04", "99.04", ""),
    ("2101102", "事业单位医疗", "52.35", "52.35", ""),
    ("221", "住房保障支出", "361.47", "361.47", ""),
    ("22102", "住房改革支出", "361.47", "361.47", ""),
    ("2210201", "住房公积金", "170.28", "170.28", ""),
    ("2210203", "购房补贴", "191.19", "191.19", ""),
)
NOTE = "注：本表反映部门本年度各项支出情况，数据取自示例，与任何单位无关。"


def printed() -> Document:
    """The page as it would be read from a text layer."""
    cells = [GridCell(row + 1, column + 1, text, rows, columns) for text, row, column, rows, columns in HEADING]
    cells += [GridCell(n, column, text) for n, row in enumerate(ROWS, 3) for column, text in enumerate(row, 1)]
    grid = Grid(1, 1, len(ROWS) + 2, len(ROWS[0]), tuple(cells))
    lines = [Line(1, n, text) for n, text in enumerate((TITLE, LEFT + "  " + RIGHT, NOTE), 1)]
    return Document("pdf", 1, (*lines[:2], grid, lines[2]))
