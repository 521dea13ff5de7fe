"""The post room shows the latest lawful day to post a notice, and holds it back afterwards (PRACTICE 4.5)."""

from datetime import date

from api.post_room import waiting_of
from tests.domain.chaining import Chain
from tests.domain.test_service_ledger import posted_notice


def held(play: Chain, letter: str, day: str) -> tuple[str, str]:
    (found,) = (each for each in waiting_of(play.case, "", date.fromisoformat(day)) if each.letter == letter)
    return found.post_by, found.held


def test_until_its_last_day_it_is_ready_and_then_it_is_held() -> None:
    play, letter = posted_notice()
    assert held(play, letter, "2026-11-01") == ("1 November 2026", "")
    post_by, why = held(play, letter, "2026-11-02")
    assert post_by == "1 November 2026"
    assert why == "The latest lawful day to post it was 1 November 2026: stop it, and prepare it afresh"


def test_a_letter_that_prints_no_last_day_has_no_limit() -> None:
    play, letter = posted_notice()
    information = next(each.id for each in play.case.letters if each.template == "L24")
    assert held(play, information, "2027-11-02") == ("", "")
    assert letter != information
