"""What a command loads before it works: `check` must start in a fraction of a second."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conventions.source_tree import ROOT

HEAVY = {"dagster", "dbt", "great_expectations", "pandas", "numpy", "scipy", "duckdb", "pyarrow"}
HEAVY |= {"cv2", "PIL", "onnxruntime", "rapidocr"}
SAMPLES = ROOT / "samples" / "inbox"

RUN = """
import contextlib, io, json, sys
from dagster_project.cli import main
spoken = io.StringIO()
code = 0
if len(sys.argv) > 1:
    with contextlib.redirect_stdout(spoken):
        try:
            code = main(sys.argv[1:])
        except SystemExit as left:
            code = left.code
loaded = sorted({module.split(".")[0] for module in sys.modules})
print(json.dumps({"code": code or 0, "said": len(spoken.getvalue()), "loaded": loaded}))
"""


def loaded_after(*arguments: str) -> dict:
    run = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_importing_the_command_line_loads_no_heavy_library():
    assert HEAVY & set(loaded_after()["loaded"]) == set()


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["nightly", "--help"]])
def test_help_loads_no_heavy_library(arguments):
    assert HEAVY & set(loaded_after(*arguments)["loaded"]) == set()


def test_check_of_text_loads_no_heavy_library():
    """A sample of every one of the text disclosures; the solver of broken sums may load when something fails."""
    texts = sorted(str(path) for path in SAMPLES.glob("*.txt"))
    assert texts, "samples/inbox has no text disclosure"
    told = loaded_after("check", *texts, "--json")
    assert told["said"] > 0
    assert HEAVY & set(told["loaded"]) - {"numpy"} == set()
