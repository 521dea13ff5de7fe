"""Our own wordings betray nobody, whoever told us: only what a person wrote into them can (PRACTICE 4.9)."""

import pytest

from domain.near_matches import Somebody, near_matches
from letters.wording import TEMPLATES, draft, own_phrases, usual_words
from tests.letters.samples import FACTS

SOMEBODY = (
    Somebody("Joan Hathersage", "aunt", "01632 960555", "joan.hathersage@post.example"),
    Somebody("Will Pemberton", "neighbour", "01632 960778"),
    Somebody("Ms May Reed", "Teacher at the school"),
    Somebody("Dr Mark Home", "Family doctor", "01632 960779"),
    Somebody("Grace Law", "Mother of another child"),
)


@pytest.mark.parametrize("template_id", sorted(TEMPLATES))
def test_a_wording_alone_does_not_warn(template_id: str) -> None:
    passed_over = {*own_phrases(), str(FACTS.child_name), FACTS.recipient.name, FACTS.officer.name}
    passed_over |= {str(value) for value in FACTS.authority.model_dump().values()}
    marks = near_matches(draft(template_id, FACTS), SOMEBODY, passed_over=passed_over, usual=usual_words())
    assert marks == ()


def test_what_is_written_into_a_wording_does() -> None:
    text = draft("L02", FACTS.model_copy(update={"told": "A doctor, Dr Home, told us."}))
    found = near_matches(text, SOMEBODY, passed_over={*own_phrases(), FACTS.officer.name}, usual=usual_words())
    assert [mark.words for mark in found] == ["doctor", "Home"]


def test_the_phrases_are_our_own_and_long_enough_to_be() -> None:
    assert len(own_phrases()) > 100
    assert min(map(len, own_phrases())) >= 12
    assert not any("{{" in phrase or "{%" in phrase for phrase in own_phrases())
    assert {"school", "child", "will"} <= usual_words()
    assert not {"aunt", "neighbour"} & usual_words()
