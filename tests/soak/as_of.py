"""Every publication that is kept, made again from its manifest: whatever was received, replaced or taken back since, the same
Parquet and CSV files come out, byte for byte. The oldest needs the one it was compared with, which is kept for that alone.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from dagster_project.publication import switch
from dagster_project.publication.verify import verify


def differing(home: Path) -> int:
    """Says of each publication of the home whether it comes out again; how many do not."""
    published, wrong = home / "published", 0
    for name in switch.ids(published):
        previous = json.loads((published / name / "manifest.json").read_bytes())["previous_publication_id"]
        if previous and not (published / previous).is_dir():
            print(f"as of {name}: kept only because the next was compared with it")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            found = verify(published / name, home / "archive", Path(scratch))
        wrong += not found.holds
        print(
            f"as of {name}: {found.inputs} inputs, {found.tables} files, {'same' if found.holds else found}", flush=True
        )
    return wrong
