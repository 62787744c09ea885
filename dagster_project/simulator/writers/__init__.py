"""A printed document into the bytes of one format each; every writer tells where each row of each table came to stand."""

from __future__ import annotations

import importlib

from dagster_project.simulator.document import Place, Printed

DIGITAL = ("docx", "html", "pdf", "txt", "xlsx")
_MODULES = {"docx": "docx", "html": "html", "pdf": "pdf", "scan": "scan", "txt": "text", "xlsx": "xlsx"}


def formats() -> list[str]:
    """The formats there are; those of text are `DIGITAL`."""
    return sorted(_MODULES)


def suffix(name: str) -> str:
    """How the files of a format end."""
    return ".pdf" if name == "scan" else f".{name}"


def write(printed: Printed, name: str) -> tuple[bytes, dict[int, list[Place]]]:
    """The bytes of a document, and by id of each of its tables the place of every row of it, head included."""
    module = importlib.import_module(f"dagster_project.simulator.writers.{_MODULES[name]}")
    return module.write(printed)
