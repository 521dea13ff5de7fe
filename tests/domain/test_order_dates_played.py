"""No date of a chain is ever earlier than the law's, and none later: on the day a step opens it is allowed.

Played by actions on any day of five years, over half-term, Christmas, leap days and the change of the clocks.
"""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.proceedings.served import Manner
from tests.domain.chaining import NAME, SCHOOL, Chain

DAYS = st.dates(date(2025, 9, 8), date(2029, 3, 1))
HOW = st.sampled_from([Manner.POST, Manner.BY_HAND, Manner.LEFT])
LATE = st.integers(0, 3)  # days after the planned one on which it really leaves: the margin
ONE_DAY = timedelta(days=1)
OPINION = {"expedient": True, "reasons": "The child asks for school."}


def gone(play: Chain, letter: str, how: Manner, late: int) -> None:
    play.to(play.today + timedelta(days=late))
    play.act("record-posting", letter=letter, how=how, evidence="The officer saw it.")


@settings(max_examples=25, deadline=None)
@given(DAYS, HOW, HOW, LATE)
@example(date(2027, 3, 12), Manner.POST, Manner.POST, 3)  # the clocks change on the 28th
@example(date(2028, 2, 14), Manner.BY_HAND, Manner.LEFT, 0)  # over 29 February
@example(date(2026, 12, 18), Manner.POST, Manner.BY_HAND, 2)  # over Christmas
def test_each_notice_gives_the_whole_time_and_the_next_step_opens_on_the_day_after(
    day: date, first: Manner, second: Manner, late: int
) -> None:
    play = Chain(day.isoformat(), child={"first_absent_on": "2025-09-04"}).begun()
    play.step("prepare-education-notice", how=first)
    gone(play, play.signed("sign-education-notice", "L05", information=True), first, late)
    notice = play.chain.notice
    assert notice is not None
    served = notice.ledger.day
    assert served is not None
    assert notice.printed_last_day >= served + timedelta(days=14), "15 days beginning with service"
    play.to(notice.printed_last_day)
    assert play.no_step("form-expediency", by="lawyer", **OPINION) == "G04_PERIOD"
    play.to(notice.printed_last_day + ONE_DAY)
    assert play.chain.stage == "deciding"
    play.decided()
    play.looked_at()
    play.step("prepare-school-notice", school=SCHOOL, how=second)
    gone(play, play.signed("sign-school-notice", "L06"), second, late)
    said = play.chain.intention
    assert said is not None
    told = said.ledger.day
    assert told is not None
    assert told > notice.printed_last_day
    assert said.printed_last_day >= told + timedelta(days=14)
    play.to(said.printed_last_day)
    assert play.no_step("prepare-attendance-order") == "G06_PERIOD"
    play.to(said.printed_last_day + ONE_DAY)
    play.step("prepare-attendance-order")


@settings(max_examples=25, deadline=None)
@given(DAYS, st.integers(0, 40), LATE)
def test_a_notice_proved_on_any_day_is_void_exactly_where_its_time_is_short(day: date, after: int, late: int) -> None:
    play = Chain(day.isoformat(), child={"first_absent_on": "2025-09-04"}).begun()
    play.step("prepare-education-notice")
    letter = play.signed("sign-education-notice", "L05", information=True)
    gone(play, letter, Manner.POST, late)
    notice = play.chain.notice
    assert notice is not None
    proved = play.today + timedelta(days=after)
    play.to(proved)
    play.act("record-service-proof", letter=letter, proof="The slip that she signed.")
    short = notice.printed_last_day < proved + timedelta(days=14)
    assert ("issue-afresh" in play.tasks()) == short
    running = f"{NAME}:suitable-education-notice" in play.running()
    assert running == (not short and play.today <= notice.printed_last_day)
