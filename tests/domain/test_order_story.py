"""A chain told in dated sentences, with the law's own reason where a notice does not stand."""

from domain.order_story import story
from tests.domain.chaining import NAME, OTHER, Chain, choosing, in_force


def told(play: Chain) -> str:
    play.process = f"{play.case.ref}/{NAME}"
    return "\n".join(story(play.facts(), play.chain))


def test_what_was_served_and_until_when() -> None:
    text = told(choosing())
    assert "Notice to satisfy the authority: signed 29 October 2026, served 2 November 2026, until 16 November" in text
    assert "The authority was not satisfied on 17 November 2026." in text
    assert "School was found expedient on 17 November 2026." in text
    assert "served 18 November 2026, until 2 December 2026. It names School 4001, with School 4002." in text


def test_a_choice_says_whether_it_binds() -> None:
    play = choosing()
    play.step("record-parents-choice", chosen_how="selected", school=OTHER)
    assert "The parent chose School 4002 on 18 November 2026 (selected one of the alternatives): it is named." in told(
        play
    )
    play.over()
    play.step("record-parents-choice", chosen_how="selected", school=OTHER)
    assert "on 3 December 2026 (selected one of the alternatives): it does not bind." in told(play)


def test_a_void_notice_says_why_and_one_set_aside_leaves_nothing_in_doubt() -> None:
    play = Chain().begun()
    play.step("prepare-education-notice")
    letter = play.signed("sign-education-notice", "L05", information=True)
    play.act("record-posting", letter=letter)
    play.to("2026-11-09")
    play.act("record-service-proof", letter=letter, proved_on="2026-11-04", proof="Signed for.")
    text = told(play)
    assert "The notice is void. Served on 4 November 2026 it gives 14 days to 17 November 2026" in text
    assert "In doubt since 9 November 2026: end of the period to satisfy the authority, 17 November 2026." in text
    play.step("set-aside-education-notice", reason="It is void.")
    assert "set aside 9 November 2026" in told(play)
    assert "In doubt" not in told(play)


def test_evidence_that_nobody_has_read_stands_first_among_what_was_decided() -> None:
    play = choosing()
    play.step("record-order-evidence", what="A timetable.")
    assert "Evidence of 18 November 2026 is unread: no next step before it is read." in told(play)


def test_an_order_says_what_the_school_said_and_how_it_ended() -> None:
    play = in_force()
    play.to("2026-12-21")
    play.step("record-registration", said_by="The registrar")
    assert "The school said on 21 December 2026: not registered." in told(play)
    play.step("revoke-attendance-order", by="supervisor", reasons="Arranged at home.")
    assert "no longer in force from 21 December 2026" in told(play)
