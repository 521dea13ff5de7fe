"""Ground I: twenty school days, every session G, N or O; S2 and S3 to the day; what breaks, what is unknown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.law.removal import (
    Asked,
    Counts,
    Enquiries,
    Removing,
    judged,
    no_order_names,
    removing,
    run_before,
    twenty_days,
)
from domain.law.sessions import Register
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.law.builders import CALENDAR, YEARS, codes, filled, only, refused, register, school_days, session

day = date.fromisoformat
READY = Asked(
    by_school=True,
    by_authority=True,
    outcome=Enquiries.NOT_FOUND,
    unable=False,
    return_received_on=day("2026-12-04"),
)
ABSENT = filled("2026-11-09", "2026-12-18", "O")


def on(deletion: str, kept: Register = ABSENT) -> list[str]:
    return refused(twenty_days(day(deletion), kept, YEARS))


def removal(deletion: str = "2026-12-07", **changed: object) -> list[str]:
    asked = READY.model_copy(update=changed)
    return refused(removing(Removing(asked=asked, on=day(deletion), register=ABSENT, almanac=YEARS)))


def test_s2_lost_straight() -> None:
    early = only(twenty_days(day("2026-12-04"), ABSENT, YEARS))
    assert (early.code, early.opens_on, early.overridable) == ("G23_TWENTY_DAYS", day("2026-12-07"), False)
    assert early.reason == "19 of twenty school days are complete"
    assert on("2026-12-07") == []
    counted = [run_before(day(each), ABSENT, CALENDAR).counted for each in ("2026-11-09", "2026-11-21", "2026-12-05")]
    assert counted == [0, 10, 20]


def test_once_open_it_is_open_at_the_weekend_too() -> None:
    assert [on(each) for each in ("2026-12-11", "2026-12-12", "2026-12-13", "2026-12-14")] == [[], [], [], []]
    assert on("2026-12-24") == []


@pytest.mark.parametrize("weekend", ["2026-12-05", "2026-12-06"])
def test_s2_the_next_school_day_and_not_the_weekend(weekend: str) -> None:
    assert only(twenty_days(day(weekend), ABSENT, YEARS)).opens_on == day("2026-12-07")


def test_s3_half_term_is_not_counted() -> None:
    kept = filled("2026-10-19", "2026-11-27", "O")
    assert only(twenty_days(day("2026-11-20"), kept, YEARS)).opens_on == day("2026-11-23")
    assert on("2026-11-23", kept) == []


def test_over_christmas() -> None:
    kept = filled("2026-11-23", "2027-01-15", "O")
    assert only(twenty_days(day("2026-12-21"), kept, YEARS)).opens_on == day("2027-01-04"), "20th day: 18 December"
    assert on("2027-01-04", kept) == []
    later = filled("2026-11-24", "2027-01-15", "O")
    assert only(twenty_days(day("2027-01-04"), later, YEARS)).opens_on == day("2027-01-05")


@pytest.mark.parametrize("code", ["/", "L", "U", "I", "E", "C", "Y7", "B", "X", "Q", "D"])
@pytest.mark.parametrize("half", [0, 1])
def test_one_other_mark_breaks_the_run(code: str, half: int) -> None:
    kept = ABSENT.merged([session("2026-11-10", ("AM", "PM")[half], code)], day("2026-11-11")).register
    broken = only(twenty_days(day("2026-12-07"), kept, YEARS))
    assert broken.code == "G23_TWENTY_DAYS"
    assert "18 of twenty school days are complete, after a break on 10 November 2026" in broken.reason
    assert broken.opens_on == day("2026-12-09"), "the twenty begin again on 11 November"
    assert on("2026-12-09", kept) == []


def test_a_break_before_the_twenty_does_not_matter() -> None:
    kept = register([*codes(("2026-11-06", "/O")), *ABSENT.sessions])
    assert on("2026-12-07", kept) == []


def test_presence_after_the_twenty_breaks_it_all_the_same() -> None:
    back = ABSENT.merged([session("2026-12-07", code="/")], day("2026-12-07")).register
    assert on("2026-12-07", back) == []
    assert on("2026-12-08", back) == ["G23_TWENTY_DAYS"]


@pytest.mark.parametrize("code", ["G", "O"])
def test_g_and_o_in_any_mix(code: str) -> None:
    kept = ABSENT.merged([session("2026-11-12", code=code)], day("2026-12-01")).register
    assert on("2026-12-07", kept) == []


def test_n_counts_for_five_school_days_and_then_is_recoded_first() -> None:
    fresh = ABSENT.merged([session("2026-11-30", code="N")], day("2026-12-01")).register
    assert on("2026-12-07", fresh) == []
    stale = ABSENT.merged([session("2026-11-27", code="N")], day("2026-12-01")).register
    verdict = only(twenty_days(day("2026-12-07"), stale, YEARS))
    assert (verdict.code, verdict.overridable) == ("G23_UNRESOLVED", True)


def test_a_closure_neither_counts_nor_breaks() -> None:
    shut = ABSENT.merged(codes(("2026-11-17", "##")), day("2026-11-17")).register
    early = only(twenty_days(day("2026-12-07"), shut, YEARS))
    assert (early.code, early.opens_on) == ("G23_TWENTY_DAYS", day("2026-12-08"))
    assert on("2026-12-08", shut) == []
    half = ABSENT.merged([session("2026-11-17", "PM", "Y4")], day("2026-11-17")).register
    assert judged(day("2026-11-17"), half).counts is Counts.COUNTS, "the morning was expected, and O"
    assert on("2026-12-07", half) == []


@pytest.mark.parametrize("missing", ["2026-11-09", "2026-11-25", "2026-12-04"])
def test_a_missing_mark_is_unknown_and_waits_until_it_is_filled(missing: str) -> None:
    gap = filled("2026-11-09", "2026-12-18", "O", but=[(missing, "O-")])
    verdict = only(twenty_days(day("2026-12-07"), gap, YEARS))
    assert (verdict.code, verdict.overridable, verdict.opens_on) == ("G23_MISSING_MARK", False, None)
    assert f"{day(missing):%-d %B %Y} (afternoon)" in verdict.reason
    full = gap.merged([session(missing, "PM", "O")], day("2026-12-07")).register
    assert on("2026-12-07", full) == []


def test_too_few_days_and_a_missing_mark_say_both() -> None:
    gap = filled("2026-11-09", "2026-12-18", "O", but=[("2026-11-25", "O-")])
    assert on("2026-12-04", gap) == ["G23_MISSING_MARK", "G23_TWENTY_DAYS"]
    long_ago = filled("2026-10-12", "2026-12-18", "O", but=[("2026-10-14", "--")])
    assert on("2026-12-04", long_ago) == [], "twenty days have counted since"


def test_a_day_half_unknown_and_half_present_is_broken_and_not_unknown() -> None:
    kept = filled("2026-11-09", "2026-12-18", "O", but=[("2026-11-10", "/-")])
    assert on("2026-12-07", kept) == ["G23_TWENTY_DAYS"]


def test_nobody_marked_nothing_run() -> None:
    verdict = only(twenty_days(day("2026-12-07"), Register(school=SCHOOL), YEARS))
    assert (verdict.code, verdict.opens_on) == ("G23_TWENTY_DAYS", None)


# What else a removal needs ------------------------------------------------------------------------------------------


def test_a_removal_with_everything_on_record() -> None:
    assert removal() == []
    assert removal(outcome=Enquiries.WILL_NOT_RETURN) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"by_school": False}, "G23_ENQUIRIES"),
        ({"by_authority": False}, "G23_ENQUIRIES"),
        ({"outcome": None}, "G23_ENQUIRIES"),
        ({"unable": None}, "G23_SICKNESS"),
        ({"unable": True}, "G23_SICKNESS"),
        ({"return_received_on": None}, "G24_RETURN"),
        ({"return_received_on": day("2026-12-08")}, "G24_RETURN"),
        ({"order": "attendance-order-1"}, "REMOVAL_ORDER"),
    ],
)
def test_what_stands_in_the_way_of_a_removal(changed: dict[str, object], code: str) -> None:
    assert removal(**changed) == [code]


def test_the_return_may_come_on_the_day_itself() -> None:
    assert removal(return_received_on=day("2026-12-07")) == []


def test_an_order_that_names_the_school_is_asked_first_on_any_ground() -> None:
    verdict = only(no_order_names("attendance-order-1"))
    assert verdict.needs == "amend or revoke the order first"
    assert not verdict.overridable
    assert refused(no_order_names("")) == []
    step = Removing(asked=READY.model_copy(update={"order": "a"}), on=day("2026-12-04"), register=ABSENT, almanac=YEARS)
    assert refused(removing(step))[0] == "REMOVAL_ORDER"
    assert refused(removing(replace(step, asked=READY))) == ["G23_TWENTY_DAYS"]


# Against a count from the other end ---------------------------------------------------------------------------------

TERM = school_days("2026-10-12", "2027-02-05")
MARKS = st.lists(
    st.sampled_from(["OO", "GO", "OO", "OO", "##", "OO", "GG", "OO", "OO", "OO", "O-", "/O"]),
    min_size=len(TERM),
    max_size=len(TERM),
)


def complete(marks: list[tuple[date, str]], deletion: date) -> bool:
    """Said again the slow way: from some day, twenty that count, their next school day come, nothing amiss since."""
    before = [(each, said) for each, said in marks if each < deletion and said != "##"]
    for start in range(len(before)):
        since = before[start:]
        if any("/" in said or "-" in said for _, said in since) or len(since) < 20:
            continue
        twentieth = since[19][0]
        closed = {each for each, said in marks if each < deletion and said == "##"}
        opens = next(each for each in TERM if each > twentieth and each not in closed)
        if opens <= deletion:
            return True
    return False


@settings(max_examples=80)
@given(MARKS, st.integers(0, 105))
def test_never_a_day_early_nor_late(written: list[str], later: int) -> None:
    """Also on days of no school."""
    marks = list(zip(TERM, written, strict=True))
    kept = register(codes(*((each.isoformat(), said) for each, said in marks)))
    deletion = TERM[0] + timedelta(days=later)
    assert (on(deletion.isoformat(), kept) == []) == complete(marks, deletion)
