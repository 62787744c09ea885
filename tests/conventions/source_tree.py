"""The repository as text and syntax trees, for the tests of this folder. What each rule is stands in the tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE_AT_ROOT = {"warehouse", ".venv", ".venv-bi", ".venv-lock", "logs"}
MADE_ANYWHERE = {".git", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", "target"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository, without what can be made again, sorted."""
    return tuple(sorted(walk(ROOT)))


def walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        made = (
            path.name in MADE_ANYWHERE or path.suffix == ".egg-info" or (folder == ROOT and path.name in MADE_AT_ROOT)
        )
        if made or path.name == ".git":  # a worktree's .git is a file
            continue
        if path.is_dir() and not path.is_symlink():
            yield from walk(path)
        elif path.is_file():
            yield path


def below(folder: str, suffix: str = ".py") -> list[Path]:
    """Files below a folder of the repository, by suffix."""
    return [path for path in files() if path.is_relative_to(ROOT / folder) and path.suffix == suffix]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_of(path: Path) -> str:
    """The dotted name of a Python file."""
    return named(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(path: Path, *, run_at_import: bool = False) -> set[str]:
    """Dotted names a file imports, wherever it does; with `run_at_import`, only what happens when it is imported itself:
    not inside functions, not for the type checker alone."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if run_at_import and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return
        if run_at_import and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}:{node.lineno}: imports are absolute"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree(path))
    return found


def belongs(name: str, packages: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of these packages or lies in one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """String literals with their lines, docstrings left out; an f-string's literal parts one by one."""
    docstrings = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                docstrings.add(id(first.value))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value
