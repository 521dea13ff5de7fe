"""The catalogue of the law: every guard once, with its number, its words and how far its source may be trusted."""

import re
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

from domain import law
from domain.date_rules import RULES
from domain.guards.catalogue import GUARDS as JOURNEY
from domain.law.catalogue import LAW
from domain.law.guard import LawGuard
from domain.law.numbers import NUMBERS
from domain.law.penalty_notice import giving
from domain.law.prosecution import instituting
from domain.proceedings.penalty_notice import PenaltyNotice
from domain.source import Tag
from tests.domain.law.builders import charging_step, giving_step, notice, only, prosecution

FILES = [import_module(f"domain.law.{found.name}") for found in iter_modules(law.__path__)]


def test_every_guard_that_a_file_makes_is_in_its_list_and_in_the_catalogue() -> None:
    for file in FILES:
        made = {each.code for each in vars(file).values() if isinstance(each, LawGuard)}
        own = {each.code for each in getattr(file, "GUARDS", ())}
        assert own <= set(LAW)
        assert made <= set(LAW), file.__name__


def test_no_code_stands_for_two_guards() -> None:
    codes = [each.code for file in FILES for each in getattr(file, "GUARDS", ())]
    assert [code for code, number in Counter(codes).items() if number > 1] == []
    assert not set(codes) & {guard.code for guard in JOURNEY}


def test_each_says_what_it_asks_and_where_that_comes_from() -> None:
    for guard in LAW.values():
        assert re.fullmatch(r"[A-Z0-9_]+", guard.code)
        assert guard.says[0].isupper() or guard.says.startswith("s.")
        assert not guard.says.endswith(".")
        assert guard.source.cite
        if guard.source.tag is Tag.STAT:
            assert not guard.overridable


def test_every_number_once_in_words_with_its_source_and_what_keeps_it() -> None:
    assert list(NUMBERS) == [f"G{number:02}" for number in range(1, 32)]
    assert {guard.id for guard in LAW.values() if guard.id} <= set(NUMBERS), "no guard bears an unknown number"
    for number in NUMBERS.values():
        assert number.says[0].isupper()
        assert number.source.cite
        assert bool(number.parts) is not bool(number.where), number.id
        assert number.overridable is (bool(number.parts) and all(part.overridable for part in number.parts))
    assert LAW["G10_OUT_OF_TIME"].id == "G10"
    assert LAW["RELIED_ON_RECODED"].id == ""


def test_what_refuses_nothing_says_so_and_names_the_date_rule_that_is_there() -> None:
    elsewhere = {number.id: number for number in NUMBERS.values() if number.where}
    assert set(elsewhere) == {"G17", "G25", "G26"}
    for number in elsewhere.values():
        assert "refuses" in number.where
        named = re.findall(r"date rule ([a-z-]+)", number.where)
        assert named
        assert set(named) <= set(RULES)
        assert not number.overridable


def test_a_number_is_as_strict_as_its_strictest_part_and_verified_only_where_all_are() -> None:
    assert (NUMBERS["G01"].source.tag, NUMBERS["G14"].source.verified) == (Tag.STAT, True)
    assert not NUMBERS["G10"].source.verified, "a continuing failure is no settled law"
    assert NUMBERS["G28"].overridable
    assert not NUMBERS["G29"].overridable


def test_a_refusal_carries_the_code_source_and_override_of_its_guard() -> None:
    for verdict in (
        only(instituting(charging_step(prosecution=prosecution(needs=None)))),
        only(giving(giving_step(notice=notice(considered=None)))),
    ):
        guard = LAW[verdict.code]
        assert (verdict.source, verdict.overridable) == (guard.source, guard.overridable)
        assert verdict.public()["override"] is guard.overridable


def test_an_empty_notice_is_refused_with_words_for_everything_and_never_breaks() -> None:
    found = list(giving(giving_step(notice=PenaltyNotice(name="penalty-notice-9"))))
    assert len(found) > 5
    assert all(verdict.reason and (verdict.opens_on or verdict.needs) for verdict in found)
