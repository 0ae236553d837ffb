"""Small enough to read: the size budget of the house."""

from __future__ import annotations

import ast
import statistics
import tokenize
from typing import TYPE_CHECKING

import pytest

from tests.architecture.tree import module_name, modules, syntax

if TYPE_CHECKING:
    from pathlib import Path

MEDIAN_MODULE = 120
LONGEST_MODULE = 400
LONGEST_BODY = 40
COMMENT_SHARE = 0.08

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


def line_count(path: Path) -> int:
    """How many lines a module has, blank ones included."""
    return len(path.read_text(encoding="utf-8").splitlines())


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines the body of a function spans, its docstring excluded."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def comment_and_code_lines(path: Path) -> tuple[int, int]:
    """How many lines are only a comment, and how many hold code (docstrings are neither)."""
    with path.open("rb") as source:
        tokens = list(tokenize.tokenize(source.readline))
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = {
        token.start[0]
        for token in tokens
        if token.type == tokenize.COMMENT and lines[token.start[0] - 1].lstrip().startswith("#")
    }
    documented = (ast.Module, ast.ClassDef, *type_of_function)
    docstrings = {
        line
        for node in ast.walk(syntax(path))
        if isinstance(node, documented) and ast.get_docstring(node) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    written = {number for number, line in enumerate(lines, start=1) if line.strip()}
    return len(comments), len(written - comments - docstrings)


def test_the_median_module_is_short() -> None:
    """Half of the modules have at most 120 lines."""
    assert MEDIAN_MODULE >= statistics.median(line_count(path) for path in modules())


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_no_module_is_long(path: Path) -> None:
    """No module has more than 400 lines."""
    assert LONGEST_MODULE >= line_count(path)


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_no_function_is_long(path: Path) -> None:
    """No body of a function spans more than 40 lines."""
    lengths = {
        node.name: body_length(node)
        for node in ast.walk(syntax(path))
        if isinstance(node, type_of_function)
    }
    assert {} == {name: length for name, length in lengths.items() if length > LONGEST_BODY}


def test_code_speaks_for_itself() -> None:
    """At most 8 lines in a hundred lines of code are comments."""
    counts = [comment_and_code_lines(path) for path in modules()]
    assert sum(code for _, code in counts) * COMMENT_SHARE >= sum(only for only, _ in counts)
