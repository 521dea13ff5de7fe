"""The ledger of service: each line written, proved, undone; and what leans on it (PRACTICE 4.4, 4.5, 4.10, 8.12)."""

from datetime import date

import pytest

from domain.fold import fold
from domain.proceedings import AttendanceOrder
from domain.proceedings.groundwork import InForce
from domain.proceedings.penalty_notice import PenaltyNotice
from domain.proceedings.prosecution import Offence, Prosecution
from domain.proceedings.served import CameBack, Manner
from domain.vocabulary import LetterState
from tests.domain.chaining import NAME, Chain, choosing, in_force
from tests.domain.law.builders import at
from tests.domain.play import REF
from tests.domain.test_closing_with_steps import noticed

NOTICE, CHOICE = f"{NAME}:suitable-education-notice", f"{NAME}:school-choice-notice"


def posted_notice(**stated: str) -> tuple[Chain, str]:
    """The first notice, issued on Thursday 29 October 2026 and not posted yet."""
    play = Chain().begun()
    play.step("prepare-education-notice", **stated)
    return play, play.signed("sign-education-notice", "L05", information=True)


def state(play: Chain, letter: str) -> LetterState:
    return next(each.state for each in play.case.letters if each.id == letter)


def test_a_line_says_how_by_whom_when_where_and_by_which_rule() -> None:
    play, letter = posted_notice()
    play.act("record-posting", letter=letter)
    (line,) = next(each for each in play.case.letters if each.id == letter).ledger.entries
    assert (line.manner, line.by, line.on) == (Manner.POST, "officer", date(2026, 10, 29))
    assert line.place == ("Ms R Example", "1 Fixture Road", "Sampleton", "BA1 1AA")
    assert (line.deemed_on, line.rule) == (date(2026, 11, 2), "deemed-service")
    assert line.evidence
    assert play.chain.notice is not None
    assert play.chain.notice.ledger.entries == (line,), "mirrored into its proceeding"
    assert fold(REF, play.entries) == play.case


def test_what_is_handed_over_or_left_says_on_what_evidence() -> None:
    for how in ("by-hand", "left"):
        play, letter = posted_notice()
        assert play.refused("record-posting", letter=letter, how=how) == "SERVICE_RECORD"
        play.act("record-posting", letter=letter, how=how, evidence="Through the letterbox; the officer saw it.")
        assert play.chain.notice is not None
        assert play.chain.notice.ledger.day == date(2026, 10, 29)


def test_by_email_only_as_that_person_agreed() -> None:
    play, letter = posted_notice()
    assert "SERVICE_EMAIL" in play.refused("record-posting", letter=letter, how="email", evidence="Sent at ten.")
    play.act("agree-email-service", person=play.mother, email="r@example.test", agreed_how="Signed form of 1 October.")
    play.act("record-posting", letter=letter, how="email", evidence="Sent at ten.")
    assert play.chain.notice is not None
    line = play.chain.notice.ledger.standing
    assert line is not None
    assert (line.place, line.agreement) == (("r@example.test",), "Signed form of 1 October.")
    assert line.day == date(2026, 10, 30)


def test_the_post_room_has_a_latest_day_and_later_it_does_not_leave() -> None:
    play, letter = posted_notice()
    issued = next(each for each in play.case.letters if each.id == letter)
    # it prints 17 November: to be served by Tuesday 3, so posted by Sunday 1 at the latest
    assert issued.post_by == date(2026, 11, 1)
    play.to("2026-11-01")
    late = play.copied()
    play.act("record-posting", letter=letter)
    assert play.chain.notice is not None
    assert play.chain.notice.ledger.day == date(2026, 11, 3)
    late.to("2026-11-02")
    assert late.refused("record-posting", letter=letter) == "G03_TOO_SHORT"
    late.act("record-posting", letter=letter, how="by-hand", evidence="Handed to her at her door.")
    assert late.last_day(NOTICE) == "2026-11-17", "by hand it is still in time"


def test_a_day_proved_stands_for_the_deemed_one_and_a_short_notice_is_void() -> None:
    play, letter = posted_notice()
    play.act("record-posting", letter=letter)
    assert play.last_day(NOTICE) == "2026-11-17"
    play.to("2026-11-09")
    good = play.copied()
    for proved_on in ("2026-10-28", "2026-11-10"):  # before it left; not come yet
        body = {"letter": letter, "proved_on": proved_on, "proof": "Her own letter."}
        assert play.refused("record-service-proof", **body) == "SERVICE_RECORD"
    good.act("record-service-proof", letter=letter, proved_on="2026-11-03", proof="Signed for.")
    assert good.last_day(NOTICE) == "2026-11-17", "the last day for which it is long enough"
    assert "issue-afresh" not in good.tasks()
    assert [mark.what for mark in good.chain.doubts][:1] == ["Service of the notice"]
    play.act("record-service-proof", letter=letter, proved_on="2026-11-04", proof="Signed for.")
    task = play.task("issue-afresh")
    assert task.due_on == play.today
    assert "void" in task.title
    assert NOTICE not in play.running()
    assert "14 days" in task.why
    play.to("2026-11-18")
    assert play.chain.stage == "notified", "nothing leans on a void notice"
    play.step("set-aside-education-notice", reason="It is void.")
    assert "issue-afresh" not in play.tasks()
    play.notice("2026-11-23", information=False)
    assert play.last_day(NOTICE) == "2026-12-07"
    assert len(play.chain.notices) == 2


def test_one_that_notify_posts_too_late_is_void_and_says_so() -> None:
    """Handed over on a Saturday it is posted on Monday: nobody refuses a fact, but nothing leans on it."""
    play, letter = posted_notice()
    play.to("2026-10-31")
    play.act("letter-sent", by="process", letter=letter, notify_id="n-1")
    assert play.chain.notice is not None
    assert play.chain.notice.ledger.day == date(2026, 11, 4)
    assert "void" in play.task("issue-afresh").title
    assert NOTICE not in play.running()


def test_a_penalty_notice_received_on_another_day_is_to_be_recorded_so() -> None:
    play = noticed("paying")
    notice = play.proceeding()
    assert isinstance(notice, PenaltyNotice)
    play.to("2026-11-16")
    play.act("record-service-proof", letter=notice.letter_id, proved_on="2026-11-13", proof="Signed for.")
    task = play.task("record-receipt")
    assert (task.action, task.subject, task.due_on) == ("record-notice-service", notice.name, play.today)
    play.step("record-notice-service", received_on="2026-11-13", proof="Signed for.")
    assert "record-receipt" not in play.tasks()
    assert play.last_day(f"{notice.name}:penalty-discount") == "2026-12-03"


def test_a_returned_letter_reopens_service_stops_its_clock_and_marks_what_leaned_on_it() -> None:
    play, letter = posted_notice()
    play.act("record-posting", letter=letter)
    play.to("2026-11-09")
    play.act("record-returned-post", letter=letter, marked="Gone away")
    assert NOTICE not in play.running()
    assert play.chain.notice is not None
    assert play.chain.notice.ledger.reopened
    task = play.task("serve-again")
    assert (task.due_on, task.subject) == (play.today, NAME)
    assert [mark.what for mark in play.chain.doubts] == [
        "Service of the notice",
        "End of the period to satisfy the authority",
        "First day of the next step",
    ]
    assert play.no_step("decide-satisfaction", satisfied=False, reasons="Nothing came.") == "G04_NO_NOTICE"
    assert play.refused("record-service", letter=letter, how="by-hand", evidence="At her door.") == "G03_TOO_SHORT"
    assert fold(REF, play.entries) == play.case


def test_in_time_it_is_handed_over_instead_and_its_clock_runs_again() -> None:
    play, letter = posted_notice(last_day="2026-11-30")
    play.act("record-posting", letter=letter)
    play.to("2026-11-05")
    play.act("record-returned-post", letter=letter, refused=True)
    assert state(play, letter) is LetterState.RETURNED
    play.act("record-service", letter=letter, how="by-hand", evidence="Handed to her at her door.")
    assert (play.last_day(NOTICE), NOTICE in play.running()) == ("2026-11-30", True)
    assert "serve-again" not in play.tasks()
    assert play.chain.notice is not None
    assert [line.came_back for line in play.chain.notice.ledger.entries] == [CameBack.REFUSED, None]


def test_what_was_handed_over_as_well_still_stands_when_the_post_comes_back() -> None:
    play, letter = posted_notice()
    play.act("record-posting", letter=letter)
    play.act("record-service", letter=letter, how="by-hand", evidence="Handed to her at her door.")
    assert play.chain.notice is not None
    assert play.chain.notice.ledger.day == date(2026, 10, 29), "a second copy begins no period anew"
    play.to("2026-11-05")
    play.act("record-returned-post", letter=letter)
    assert state(play, letter) is LetterState.POSTED
    assert NOTICE in play.running()
    assert "serve-again" not in play.tasks()


def test_after_a_charge_the_lawyer_is_told_the_same_day() -> None:
    play = in_force()
    charge = Prosecution(
        name="prosecution-1",
        person_id=play.mother,
        offence=Offence.ORDER,
        order=NAME,
        charged=InForce(first=play.today),
        instituted_at=at("2026-12-10"),
    )
    play.to("2026-12-11")
    play.case.proceedings.append(charge)
    chain = play.case.proceeding(NAME)
    assert isinstance(chain, AttendanceOrder)
    assert chain.order is not None
    play.act("record-returned-post", letter=chain.order.letter)
    told = play.task("serve-again", "legal")
    assert (told.due_on, told.urgent) == (play.today, True)
    assert play.task("serve-again", "owner").urgent
    assert f"{NAME}:compulsory-school-age-ends" not in play.running()


def test_an_order_that_came_back_is_sent_again_with_another_letter() -> None:
    play = in_force()
    play.to("2026-12-07")
    order = play.chain.order
    assert order is not None
    play.act("record-returned-post", letter=order.letter)
    address = {"lines": ["2 Fixture Road", "Sampleton"], "postcode": "BA1 1AB"}
    play.act("change-address", person=play.mother, address=address, source="The housing record.")
    again = play.letter_for("L07")
    play.act("issue-letter", letter=again)
    play.act("record-posting", letter=again)
    order = play.chain.order
    assert order is not None
    assert order.also == (again,)
    assert order.ledger.day == date(2026, 12, 9)
    assert len(order.ledger.entries) == 2
    assert "serve-again" not in play.tasks()


def test_a_notice_before_the_choice_that_comes_back_undoes_what_came_after_it() -> None:
    play = choosing()
    first = play.chain.notice
    assert first is not None
    play.act("record-returned-post", letter=first.letter)
    assert NOTICE not in play.running()
    play.to("2026-12-03")
    assert "G04_NO_NOTICE" in play.no_step("prepare-attendance-order")
    assert "The order" not in [mark.what for mark in play.chain.doubts]
    assert "Service of the intention notice" in [mark.what for mark in play.chain.doubts]


@pytest.mark.parametrize(("field", "new"), [("posted_on", "2026-10-30"), ("how", "by-hand")])
def test_the_ledger_of_a_legal_step_is_not_corrected(field: str, new: str) -> None:
    play, letter = posted_notice()
    entry = play.act("record-posting", letter=letter)
    body = {"entry": entry.seq, "field": field, "old": entry.data[field], "new": new, "reason": "A slip."}
    assert play.refused("correct-entry", by="supervisor", **body) == "SERVICE_OF_A_STEP"
