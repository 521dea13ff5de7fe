"""The three-year count per parent and child: the edges by hand, and no order of acts that gives a third notice."""

from datetime import date, timedelta

import pytest
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from domain.law.tariff import FIRST, SECOND, counted, may_be_given, possible_from, pounds, tariff_for
from domain.proceedings.groundwork import LawyersReason
from domain.proceedings.penalty_notice import PenaltyNotice, Scheme, Tariff, Withdrawal
from tests.domain.law.builders import CHILD, given, only, refused

day = date.fromisoformat


A_NOTICE = given()


def issued(on: str, name: str = "n", **changed: object) -> PenaltyNotice:
    return A_NOTICE.model_copy(update={"issued_on": day(on), "name": name, **changed})


def withdrawn(on: str) -> PenaltyNotice:
    return issued(on, withdrawn=Withdrawal(ground="ought-not", reason="Wrong dates", by="supervisor", on=day(on)))


def tariff(notices: list[PenaltyNotice], proposed: str) -> Tariff | None:
    return tariff_for(notices, "P1", CHILD, day(proposed))


def may(notices: list[PenaltyNotice], proposed: str, printed: Tariff | None = None) -> list[str]:
    return refused(may_be_given(notices, "P1", CHILD, day(proposed), printed))


def test_the_amounts() -> None:
    assert (FIRST.discount, FIRST.full) == (8000, 16000)
    assert (SECOND.discount, SECOND.full) == (None, 16000)


def test_s16_the_edge_of_the_three_years() -> None:
    first, second = issued("2024-09-10", "a"), issued("2026-02-03", "b")
    both = [first, second]
    blocked = only(may_be_given(both, "P1", CHILD, day("2027-09-09"), None))
    assert (blocked.code, blocked.opens_on, blocked.overridable) == ("G14_CAP", day("2027-09-10"), False)
    assert [each.on for each in counted(both, "P1", CHILD, day("2027-09-09"))] == [day("2024-09-10"), day("2026-02-03")]
    assert may(both, "2027-09-10") == []
    assert tariff(both, "2027-09-10") == SECOND
    one_withdrawn = [withdrawn("2024-09-10"), second]
    assert tariff(one_withdrawn, "2027-09-09") == SECOND
    assert [each.on for each in counted(one_withdrawn, "P1", CHILD, day("2027-09-09"))] == [day("2026-02-03")]


@pytest.mark.parametrize(
    ("earlier", "opens"),
    [
        ("2027-03-01", "2030-03-01"),
        ("2028-02-29", "2031-03-01"),  # the window of 28 February 2031 still begins on 29 February
        ("2028-02-28", "2031-02-28"),
        ("2025-03-01", "2028-03-01"),
        ("2025-02-28", "2028-02-28"),
    ],
)
def test_a_notice_leaves_the_window_on_the_same_date_three_years_on(earlier: str, opens: str) -> None:
    other = issued((day(earlier) + timedelta(days=1)).isoformat(), "b")
    notices = [issued(earlier, "a"), other]
    assert possible_from(notices, "P1", CHILD, day(earlier) + timedelta(days=300)) == day(opens)
    eve = (day(opens) - timedelta(days=1)).isoformat()
    assert (may(notices, eve), may(notices, opens)) == (["G14_CAP"], [])


def test_first_second_and_no_third() -> None:
    assert tariff([], "2026-10-12") == FIRST
    assert tariff([issued("2026-03-02")], "2026-10-12") == SECOND
    assert tariff([issued("2026-03-02", "a"), issued("2026-05-05", "b")], "2026-10-12") is None


@pytest.mark.parametrize(
    ("earlier", "counts"),
    [
        (issued("2026-03-02"), True),
        (issued("2026-03-02", received_on=None, returned_on=day("2026-03-09")), True),
        (issued("2026-03-02", convicted_on=day("2026-06-01")), True),
        (issued("2026-03-02", acquitted_on=day("2026-06-01")), False),
        (withdrawn("2026-03-02"), False),
        (issued("2026-03-02", never_given=LawyersReason(lawyer="l", on=day("2026-04-01"), reason="Lost")), False),
        (issued("2026-03-02", scheme=Scheme.EXCLUDED), False),
        (issued("2026-03-02", person_id="P2"), False),
        (issued("2026-03-02", child="RC-2026-000002"), False),
        (issued("2024-08-18"), False),
        (issued("2024-08-19"), True),
        (issued("2026-03-02", issued_on=None), False),
    ],
)
def test_what_counts(earlier: PenaltyNotice, counts: bool) -> None:
    assert tariff([earlier], "2026-10-12") == (SECOND if counts else FIRST)


def test_a_tariff_prepared_earlier_is_judged_again_on_the_day() -> None:
    earlier = [issued("2026-10-09")]
    assert may(earlier, "2026-10-12", FIRST) == ["G13_TARIFF"]
    assert may(earlier, "2026-10-12", SECOND) == []
    assert may([], "2026-10-12", SECOND) == ["G13_TARIFF"]


def test_no_notice_is_dated_before_another() -> None:
    two = [issued("2026-01-12", "a"), issued("2026-03-02", "b")]
    assert may(two, "2026-01-05") == ["NOTICE_BACKDATED"]
    assert may(two[:1], "2026-01-11") == ["NOTICE_BACKDATED"]
    assert may(two[:1], "2026-01-12") == []


@pytest.mark.parametrize(("pence", "words"), [(8000, "£80"), (8050, "£80.50"), (105, "£1.05"), (0, "£0")])
def test_money_in_words(pence: int, words: str) -> None:
    assert pounds(pence) == words


DAYS = st.dates(date(2024, 8, 1), date(2033, 12, 31))
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["give", "give", "give", "withdraw", "acquit", "convict"]),
        DAYS,
        st.sampled_from(["P1", "P2"]),
        st.sampled_from([CHILD, "RC-2026-000002"]),
    ),
    max_size=25,
)


@settings(max_examples=80)
@given_by(ACTS)
def test_no_order_of_acts_gives_a_third_notice(acts: list[tuple[str, date, str, str]]) -> None:
    """Days in any order, also backwards: whoever tries is refused, or had fewer than two that count."""
    notices: list[PenaltyNotice] = []
    for act, on, person, child in acts:
        own = [each for each in notices if (each.person_id, each.child) == (person, child)]
        if act == "give":
            found = list(may_be_given(notices, person, child, on, None))
            if not found:
                notices.append(issued(on.isoformat(), f"n{len(notices)}", person_id=person, child=child))
            for verdict in found:
                if verdict.opens_on:
                    assert verdict.opens_on > on
                    assert not list(may_be_given(notices, person, child, verdict.opens_on, None))
                    eve = verdict.opens_on - timedelta(days=1)
                    assert list(may_be_given(notices, person, child, eve, None)), "not a day later than the law"
        elif own:
            changed = {
                "withdraw": {"withdrawn": Withdrawal(ground="ought-not", reason="Wrong", by="s", on=on)},
                "acquit": {"acquitted_on": on},
                "convict": {"convicted_on": on},
            }[act]
            notices[notices.index(own[-1])] = own[-1].model_copy(update=changed)
        for each in {(n.person_id, n.child) for n in notices}:
            standing = sorted(
                n.issued_on
                for n in notices
                if (n.person_id, n.child) == each and n.counts and n.issued_on and n.issued_on >= date(2024, 8, 19)
            )
            for first, third in zip(standing, standing[2:], strict=False):
                assert third >= three_years_on(first), "three in three years"


def three_years_on(on: date) -> date:
    try:
        return on.replace(year=on.year + 3)
    except ValueError:
        return date(on.year + 3, 3, 1)
