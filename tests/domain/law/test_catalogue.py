"""The catalogue of the law: every guard once, with its number, its words and how far its source may be trusted."""

import re
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

from domain import law
from domain.guards.catalogue import GUARDS as JOURNEY
from domain.law.catalogue import LAW
from domain.law.guard import LawGuard
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


def test_the_numbers_of_the_catalogue() -> None:
    own = {"G01", "G08", "G09", "G10", "G11", "G12", "G13", "G14", "G15", "G16", "G18", "G19", "G20", "G21", "G22"}
    own |= {"G23", "G24", "G27", "G29", "G31"}
    assert own <= {guard.id for guard in LAW.values()}
    assert LAW["G10_OUT_OF_TIME"].id == "G10"
    assert LAW["RELIED_ON_RECODED"].id == ""


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
