"""The rulebook is whole: every date rule, every standard, and every guard that any verdict can carry."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.date_rules import RULES
from domain.law.catalogue import LAW
from domain.policy import STANDARDS
from domain.risk_rules import RISK_RULES
from tests.api.site import Site


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


DOMAIN = Path(__file__).resolve().parents[2] / "domain"


@pytest.fixture
async def rules(site: Site) -> list[dict[str, Any]]:
    answer = await site.get("/api/rules")
    assert answer.status_code == 200
    return list(answer.json())


def codes() -> Iterator[tuple[str, str]]:
    """File and code of every verdict that bears a source of its own, and of every guard of the law."""
    for file in sorted(DOMAIN.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            named = {each.arg: each.value for each in node.keywords}
            code = named.get("code") or next(iter(node.args), None)
            if node.func.id not in ("Verdict", "_needs", "_supervisor", "guard") or not isinstance(code, ast.Constant):
                continue
            if str(code.value).isupper():
                yield file.relative_to(DOMAIN).as_posix(), str(code.value)


async def test_every_rule_standard_and_guard_is_in_it(rules: list[dict[str, Any]], subtests: pytest.Subtests) -> None:
    names = [rule["name"] for rule in rules]
    assert len(names) == len(set(names))
    for what in (RULES, STANDARDS, RISK_RULES, LAW):
        assert set(what) <= set(names)
    found = list(codes())
    assert len(found) > 40
    for file, code in found:
        with subtests.test(file, code=code):
            assert code in names
    assert "RECORD" in names, "what every plain refusal of an impossible form rests on"


async def test_each_says_where_it_comes_from_and_whether_anybody_has_checked(rules: list[dict[str, Any]]) -> None:
    for rule in rules:
        assert rule["label"]
        assert rule["source"]
        assert rule["tag"] in ("STAT", "GUID", "LOCAL")
        assert isinstance(rule["verified"], bool)
        assert rule["kind"] in ("date rule", "standard", "risk rule", "guard")
        assert not (rule["tag"] == "STAT" and rule["override"]), "law is never set aside"
    by_name = {rule["name"]: rule for rule in rules}
    notice = by_name["suitable-education-notice"]
    assert (notice["kind"], notice["tag"], notice["override"]) == ("date rule", "STAT", False)
    assert (by_name["triage"]["value"], by_name["triage"]["tag"]) == ("2 working days", "LOCAL")
    assert by_name["NO_ENQUIRY"]["override"] is True
    assert by_name["STILL_SCHOOL_AGE"]["override"] is False
    assert by_name["PROTECTED_IN_TEXT"]["override"] is False


async def test_what_a_refusal_cites_is_what_the_rulebook_says(site: Site, rules: list[dict[str, Any]]) -> None:
    ref = await site.refer()
    by_name = {rule["name"]: rule for rule in rules}
    cited = [each for each in (await site.case(ref))["blocked"] if each["code"] in by_name]
    assert cited
    for each in cited:
        assert each["source"].startswith(by_name[each["code"]]["source"])
        assert each["override"] == by_name[each["code"]]["override"]
