"""One document read, whatever happens: bytes in, an outcome out. Runs in a worker of the pool and in `check` alike."""

from __future__ import annotations

from dagster_project.formats.document import UnreadableError
from dagster_project.readings import Outcome, Task
from dagster_project.record_json import READING_TABLES
from dagster_project.records import Refusal, stable_id


def read(task: Task, content: bytes) -> Outcome:
    """The reading of these bytes, or the refusal of the whole file. A mistake of the reader's own is a refusal too: it
    costs this document and says so."""
    from dagster_project.reading import read_document

    try:
        reading = read_document(content, task.file_name)
    except UnreadableError as error:
        return Outcome(task, refusal=refusal(task, error.place, error.reason, error.remedy, "unreadable"))
    except RecursionError:
        return Outcome(task, refusal=_own_mistake(task, "RecursionError"))
    except Exception as error:  # noqa: BLE001 - one document's mistake must not cost the others; it is named and kept
        return Outcome(task, refusal=_own_mistake(task, f"{type(error).__name__}: {error}"))
    if not any(getattr(reading, table) for table in READING_TABLES):
        reason = "没有认出任何表格或数字：不是预算、决算公开文件，或文字编码有误"
        remedy = "请核对文件；文本文件请用 UTF-8 或 GB18030 编码重新保存"
        return Outcome(task, refusal=refusal(task, "整个文件", reason, remedy, "nothing_recognised"))
    for item in reading.refusals:
        item.file_name = item.file_name or task.file_name
        item.document_id = item.document_id or reading.document_id
    return Outcome(task, reading=reading)


def refusal(task: Task, place: str, reason: str, remedy: str, code: str) -> Refusal:
    """The refusal of a whole file."""
    return Refusal(task.file_name, place, reason, remedy, stable_id("document", task.sha256), code)


def _own_mistake(task: Task, what: str) -> Refusal:
    reason = f"读取程序在此文件上出错（{what}）"
    return refusal(task, "整个文件", reason, "请把该文件和本行信息一并报告给维护者", "reader_failed")
