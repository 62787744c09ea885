"""Money is exact: no float is made where figures are read, compared or recorded."""

from __future__ import annotations

import ast

from tests.conventions.source_tree import ROOT, below, named, tree

EXACT = [*below("expectations"), *below("dagster_project/extraction"), ROOT / "dagster_project" / "records.py"]


def test_no_float_is_written_or_made():
    strange = []
    for path in EXACT:
        for node in ast.walk(tree(path)):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            named_float = isinstance(node, ast.Name) and node.id == "float"
            if literal or named_float:
                strange.append(f"{named(path)}:{node.lineno}: {ast.unparse(node)}")
    assert strange == []


def test_nothing_is_divided_but_fractions():
    """`/` on integers makes a float; where it stands, both files and the reason are listed."""
    exact_by_type = {
        "expectations/identity.py",  # Fraction
    }
    strange = []
    for path in EXACT:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                left = node.left
                is_path = (isinstance(left, ast.Name) and left.id.isupper()) or "Path(" in ast.unparse(left)
                if not is_path and named(path) not in exact_by_type:
                    strange.append(f"{named(path)}:{node.lineno}: {ast.unparse(node)}")
    assert strange == []
