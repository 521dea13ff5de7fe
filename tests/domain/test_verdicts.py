"""The rulebook names every guard of the journey, with the source and the sternness of what it really says."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import domain.actions
import domain.guards
from domain.guards.catalogue import GUARDS
from domain.source import Source, Tag

BY_CODE = {guard.code: guard for guard in GUARDS}
SAID_BY = {"Verdict", "refused", "_needs", "_supervisor"}


def modules() -> Iterator[ModuleType]:
    for package in (domain.actions, domain.guards):
        for file in sorted(Path(package.__path__[0]).glob("*.py")):
            if file.stem not in ("__init__", "catalogue"):
                yield importlib.import_module(f"{package.__name__}.{file.stem}")


def said(module: ModuleType) -> Iterator[tuple[str, str, dict[str, ast.expr]]]:
    """Every verdict that the file writes down: how it is said, its code, and the rest of it."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAID_BY:
            rest = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
            code = rest.get("code") or next(iter(node.args), None)
            if isinstance(code, ast.Constant) and isinstance(code.value, str) and code.value.isupper():
                yield node.func.id, code.value, rest


SAID = [(module, *one) for module in modules() for one in said(module)]


def test_the_files_say_something() -> None:
    assert len(SAID) > 80
    assert len(BY_CODE) == len(GUARDS)


@pytest.mark.parametrize("code", sorted({code for _, how, code, _ in SAID if how == "Verdict"}))
def test_every_guard_with_a_source_of_its_own_stands_in_the_rulebook_as_it_is(code: str) -> None:
    guard = BY_CODE[code]
    here = [(module, rest) for module, how, each, rest in SAID if (how, each) == ("Verdict", code)]
    absolute = {bool(rest.get("absolute")) for _, rest in here}
    assert absolute == {guard.absolute}
    sources = {source for module, rest in here if (source := source_of(module, rest)) is not None}
    if len(sources) == 1:
        (source,) = sources
        assert (source.cite, source.tag) == (guard.source.cite, guard.source.tag)


def source_of(module: ModuleType, rest: dict[str, ast.expr]) -> Source | None:
    """The source as it is written, where it does not depend on the case."""
    names: dict[str, Any] = vars(module)
    try:
        found = eval(ast.unparse(rest["source"]), names)
    except (NameError, KeyError):
        return None
    return found if isinstance(found, Source) else None


def test_the_rulebook_invents_no_guard() -> None:
    emitted = {code for _, _, code, _ in SAID}
    assert {guard.code for guard in GUARDS} - emitted == set()


def test_only_the_law_is_law() -> None:
    law = {guard.code for guard in GUARDS if guard.source.tag is Tag.STAT}
    assert law == {"STILL_SCHOOL_AGE", "ALREADY_SCHOOL_AGE"}
    assert not any(BY_CODE[code].overridable for code in law)


def test_what_a_supervisor_may_set_aside_is_a_short_list() -> None:
    assert {guard.code for guard in GUARDS if guard.overridable} == {
        "ALREADY_EXTENDED",
        "CHILD_DIED",
        "HOUSEHOLD_NOT_ASKED",
        "HOUSEHOLD_UNCHECKED",
        "MAYBE_TWO_CHILDREN",
        "NOT_SEEN",
        "NOT_STARTED",
        "NO_ENQUIRY",
        "SEEN_LATELY",
        "SURVIVING_CLOSED",
    }


def test_every_guard_says_what_it_asks_in_a_sentence_and_where_it_comes_from() -> None:
    for guard in GUARDS:
        assert guard.says[0].isupper()
        assert not guard.says.endswith(".")
        assert guard.source.words
