"""The rulebook names every guard of the journey as it is: each said once, beside its rule, and refused by."""

import ast
import importlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import domain.actions
import domain.bundles
import domain.evidence
import domain.guards
import domain.statements
from domain.guards.catalogue import GUARDS
from domain.guards.guard import Guard
from domain.law.catalogue import LAW
from domain.source import Tag

BY_CODE = {guard.code: guard for guard in GUARDS}
SAID_BY = {"Verdict", "refused"}


def modules() -> Iterator[ModuleType]:
    for package in (domain.actions, domain.guards, domain.bundles, domain.evidence, domain.statements):
        for file in sorted(Path(package.__path__[0]).glob("*.py")):
            if file.stem not in ("__init__", "catalogue"):
                yield importlib.import_module(f"{package.__name__}.{file.stem}")


def calls(module: ModuleType) -> Iterator[ast.Call]:
    tree = ast.parse(Path(str(module.__file__)).read_text())
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def said(module: ModuleType) -> Iterator[tuple[str, str, dict[str, ast.expr]]]:
    """Every verdict that the file writes out itself: how it is said, its code, and the rest of it."""
    for node in calls(module):
        if isinstance(node.func, ast.Name) and node.func.id in SAID_BY:
            rest = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
            code = rest.get("code") or next(iter(node.args), None)
            if isinstance(code, ast.Constant) and isinstance(code.value, str) and code.value.isupper():
                yield node.func.id, code.value, rest


def refusing(module: ModuleType) -> Iterator[Guard]:
    """Every guard that refuses something in this file."""
    for node in calls(module):
        if (
            isinstance(node.func, ast.Attribute)
            and node.func.attr == "refuse"
            and isinstance(node.func.value, ast.Name)
        ):
            yield vars(module)[node.func.value.id]
        elif (
            isinstance(node.func, ast.Attribute)
            and node.func.attr == "refuse"
            and isinstance(node.func.value, ast.Subscript)
            and isinstance(node.func.value.value, ast.Name)
        ):
            yield from vars(module)[node.func.value.value.id].values()  # one of several, by what was found


SAID = [(module, *one) for module in modules() for one in said(module)]
REFUSED = {guard.code for module in modules() for guard in refusing(module)}


def test_each_is_stated_once_where_its_rule_is() -> None:
    stated = [each for module in modules() for each in getattr(module, "GUARDS", ())]
    assert len(stated) > 60
    assert [code for code, number in Counter(each.code for each in stated).items() if number > 1] == []
    assert all(BY_CODE[each.code] is each for each in stated)
    assert len(BY_CODE) == len(GUARDS)
    for module in modules():
        for each in vars(module).values():
            if isinstance(each, Guard):
                assert (BY_CODE.get(each.code) or LAW.get(each.code)) is each, f"{each.code} is in no list"


def test_no_refusal_says_over_again_what_a_guard_says() -> None:
    stated = {each.code for module in modules() for each in getattr(module, "GUARDS", ())}
    assert [(module.__name__, code) for module, _, code, _ in SAID if code in stated] == []


def test_the_rulebook_invents_no_guard() -> None:
    emitted = {code for _, _, code, _ in SAID} | REFUSED
    # What a certificate or an answer shows is known once its pages are laid out, and which addresses are secure is a
    # setting: the desk that knows refuses.
    by_desks = {"PROTECTED_IN_CERTIFICATE", "ANSWER_SHOWS", "ADDRESS_NOT_SECURE"}
    assert {guard.code for guard in GUARDS} - emitted == by_desks


def test_only_the_law_is_law() -> None:
    law = {guard.code for guard in GUARDS if guard.source.tag is Tag.STAT}
    assert law == {
        *("STILL_SCHOOL_AGE", "ALREADY_SCHOOL_AGE", "ORDER_NOT_ENDED"),
        *("NOT_DECLARED", "STATEMENT_NOT_SIGNED", "NOTHING_TO_CERTIFY", "UNUSED_UNDECIDED"),
        *("EXTENSION_TOLD_LATE", "RESPONSIBILITY_NOT_KNOWN"),
    }
    assert not any(BY_CODE[code].overridable for code in law)


def test_what_a_supervisor_may_set_aside_is_a_short_list() -> None:
    assert {guard.code for guard in GUARDS if guard.overridable} == {
        "ALREADY_EXTENDED",
        "CHARGE_RETURNED",
        "CHILDS_VIEW",
        "CHILD_DIED",
        "HOUSEHOLD_NOT_ASKED",
        "HOUSEHOLD_UNCHECKED",
        "MAYBE_TWO_CHILDREN",
        "NAMES_REFERRER",
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
