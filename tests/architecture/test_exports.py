"""What the packages offer: sorted, documented, and in both languages."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING

import pytest

import reintegra
from reintegra.vocabulary.texts import LANGUAGES, Text, Worded
from tests.architecture.tree import imported_modules, module_name, modules, syntax

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

MODULES = list(imported_modules())
PACKAGES = [module for module in MODULES if hasattr(module, "__path__")]
FOLDERS = [
    package
    for package in PACKAGES
    if package.__name__.startswith(("reintegra.rules.", "reintegra.programme."))
]
FRONTS = [package for package in PACKAGES if package not in FOLDERS]
WORDED = sorted(
    {
        kind
        for module in MODULES
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Worded) and kind is not Worded
    },
    key=lambda kind: f"{kind.__module__}.{kind.__qualname__}",
)
TEXTS = [
    (f"{module.__name__}.{name}", value)
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Text)
]


def name_of(module: ModuleType) -> str:
    """The dotted name of a module, to name a test."""
    return module.__name__


def own_public_names(module: ModuleType) -> set[str]:
    """The public names that a package's front binds, its own modules apart."""
    return {
        name
        for name in {*vars(module), *dir(module)} - {"annotations", "TYPE_CHECKING"}
        if not name.startswith("_") and not inspect.ismodule(getattr(module, name))
    }


def constants_classes_functions(name: str) -> tuple[int, str]:
    """The order of `__all__`: constants, then classes, then functions, each by the alphabet."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def undocumented(tree: ast.Module) -> list[str]:
    """The public classes, functions and methods of a module that have no docstring."""
    missing: list[str] = []

    def look(nodes: list[ast.stmt], prefix: str) -> None:
        for node in nodes:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
                continue
            overload = any(getattr(mark, "id", "") == "overload" for mark in node.decorator_list)
            if ast.get_docstring(node) is None and not overload:
                missing.append(prefix + node.name)
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{prefix}{node.name}.")

    look(tree.body, "")
    return missing


def test_the_front_offers_few_names() -> None:
    """The front of the library offers between one and forty names."""
    assert 1 <= len(vars(reintegra)["__all__"]) <= 40


@pytest.mark.parametrize("package", FRONTS, ids=name_of)
def test_each_package_lists_what_it_offers(package: ModuleType) -> None:
    """`__all__` of each package is sorted and equals the public names of its front."""
    offered: list[str] = list(vars(package)["__all__"])
    assert sorted(offered, key=constants_classes_functions) == offered
    assert own_public_names(package) == set(offered)


@pytest.mark.parametrize("package", FOLDERS, ids=name_of)
def test_a_folder_inside_a_package_offers_nothing_of_its_own(package: ModuleType) -> None:
    """What the folders of rules and programme hold is offered by those two alone."""
    assert set() == own_public_names(package)


def test_the_front_knows_no_other_names() -> None:
    """A name that the front does not offer is answered as Python answers it."""
    with pytest.raises(AttributeError, match="has no attribute 'Cases'"):
        getattr(reintegra, "Cases")  # noqa: B009 - the name does not exist, as a checker would say


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_each_module_says_what_it_is(path: Path) -> None:
    """Every module, public class, function and method has a docstring."""
    assert ast.get_docstring(syntax(path))
    assert [] == undocumented(syntax(path))


def test_there_are_words_to_check() -> None:
    """The library has enumerations and sentences: the two tests below are about something."""
    assert len(WORDED) >= 10
    assert len(TEXTS) >= 1


@pytest.mark.parametrize("kind", WORDED, ids=lambda kind: str(kind.__name__))
def test_every_code_is_worded_in_both_languages(kind: type[Worded]) -> None:
    """Each member of each enumeration reads well in Indonesian and in English."""
    for member in kind:
        for language in LANGUAGES:
            words = member.text(language)
            assert words.strip() == words
            assert words


@pytest.mark.parametrize(
    ("name", "text"), TEXTS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_every_sentence_exists_in_both_languages(name: str, text: Text) -> None:
    """Each text of each module has words in both languages, without blanks around them."""
    for language in LANGUAGES:
        assert text(language).strip() == text(language), name
