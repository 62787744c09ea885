"""What is said of pages that were recognised in pictures: where the reading is doubtful, empty, or was not done.

One line a page or a run of pages; what the pages say is in their blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dagster_project.formats.document import Grid, Line, Unread
from dagster_project.formats.page_numbers import named
from dagster_project.formats.scan_confidence import LOW

MOST_PAGES = 100  # that are recognised of one file, at a second or two each; a disclosure has some tens
ASK_FOR_TEXT = "请放入带文字层的原始文件（Word、Excel 或由其导出的 PDF）"
SHOWN = 5  # doubtful places that are quoted of a page
EXCERPT = 20  # characters of each


class ScanNotes:
    """Remarks on recognised pages, collected page by page."""

    def __init__(self) -> None:
        self._doubtful: list[Unread] = []
        self._pages: dict[tuple[str, str], list[int]] = {}

    def unread(self) -> tuple[Unread, ...]:
        """All remarks: pages without a reading first, then doubtful places by page."""
        whole = sorted(self._pages.items(), key=lambda item: (item[1][0], item[0]))
        return (*(Unread(named(pages), reason, remedy) for (reason, remedy), pages in whole), *self._doubtful)

    def look_at(self, pages: Iterable[int], blocks: Sequence[Line | Grid]) -> None:
        """Remarks on pages that were recognised, the blocks of the whole file being these."""
        by_page: dict[int, list[Line | Grid]] = {page: [] for page in pages}
        for block in blocks:
            if block.page in by_page:
                by_page[block.page].append(block)
        for page, own in by_page.items():
            self._look_at_one(page, own)

    def _look_at_one(self, page: int, blocks: list[Line | Grid]) -> None:
        places: list[str] = []
        count = 0
        for block in blocks:
            count += 1
            if isinstance(block, Line):
                if block.confidence is not None and block.confidence < LOW:
                    places.append(f"第{block.line}行“{_excerpt(block.text)}”")
                continue
            places += [
                f"第{block.number}个表第{cell.row}行第{cell.column}列“{_excerpt(cell.text)}”"
                for cell in block.cells
                if cell.confidence is not None and cell.confidence < LOW
            ]
        if not count:
            self._add(page, "本页是图像，没有识别出文字", ASK_FOR_TEXT)
        if places:
            shown = "、".join(places[:SHOWN]) + (" 等" if len(places) > SHOWN else "")
            reason = f"扫描件识别，有 {len(places)} 处把握低于 {LOW.normalize()}：{shown}"
            self._doubtful.append(Unread(named([page]), reason, f"请对照纸面核对，或{ASK_FOR_TEXT[1:]}"))

    def is_beyond_the_limit(self, page: int) -> None:
        """A scanned page that was left alone since the file has too many."""
        self._add(
            page, f"扫描页过多，只识别前 {MOST_PAGES} 个扫描页，本页没有读取", f"请拆分后放入，或{ASK_FOR_TEXT[1:]}"
        )

    def is_not_recognised(self, page: int, reason: str, remedy: str) -> None:
        """A scanned page whose text could not be recognised at all."""
        self._add(page, f"本页是图像，没有可读的文字层；{reason}", remedy)

    def _add(self, page: int, reason: str, remedy: str) -> None:
        self._pages.setdefault((reason, remedy), []).append(page)


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT] + "…"
