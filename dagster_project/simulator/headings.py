"""Headings over several rows, from the paths of the columns: neighbours with one beginning share it, short ones reach down."""

from __future__ import annotations

from dagster_project.simulator.document import Cell, Row


def heading_rows(paths: list[str]) -> list[Row]:
    """The rows of headings over these columns; a path is outermost/…/innermost."""
    split = [path.split("/") for path in paths]
    depth = max(len(path) for path in split)
    rows: list[Row] = [[None] * len(paths) for _ in range(depth)]
    for level in range(depth):
        column = 0
        while column < len(paths):
            path = split[column]
            if level >= len(path):
                column += 1
                continue
            last = level == len(path) - 1
            end = column + 1
            if not last:
                while end < len(paths) and len(split[end]) > level + 1 and split[end][: level + 1] == path[: level + 1]:
                    end += 1
            else:  # the same heading twice over neighbours is one merged heading
                while end < len(paths) and split[end] == path:
                    end += 1
            rows[level][column] = Cell(path[level], depth - level if last else 1, end - column, "heading")
            column = end
    return rows
