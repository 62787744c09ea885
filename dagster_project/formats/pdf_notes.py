"""What is said of the pages of a PDF that could not be read, and of text in it that cannot be seen: one line each.

The same remark on many pages is one line with all their numbers. Deciding what is hidden does not belong here.
"""

from __future__ import annotations

from collections.abc import Iterable

from dagster_project.formats import pdf_sheet, pdf_visibility
from dagster_project.formats.document import Unread
from dagster_project.formats.page_numbers import named
from dagster_project.formats.pdf_characters import UNKNOWN
from dagster_project.formats.sheet import Sheet

LARGE_PICTURE = 0.15  # of the page: an image so large may hold a table; seals and emblems are smaller
SCAN = 0.6  # of the page: an image so large, with hardly a character beside it, is the page itself
HARDLY_ANY = 40  # characters: a page number, a running head, a stamp
MANY_DRAWINGS = 300  # paths on a page without a character: its letters are drawn
EXCERPT = 30  # characters of hidden text that are quoted

ASK_FOR_TEXT = "请放入带文字层的原始文件（Word、Excel 或由其导出的 PDF）"
CHECK_HIDDEN = "请对照纸面核对；需要公开的内容应以看得见的文字发布"
REASONS = {
    pdf_visibility.INVISIBLE: "以不可见方式写入",
    pdf_visibility.SAME_COLOR: "颜色与底色相同",
    pdf_visibility.CLIPPED: "在可见区域之外被裁去",
    pdf_visibility.COVERED: "被后画的图形遮住",
    pdf_sheet.OFF_PAGE: "在页面之外",
    pdf_sheet.TINY: "字号小到无法阅读",
}


class Notes:
    """Remarks on a document, collected page by page."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, str], list[int]] = {}
        self._file: list[Unread] = []

    def unread(self) -> tuple[Unread, ...]:
        """All remarks, those on the file first, then by first page."""
        remarks = sorted(self._pages.items(), key=lambda item: (item[1][0], item[0]))
        return (*self._file, *(Unread(named(pages), reason, remedy) for (reason, remedy), pages in remarks))

    def look_at(self, page: int, sheet: Sheet) -> None:
        """Remarks on a page that was read: pictures, hidden and oblique text, characters without a meaning."""
        if not is_picture(sheet) and LARGE_PICTURE <= sheet.picture < SCAN:
            self._add(page, "本页有一幅较大的图片，其中的文字没有读取", "图片中如有数据，请放入原始文件")
        for reason in sorted(sheet.hidden):
            text = sheet.hidden[reason]
            self._add(
                page, f"有 {len(text)} 个看不见的字（{REASONS[reason]}），没有读取：{_excerpt(text)}", CHECK_HIDDEN
            )
        if sheet.slanted:
            self._add(page, f"有斜排的文字（水印），没有读取：{_excerpt(sheet.slanted)}", "水印中如有内容，请人工核对")
        unknown = "".join([glyph[4] for glyph in sheet.glyphs]).count(UNKNOWN)
        if unknown:
            self._add(page, f"有 {unknown} 个字的字体没有给出编码，以 {UNKNOWN} 表示", ASK_FOR_TEXT)

    def is_cut_short(self) -> None:
        """The file has no end mark."""
        self._file.append(
            Unread("文件末尾", "PDF 没有结束标记，可能没有下载完整", "请重新下载或向发布单位索取完整文件")
        )

    def are_beyond_the_limit(self, first: int, last: int) -> None:
        """Pages that were not looked at since the file is enormous."""
        reason = f"文件过大（共 {last} 页），从第 {first} 页起没有读取"
        self._file.append(
            Unread(named(range(first, last + 1)), reason, "请只放入部门预算或决算的公开文件，或拆分后放入")
        )

    def is_broken(self, page: int) -> None:
        """A page that cannot be opened."""
        self._add(page, "本页已损坏，无法打开", "请重新下载或向发布单位索取完整文件")

    def is_like(self, page: int, earlier: int, counts: bool) -> None:
        """A page that prints what an earlier one printed: its figures are taken once, but where it continues another form
        (`counts`)."""
        said = "但接续另一张表，照常读取" if counts else "各数只计一次"
        self._add(page, f"本页与第 {earlier} 页内容完全相同，{said}", "如属重复打印，请删去后重新公布")

    def has_too_many_characters(self, page: int, count: int) -> None:
        """A page that holds more characters than a page can show."""
        self._add(page, f"本页有 {count} 个字符，超出任何印刷页的容量，没有读取", "请核对文件，重新导出后放入")

    def has_too_many_objects(self, page: int, count: int) -> None:
        """A page that is a map or a drawing."""
        self._add(page, f"本页有 {count} 个图形对象，是图纸而不是表格，没有读取", "图中如有数据，请放入原始文件")

    def _add(self, page: int, reason: str, remedy: str) -> None:
        self._pages.setdefault((reason, remedy), []).append(page)


def is_picture(sheet: Sheet) -> bool:
    """Whether a page has hardly any text and is a picture of it: scanned, or with letters that are drawn."""
    seen = len(sheet.glyphs)
    if seen:
        return seen <= HARDLY_ANY and sheet.picture >= SCAN
    return sheet.picture >= LARGE_PICTURE or sheet.drawings >= MANY_DRAWINGS


def _excerpt(text: Iterable[str]) -> str:
    whole = "".join(text)
    return whole if len(whole) <= EXCERPT else whole[:EXCERPT] + "…"
