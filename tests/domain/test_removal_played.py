"""A name removed from the roll, by actions: S2 and S3 to the day, refused with the day that makes it lawful; and what a
school did all the same (SI 2024/208 reg 9).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain.facts import Facts
from domain.law.sessions import Register
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.law.builders import filled
from tests.domain.play import ALMANAC, Play
from tests.domain.test_enquiries import authority_done, school_sends

REQUEST = {"ground": "I", "asked_by": "The head teacher", "outcome": "not-found", "unable": False}
REASONS = {"reasons": "Both have looked everywhere."}


class Registered(Play):
    """With the child's register at its school."""

    registers: Mapping[str, Register] = {}

    def facts(self, by: str = "officer") -> Facts:
        return replace(super().facts(by), registers=self.registers)


def looked_for(first: str = "2026-11-09", *, ends: str = "2026-12-18", kept: Register | None = None) -> Registered:
    """Absent from that day, with the joint log complete on both sides."""
    play = Registered(first, almanac=ALMANAC, child={"first_absent_on": first})
    play.registers = {SCHOOL: kept if kept is not None else filled(first, ends, "O")}
    play.act("decide-triage", route="lost", reasons="On the roll; nobody knows where she is.")
    play.act("ask-school", contact="Ms J Sample")
    school_sends(authority_done(play))
    return play


def asked(play: Play, **more: Any) -> str:
    play.act("record-removal-request", **{**REQUEST, "return_on": play.today.isoformat(), **more})
    return str(play.case.removals[-1].id)


def test_s2_a_day_early_it_is_refused_with_the_day_from_which_it_is_lawful() -> None:
    play = looked_for()
    play.to("2026-12-04")
    removal = asked(play)
    verdict = play.verdict("G23_TWENTY_DAYS", "agree-removal", removal=removal, **REASONS)
    assert verdict is not None
    assert (verdict.opens_on, verdict.overridable) == (date(2026, 12, 7), False)
    assert play.refused("agree-removal", by="supervisor", overrides={"G23_TWENTY_DAYS": "Please"}, removal=removal,
                        **REASONS) == "G23_TWENTY_DAYS"  # fmt: skip
    play.to("2026-12-07")
    play.act("agree-removal", removal=removal, **REASONS)
    found = play.case.removals[-1]
    assert (found.agreed_by, found.deletes_on, len(found.days)) == ("officer", date(2026, 12, 7), 20)
    assert (found.days[0], found.days[-1]) == (date(2026, 11, 9), date(2026, 12, 4))
    assert play.task("record-deletion").action == "record-deletion"
    play.act("record-deletion", ground="I", said_by="The school's return")
    found = play.case.removals[-1]
    assert (found.deleted_on, found.unlawful, play.case.missing_from) == (date(2026, 12, 7), [], date(2026, 12, 7))
    assert {"record-deletion", "challenge-deletion"}.isdisjoint(play.tasks())
    assert play.task("begin-tracing").action == "begin-tracing"
    play.act("begin-tracing")
    assert "begin-tracing" not in play.tasks()


def test_s3_half_term_is_not_counted() -> None:
    play = looked_for("2026-10-19")
    play.to("2026-11-20")
    removal = asked(play)
    verdict = play.verdict("G23_TWENTY_DAYS", "agree-removal", removal=removal, **REASONS)
    assert verdict is not None
    assert verdict.opens_on == date(2026, 11, 23)
    play.to("2026-11-23")
    play.act("agree-removal", removal=removal, **REASONS)


def test_a_breaking_code_a_missing_mark_and_an_old_n_each_stop_it() -> None:
    for but, code in (
        ([("2026-11-18", "/O")], "G23_TWENTY_DAYS"),
        ([("2026-11-18", "-O")], "G23_MISSING_MARK"),
        ([("2026-11-18", "NN")], "G23_UNRESOLVED"),
    ):
        play = looked_for(kept=filled("2026-11-09", "2026-12-18", "O", but=but))
        play.to("2026-12-07")
        assert code in play.refused("agree-removal", removal=asked(play), **REASONS), code


def test_without_a_register_nothing_is_counted() -> None:
    play = looked_for()
    play.registers = {}
    play.to("2026-12-07")
    assert "G23_TWENTY_DAYS" in play.refused("agree-removal", removal=asked(play), **REASONS)


def test_the_joint_log_is_complete_from_both_sides_and_says_what_is_outstanding() -> None:
    play = Registered("2026-11-09", almanac=ALMANAC)
    play.registers = {SCHOOL: filled("2026-11-09", "2026-12-18", "O")}
    play.act("decide-triage", route="lost", reasons="On the roll; nobody knows where she is.")
    play.to("2026-12-07")
    removal = asked(authority_done(play))
    verdict = play.verdict("G23_ENQUIRIES", "agree-removal", removal=removal, **REASONS)
    assert verdict is not None
    assert "Home visit by the school (the school)" in str(verdict.needs) or "more" in str(verdict.needs)
    play.act("ask-school", contact="Ms J Sample")
    school_sends(play, complete=False)
    assert play.refused("agree-removal", removal=removal, **REASONS) == "G23_ENQUIRIES"
    school_sends(play)
    play.act("agree-removal", removal=removal, **REASONS)


def test_sickness_the_outcome_and_the_return_are_asked_for() -> None:
    play = looked_for()
    play.to("2026-12-07")
    codes = {
        "G23_SICKNESS": {"unable": True},
        "G23_ENQUIRIES": {"outcome": None},
        "G24_RETURN": {"return_on": None},
    }
    for code, more in codes.items():
        assert play.refused("agree-removal", removal=asked(play, **more), **REASONS) == code
    assert len(play.case.removals) == 1, "asked again it is the same removal"
    assert play.refused("agree-removal", removal=asked(play), deletes_on="2026-12-08", **REASONS) == "REMOVAL_AHEAD"
    assert play.refused("agree-removal", removal="R999", **REASONS) == "NO_SUCH_REMOVAL"


def test_what_a_school_did_too_early_is_a_fact_challenged_and_the_child_is_missing_education_from_that_day() -> None:
    play = looked_for()
    play.to("2026-11-30")
    play.act("record-deletion", deleted_on="2026-11-27", ground="I", said_by="The school's return")
    removal = play.case.removals[-1]
    assert removal.deleted_on == play.case.missing_from == date(2026, 11, 27)
    assert any("of twenty school days" in why for why in removal.unlawful)
    assert any("has not agreed" in why for why in removal.unlawful)
    task = play.task("challenge-deletion")
    assert task.action == "record-challenge"
    play.act("record-challenge", removal=removal.id, told="The head teacher", said="Asked to restore the name.")
    assert "challenge-deletion" not in play.tasks()
    assert play.case.missing_from == date(2026, 11, 27), "until the school puts the name back"
    assert play.refused("record-challenge", removal=removal.id, told="The head", said="Again.").startswith("NO_REMOVAL")


def test_a_name_put_back_is_on_the_roll_again() -> None:
    play = looked_for()
    play.to("2026-11-30")
    play.act("record-deletion", deleted_on="2026-11-27", ground="I", said_by="The school's return")
    said = {"told": "The head teacher", "said": "Put back.", "restored_on": "2026-11-30"}
    play.act("record-challenge", removal=play.case.removals[-1].id, **said)
    assert play.case.missing_from is None


def test_a_deletion_return_is_the_same_fact_and_the_agreed_one_is_not_challenged() -> None:
    told = {"kind": "deletion", "school": SCHOOL, "ground": "I"}
    early = looked_for()
    early.to("2026-11-30")
    early.act("return-received", by="process", told={**told, "on": "2026-11-27"})
    assert "challenge-deletion" in early.tasks()
    assert early.case.missing_from == date(2026, 11, 27)
    agreed = looked_for()
    agreed.to("2026-12-07")
    agreed.act("agree-removal", removal=asked(agreed), **REASONS)
    agreed.act("return-received", by="process", told={**told, "on": "2026-12-07"})
    assert {"challenge-deletion", "record-deletion"}.isdisjoint(agreed.tasks())
    assert (agreed.case.removals[-1].deleted_on, agreed.case.removals[-1].unlawful) == (date(2026, 12, 7), [])
    moved = looked_for()
    moved.act("return-received", by="process", told={**told, "on": "2026-11-09", "destination": "800/2001"})
    assert moved.case.missing_from is None, "the school knows where it is taught"
