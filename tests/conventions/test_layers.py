"""Which layer may know which: each arrow of the house, read off the import statements."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conventions.source_tree import ROOT, belongs, below, imports, module_of, named, tree

OURS = ("dagster_project", "expectations")

# Old office formats have no reader but a program of the system; same bytes in, same document out.
OUTSIDE_PROGRAMS = {("dagster_project.formats.converted", "subprocess")}
# The gate judges tables: the part of `expectations` that is not the algebra.
GATE = {
    "expectations.control_suites",
    "expectations.coverage_suite",
    "expectations.disclosure_names",
    "expectations.gate_result",
    "expectations.identity_suite",
    "expectations.result_frames",
    "expectations.results_page",
    "expectations.suites",
    "expectations.validation",
}

# A layer, and what of our own it may import besides itself.
MAY_KNOW = {
    "dagster_project.formats": (),
    "dagster_project.extraction": ("dagster_project.formats", "dagster_project.records"),
    "dagster_project.records": (),
    "expectations": ("dagster_project.records",),
}
HEAVY = (
    "dagster",
    "dagster_dbt",
    "dbt",
    "great_expectations",
    "pandas",
    "numpy",
    "scipy",
    "duckdb",
    "pyarrow",
    "highspy",
    "cv2",
    "PIL",
    "onnxruntime",
    "rapidocr",
)
# Pixels are arrays; whoever meets a page that is a picture imports this package there and then.
PICTURES = "dagster_project.formats.pictures"


def layer(name: str) -> str | None:
    return next((one for one in MAY_KNOW if belongs(name, (one,))), None)


def ours() -> list[Path]:
    return [path for package in OURS for path in below(package)]


def test_the_layers_of_the_pure_core_know_only_what_lies_before_them():
    strange = []
    for path in ours():
        module = module_of(path)
        one = layer(module)
        if one is None or module in GATE:
            continue
        known = (one, *MAY_KNOW[one])
        strange += [
            f"{named(path)} imports {name}"
            for name in sorted(imports(path))
            if belongs(name, OURS) and (not belongs(name, known) or any(belongs(name, (gate,)) for gate in GATE))
        ]
    assert strange == []


def test_the_modules_of_the_gate_exist():
    """So that the exemption above names nothing that is gone."""
    assert sorted(GATE) == sorted(module_of(path) for path in below("expectations") if module_of(path) in GATE)


def test_only_definitions_import_dagster():
    strange = [
        named(path)
        for path in ours()
        if any(belongs(name, ("dagster", "dagster_dbt")) for name in imports(path))
        and not module_of(path).startswith("dagster_project.defs")
        and module_of(path) != "dagster_project.definitions"
    ]
    assert strange == []


@pytest.mark.parametrize("package", ["dagster_project/formats", "dagster_project/extraction", "expectations"])
def test_heavy_libraries_are_imported_where_they_are_used(package):
    strange = [
        f"{named(path)} imports {name} when it is itself imported"
        for path in below(package)
        if not belongs(module_of(path), (PICTURES,))
        for name in sorted(imports(path, run_at_import=True))
        if belongs(name, (*HEAVY, PICTURES))
    ]
    assert strange == []


def test_the_pure_core_knows_no_clock_network_database_or_chance():
    """Dates may be computed with; what day it is may not be asked."""
    impure = ("time", "socket", "urllib", "http", "requests", "random", "secrets", "uuid", "subprocess", "duckdb")
    clock = ("now", "utcnow", "today")
    strange = []
    for path in ours():
        if not layer(module_of(path)) or module_of(path) in GATE:
            continue
        strange += [
            f"{named(path)} imports {name}"
            for name in sorted(imports(path))
            if belongs(name, impure) and (module_of(path), name) not in OUTSIDE_PROGRAMS
        ]
        strange += [
            f"{named(path)}:{node.lineno} asks for the time"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr in clock
        ]
    assert strange == []


def test_nothing_reads_the_environment_when_it_is_imported():
    strange = []

    def visit(node: ast.AST, path: Path) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in [*node.args.defaults, *node.args.kw_defaults, *node.decorator_list]:
                if default is not None:
                    visit(default, path)
            return
        if isinstance(node, ast.Lambda):
            return
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb"):
            strange.append(f"{named(path)}:{node.lineno}")
        for child in ast.iter_child_nodes(node):
            visit(child, path)

    for path in ours():
        visit(tree(path), path)
    assert strange == []


def test_the_folder_of_the_models_shadows_nothing_of_the_package_dbt():
    """With the root on the path the folder `dbt/` joins the package of that name; so it holds no Python."""
    assert [named(path) for path in below("dbt")] == []
    assert (ROOT / "dbt").is_dir()
