"""What a file's name adds to what its content says, and where the two contradict each other.

Content goes first; a name only fills what the content leaves unsaid. The reading never sees the name: it is a function of
the bytes.
"""

from __future__ import annotations

from dataclasses import replace

from dagster_project.extraction.document_identity import from_file_name
from dagster_project.records import DocumentIdentity, Refusal

CONFLICT = "identity_conflict"
_SPOKEN = {"fiscal_year": "年度", "stage": "阶段"}
_STAGES = {"budget": "预算", "final": "决算"}


def completed(identity: DocumentIdentity, file_name: str) -> DocumentIdentity:
    """The identity with what only the file's name says."""
    named = from_file_name(file_name)
    missing = {
        field: getattr(named, field)
        for field in ("department_name", "fiscal_year", "stage")
        if getattr(identity, field) is None and getattr(named, field) is not None
    }
    return replace(identity, **missing)


def conflicts(identity: DocumentIdentity, file_name: str, document_id: str) -> list[Refusal]:
    """One line for each thing that name and content say differently; the content counts."""
    named = from_file_name(file_name)
    found = []
    for field, word in _SPOKEN.items():
        inside, outside = getattr(identity, field), getattr(named, field)
        if inside is not None and outside is not None and inside != outside:
            shown = [_STAGES.get(str(v), str(v)) for v in (outside, inside)]
            reason = f"文件名写的{word}是“{shown[0]}”，内容写的是“{shown[1]}”，按内容入库"
            found.append(Refusal(file_name, "文件名", reason, "请核对文件是否放错或命名有误", document_id, CONFLICT))
    return found
