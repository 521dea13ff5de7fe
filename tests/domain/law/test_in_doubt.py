"""Post that comes back: every date of the chain that leaned on it is marked (PRACTICE 4.4)."""

from domain.law.in_doubt import leaning
from domain.proceedings.served import CameBack
from tests.domain.law.order_builders import L05, L06, L07, chain, day, intention_notice, ledger, notice, ordered

NOTICE = ["Service of the notice", "End of the period to satisfy the authority", "First day of the next step"]
DECIDED = ["Decision whether the authority is satisfied", "Opinion whether school is expedient"]
INTENTION = ["Service of the intention notice", "End of the days to choose a school", "First day of the order"]


def test_everything_that_came_after_leaned_on_it() -> None:
    whole = ordered(convicted_on=day("2027-03-01"))
    after_the_order = ["Service of the order", "Conviction on the order"]
    assert [each.what for each in leaning(whole, L05)] == [*NOTICE, *DECIDED, *INTENTION, "The order", *after_the_order]
    assert [each.what for each in leaning(whole, L06)] == [*INTENTION, "The order", *after_the_order]
    assert [each.what for each in leaning(whole, L07)] == after_the_order


def test_each_says_which_day_and_on_what_it_leaned() -> None:
    first = leaning(ordered(), L05)[0]
    assert (first.on, first.leaned_on) == (day("2026-11-02"), L05)
    back = ledger(L06, "2026-11-18").came_back(f"S-{L06}-2026-11-18", CameBack.UNDELIVERED, day("2026-12-10"))
    marked = leaning(ordered(intentions=[intention_notice(ledger=back)]), L06)
    assert ("The order", day("2026-12-03")) in [(each.what, each.on) for each in marked]


def test_a_letter_on_which_nothing_rests_any_more_marks_nothing() -> None:
    assert leaning(ordered(), "L99") == ()
    assert leaning(chain(), L05) == ()
    superseded = ordered(notices=[notice("2026-10-01", letter="L05-0"), notice()])
    assert leaning(superseded, "L05-0") == ()
