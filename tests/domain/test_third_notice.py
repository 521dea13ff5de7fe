"""By actions, in whatever order: no third penalty notice in three years to one parent for one child; and on the day on
which the first has left the three years another is allowed.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.dates.counting import three_years_window
from domain.proceedings import PenaltyNotice
from domain.verdict import Refused
from tests.domain.law.builders import school_days
from tests.domain.play import MOTHER
from tests.domain.stepping import Steps
from tests.domain.test_closing_with_steps import give, prepare

ANSWERABLE = {"parent_because": "Named at birth", "answerable_because": "Lives with them"}


def family(on: str) -> Steps:
    play = Steps(on, child={"first_absent_on": None})
    father = {key: MOTHER[key] for key in ("address", "telephone")}
    play.act("add-person", full_name="Mr T Example", relation="father", source="The register", **father)
    for person in play.case.people:
        play.act("record-answerable-parent", person=person.id, first="2024-09-01", **ANSWERABLE)
    return play


def a_week(play: Steps, back: int) -> list[str]:
    """Five school days in a row, the last of them so many school days ago."""
    known = school_days((play.today - timedelta(days=150)).isoformat(), (play.today - timedelta(days=1)).isoformat())
    days = known[len(known) - 5 - back : len(known) - back]
    return [f"{day} {half}" for day in days for half in ("AM", "PM")]


def begin(play: Steps, back: int = 0, parent: int = 0) -> str:
    person = play.case.people[parent].id
    body = {"person": person, "setting": "academy", "our_school": True, "sessions": a_week(play, back)}
    play.act("begin-penalty-notice", **body)
    return play.case.proceedings[-1].name


def notices(play: Steps) -> list[PenaltyNotice]:
    return [each for each in play.case.proceedings if isinstance(each, PenaltyNotice)]


def counted(play: Steps, person: str) -> list[date]:
    """The notices to this parent that count today, by the day they were given."""
    window = three_years_window(play.today)
    return [
        each.issued_on
        for each in notices(play)
        if each.person_id == person and each.counts and each.issued_on is not None and each.issued_on in window
    ]


def whole(play: Steps, back: int = 0, parent: int = 0) -> str:
    name = begin(play, back, parent)
    prepare(play, name)
    give(play, name)
    return name


# Any order of actions

Deed = Callable[[Steps, int], object]


def one(play: Steps, n: int) -> str:
    known = notices(play)
    return known[n % len(known)].name if known else ""


WITHDRAWN = {"ground": "ought-not", "reason": "The school had given leave.", "understood": True}
DEEDS: tuple[Deed, ...] = (
    lambda play, n: whole(play, 5 * (n % 10), parent=n % 3 // 2),
    lambda play, n: whole(play, 5 * (n % 10)),
    lambda play, n: prepare(play, begin(play, 5 * (n % 10))),
    lambda play, n: prepare(play, begin(play, 5 * (n % 10))),
    lambda play, n: give(play, one(play, n)),
    lambda play, n: give(play, one(play, n)),
    lambda play, n: prepare(play, one(play, n)),
    lambda play, n: play.step("take-back-penalty-notice", of=one(play, n), reason="A slip of the pen."),
    lambda play, n: play.step("record-notice-service", of=one(play, n)),
    lambda play, n: play.step("record-penalty-payment", of=one(play, n), pence=8000, reference=f"Receipt {n}"),
    lambda play, n: play.step("withdraw-penalty-notice", of=one(play, n), by="supervisor", **WITHDRAWN),
    lambda play, n: play.step("reconsider-penalty-notice", of=one(play, n), reason="Something new."),
    lambda play, n: play.to(play.today + timedelta(days=n % 40)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(range(len(DEEDS))), st.integers(0, 40)), min_size=8, max_size=30))
def test_no_order_of_actions_issues_a_third_notice(deeds: list[tuple[int, int]]) -> None:
    play = family("2027-01-18")
    for number, n in deeds:
        with suppress(Refused, AssertionError, LookupError):
            DEEDS[number](play, n)
        for person in play.case.people:
            assert len(counted(play, person.id)) <= 2
        by_parent = [(each.person_id, mark.slot) for each in notices(play) if each.covers for mark in each.sessions]
        assert len(by_parent) == len(set(by_parent)), "no session is relied on twice against one parent"


def test_three_prepared_at_once_and_only_two_are_given() -> None:
    """Each was lawful when it was prepared: the law is judged afresh when it is given."""
    play = family("2027-01-18")
    names = [begin(play, back) for back in (0, 5, 10)]
    for name in names:
        prepare(play, name)
    give(play, names[0])
    with pytest.raises(Refused) as second:
        give(play, names[1])
    assert {verdict.code for verdict in second.value.verdicts} == {"G13_TARIFF"}, "it prints what the first one costs"
    play.step("reconsider-penalty-notice", of=names[1], reason="The second in three years.")
    prepare(play, names[1])
    give(play, names[1])
    with pytest.raises(Refused) as third:
        give(play, names[2])
    assert "G14_CAP" in {verdict.code for verdict in third.value.verdicts}
    assert len(counted(play, play.mother)) == 2


def test_the_other_parent_and_a_withdrawn_one_do_not_count() -> None:
    play = family("2027-01-18")
    first = whole(play, 0)
    whole(play, 5)
    assert play.refused("begin-penalty-notice", **asked(play, 10)) == "G14_CAP"
    whole(play, 10, parent=1)
    play.step("withdraw-penalty-notice", of=first, by="supervisor", **WITHDRAWN)
    whole(play, 10)
    assert len(counted(play, play.mother)) == 2


def asked(play: Steps, back: int) -> dict[str, object]:
    return {"person": play.mother, "setting": "academy", "our_school": True, "sessions": a_week(play, back)}


@pytest.mark.parametrize(
    ("first", "opens"),
    [
        ("2026-01-12", "2029-01-12"),
        ("2026-10-22", "2029-10-22"),  # the eve of a half-term, three years on the Monday in one
        ("2026-03-30", "2029-03-30"),  # after the clock change of 29 March 2026
    ],
)
def test_on_the_day_it_opens_it_is_allowed_and_on_the_day_before_it_is_not(first: str, opens: str) -> None:
    play = family(first)
    whole(play, 0)
    play.to(play.today + timedelta(days=30))
    whole(play, 0)
    allowed = date.fromisoformat(opens)
    play.asleep = True  # what rings in three years is no matter here
    play.to(allowed - timedelta(days=1))
    (verdict,) = play.why_not("begin-penalty-notice", **asked(play, 0))
    assert (verdict.code, verdict.opens_on) == ("G14_CAP", allowed)
    play.to(allowed)
    begin(play)
