"""Between authorities: a hand-over with its own clock and acknowledgement, and an enquiry that came in."""

from domain.actions import ACTIONS
from tests.domain.play import Play, at, close

SENT = {"authority": "Exampleshire Council", "route": "Secure e-mail", "shared": "All of it.", "basis": "CA 2004 s.10"}
MOVED = {
    "outcome": "OTHER_LA_CONFIRMED",
    "proof": "authority-acknowledged",
    "confirmed_by": "Their officer",
    "attended_on": None,
}


def seen(play: Play) -> Play:
    play.act("record-child-seen", seen_by="professional", by_name="A Nurse", by_role="School nurse", where="At school")
    return play


def test_it_closes_as_moved_only_once_they_have_confirmed_in_writing() -> None:
    play = seen(at("contact"))
    play.act("record-no-other-children", who_said="Their officer")
    play.act("hand-case-over", **SENT)
    body = {key: value for key, value in {**MOVED, "evidence": "Their letter."}.items() if value}
    assert play.refused("close-case", **body) == "HAND_OVER_NOT_RECEIVED"
    (verdict,) = play.why_not("close-case", by="supervisor", **body)
    assert not verdict.overridable, "nobody sets it aside"
    play.act("record-hand-over-answer", answer="looking", answered_by="Their duty officer")
    assert "looking into it" in play.why_not("close-case", **body)[0].reason
    assert play.refused("hand-case-over", **SENT) == "HAND_OVER_WAITS"
    play.act("record-hand-over-answer", answer="declined", answered_by="Their manager")
    assert "hand-over-declined" in play.tasks()
    assert play.refused("close-case", **body) == "HAND_OVER_NOT_RECEIVED"
    play.act("hand-case-over", **SENT)
    assert play.refused("record-hand-over-answer", answer="received", answered_by="Them", answered_on="2026-11-02") == (
        "BEFORE_HAND_OVER"
    )
    play.act("record-hand-over-answer", answer="received", answered_by="Their manager", reference_there="X-1")
    close(play, **{**MOVED, "evidence": "Their letter."})
    assert play.case.closure == "OTHER_LA_CONFIRMED"


def test_they_are_asked_again_every_five_working_days() -> None:
    play = at("contact")
    play.act("hand-case-over", **SENT)
    name = next(name for name in play.running() if name.startswith("hand-over-answer-"))
    assert play.last_day(name) == "2026-11-16"
    play.to("2026-11-17")
    assert "hand-over-answer" in play.tasks()
    assert play.last_day(name) == "2026-11-23", "it comes again by itself"
    play.act("record-hand-over-answer", answer="looking", answered_by="Their duty officer")
    assert "hand-over-answer" not in play.tasks()
    assert play.last_day(name) == "2026-11-24"
    play.act("record-hand-over-answer", answer="received", answered_by="Their manager")
    assert name not in play.running()
    assert play.refused(
        "record-hand-over-answer", **ACTIONS["record-hand-over-answer"].example(play.case, play.today)
    ) == ("NO_HAND_OVER")


def test_another_authority_that_asks_is_answered_by_a_person_and_learns_nothing_protected() -> None:
    play = at("contact", adults=[{"name": "Ms R Example", "relation": "mother",
                                  "address": {"lines": ["12 Hidden Lane"], "postcode": "BA9 9ZZ"}}])  # fmt: skip
    assert play.refused("answer-authority-enquiry", told="Nothing.", basis="None.") == "NOBODY_ASKED"
    play.act("record-authority-enquiry", authority="Exampleshire Council", who="Their officer", asked="Is it here?")
    play.to("2026-11-17")
    assert "authority-answer" in play.tasks()
    play.act("protect-details", why="refuge", source="The refuge worker")
    assert "Exampleshire Council" in play.case.covered, "the other authority is protected too"
    told = {"told": "They live at 12 Hidden Lane.", "basis": "CA 2004 s.10"}
    assert play.refused("answer-authority-enquiry", **told) != ""
    play.act("answer-authority-enquiry", told="The child is open with us.", basis="CA 2004 s.10")
    assert "authority-answer" not in play.tasks()
    assert play.case.asked_of_us[0].by == "officer"
