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


def test_only_fractions_are_divided():
    """`/` on integers makes a float. Files whose operands are fractions by declaration are listed; elsewhere one is made
    on the spot. A path is no figure."""
    by_declaration = {"expectations/identity.py", "expectations/repair.py"}
    strange = []
    for path in EXACT:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
                continue
            left, right = ast.unparse(node.left), node.right
            is_text = isinstance(right, ast.JoinedStr) or (
                isinstance(right, ast.Constant) and isinstance(right.value, str)
            )
            names_file = is_text or "Path(" in left or ast.unparse(right).endswith("name")
            if not names_file and "Fraction(" not in ast.unparse(node) and named(path) not in by_declaration:
                strange.append(f"{named(path)}:{node.lineno}: {ast.unparse(node)}")
    assert strange == []
