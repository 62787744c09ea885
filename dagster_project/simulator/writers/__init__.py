"""A printed document into the bytes of one format each; every writer tells where each row of each table came to stand."""

from __future__ import annotations

import importlib

from dagster_project.simulator.document import Place, Printed

# suffix of the file -> module of this package
_MODULES = {"docx": "docx", "html": "html", "pdf": "pdf", "txt": "text", "xlsx": "xlsx"}


def formats() -> list[str]:
    """The formats there are, by the suffix of their files."""
    return sorted(_MODULES)


def write(printed: Printed, suffix: str) -> tuple[bytes, dict[int, list[Place]]]:
    """The bytes of a document, and by id of each of its tables the place of every row of it, head included."""
    module = importlib.import_module(f"dagster_project.simulator.writers.{_MODULES[suffix]}")
    return module.write(printed)
