"""One invented disclosure written out as text, workbook, Word file and web page, each as people would lay it out."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape

import docx
import openpyxl
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties


@dataclass(frozen=True)
class C:
    """A cell of a table: its text as printed, and how far it is merged."""

    text: str
    across: int = 1
    down: int = 1


def plain(*texts: str) -> list[C]:
    return [C(t) for t in texts]


COVER = ["云澜市水利局", "2022年度部门预算"]
CODED = (
    ["2022年部门支出总体情况表", "单位名称：云澜市水利局", "单位：万元"],
    [
        [
            *(C("科目编码", 3), C("单位代码", down=2), C("单位（科目名称）", down=2), C("总计", down=2)),
            *(C("基本支出", 2), C("项目支出")),
        ],
        plain("类", "款", "项", "小计", "工资福利支出", "小计"),
        plain("", "", "", "", "合计", "1,030.50", "30.50", "30.50", "1,000.00"),
        plain("", "", "", "105", "云澜市水利局", "1,030.50", "30.50", "30.50", "1,000.00"),
        plain("208", "05", "05", "105", "机关事业单位基本养老保险缴费支出", "30.50", "30.50", "30.50", "-"),
        plain("213", "03", "05", "105", "水利工程建设", "1,000.00", "", "", "1,000.00"),
    ],
)
TWO_SIDED = (
    ["2022年部门收支总体情况表", "单位：万元"],
    [
        [C("收入", 2), C("支出", 2)],
        plain("项目", "预算数", "项目", "预算数"),
        plain("一、财政拨款收入", "1,030.50", "一、一般公共服务支出", ""),
        plain("1.一般公共预算", "1,028.50", "八、社会保障和就业支出", "30.50"),
        plain("2.政府性基金预算", "2.00", "十三、农林水支出", "1,000.00"),
        plain("本年收入合计", "1,030.50", "本年支出合计", "1,030.50"),
        plain("收入总计", "1,030.50", "支出总计", "1,030.50"),
    ],
)
FORMS = (CODED, TWO_SIDED)
NOTE = "注：本表金额含上级转移支付。"


def placed(rows: list[list[C]]) -> list[tuple[int, int, C]]:
    """Each cell with its row and column, counted from 1, below and beside what is merged over them."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, cells in enumerate(rows, start=1):
        column = 1
        for cell in cells:
            while (row, column) in taken:
                column += 1
            found.append((row, column, cell))
            taken |= {(r, c) for r in range(row, row + cell.down) for c in range(column, column + cell.across)}
            column += cell.across
    return found


def _size(rows: list[list[C]]) -> tuple[int, int]:
    cells = placed(rows)
    return len(rows), max(column + cell.across - 1 for _, column, cell in cells)


def as_text() -> bytes:
    lines = [*COVER, ""]
    for above, rows in FORMS:
        lines += [*above, ""]
        height, width = _size(rows)
        fields = {(row, column): cell.text for row, column, cell in placed(rows)}
        lines += ["\t".join(fields.get((r, c), "") for c in range(1, width + 1)) for r in range(1, height + 1)]
        lines += ["", NOTE, ""]
    return "\n".join(lines).encode()


def as_html() -> bytes:
    out = ["<html><head><meta charset='gb2312'><style>td{border:1px}</style></head><body>"]
    out += [f"<p>{t}</p>" for t in COVER]
    for above, rows in FORMS:
        _, width = _size(rows)
        out.append("<table>")
        out += [f"<tr><td colspan={width}>{escape(t)}</td></tr>" for t in above]
        for cells in rows:
            row = "".join(
                f"<td colspan={c.across} rowspan={c.down}><p><span>{escape(c.text)}</span></p></td>" for c in cells
            )
            out.append(f"<tr>{row}</tr>")
        out.append(f"<tr><td colspan={width}>{NOTE}</td></tr></table>")
    return "".join(out).encode("gb18030")


def as_docx() -> bytes:
    document = docx.Document()
    page = document.sections[0]  # landscape, as wide forms are printed
    page.page_width, page.page_height = page.page_height, page.page_width
    for text in COVER:
        document.add_paragraph(text)
    for above, rows in FORMS:
        for text in above:
            document.add_paragraph(text)
        table = document.add_table(*_size(rows))
        table.style = "Table Grid"
        for row, column, cell in placed(rows):
            corner = table.cell(row - 1, column - 1)
            if cell.across > 1 or cell.down > 1:
                corner = corner.merge(table.cell(row + cell.down - 2, column + cell.across - 2))
            corner.text = cell.text
        document.add_paragraph(NOTE)
    return saved(document)


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "封面"
    for row, text in enumerate(COVER, start=3):
        book.active.cell(row, 1, text)
    for number, (above, rows) in enumerate(FORMS, start=1):
        sheet = book.create_sheet(f"表{number}")
        height, width = _size(rows)
        for row, text in enumerate(above, start=1):
            sheet.cell(row, 1, text).alignment = Alignment(horizontal="center")
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        top = len(above) + 1  # a blank row between
        for row, column, cell in placed(rows):
            _write(sheet.cell(top + row, column), cell.text)
            if cell.across > 1 or cell.down > 1:
                sheet.merge_cells(
                    start_row=top + row,
                    start_column=column,
                    end_row=top + row + cell.down - 1,
                    end_column=column + cell.across - 1,
                )
        _printed(sheet, range(top + 1, top + height + 1), range(1, width + 1))
        sheet.cell(top + height + 1, 1, NOTE)
        sheet.cell(top + height + 30, 250).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    return saved(book)


def _printed(sheet, rows: range, columns: range) -> None:
    """Rules around every cell, columns wide enough, one page wide: as a form is set up before it is printed."""
    thin = Side(style="thin")
    for row in rows:
        sheet.row_dimensions[row].height = 60
        for column in columns:
            sheet.cell(row, column).border = Border(left=thin, right=thin, top=thin, bottom=thin)
            sheet.cell(row, column).alignment = Alignment(wrap_text=True)
    for column in columns:
        sheet.column_dimensions[get_column_letter(column)].width = 14
    sheet.print_area = f"A1:{get_column_letter(columns[-1])}{rows[-1] + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write(cell, text: str) -> None:
    """Amounts as numbers under a format, a zero that the format shows as a dash, everything else as text."""
    is_amount = "." in text and text.replace(",", "").replace(".", "").isdigit()
    if text == "-" or is_amount:
        cell.value = 0 if text == "-" else float(text.replace(",", ""))
        cell.number_format = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
    elif text:
        cell.value = text


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
