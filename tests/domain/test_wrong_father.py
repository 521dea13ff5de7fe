"""Harm 13: the wrong father. Same last name, no contact: whatever is tried, no path brings a notice or a charge to him
while nobody has recorded why he is a parent and answerable (PRACTICE 4.2, Education Act 1996 s.576).
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.proceedings import PenaltyNotice
from domain.verdict import Refused, Verdict
from tests.domain.chaining import Chain
from tests.domain.law.builders import school_days
from tests.domain.play import FATHER
from tests.domain.prosecuting import Court
from tests.domain.stepping import Steps
from tests.domain.test_closing_with_steps import give, prepare

ANSWERABLE = {"parent_because": "Named at birth", "answerable_because": "Lives with them", "first": "2024-09-01"}
HE = {"full_name": "Mr T Example", "relation": "father", "address": FATHER["address"], "source": "The electoral roll"}


def verdicts(tried: Callable[[], object]) -> dict[str, Verdict]:
    with pytest.raises(Refused) as refused:
        tried()
    return {verdict.code: verdict for verdict in refused.value.verdicts}


def week(play: Steps) -> list[str]:
    yesterday = (play.today - timedelta(days=1)).isoformat()
    known = school_days((play.today - timedelta(days=60)).isoformat(), yesterday)
    return [f"{day} {half}" for day in known[-5:] for half in ("AM", "PM")]


def test_no_penalty_notice_reaches_him() -> None:
    play = Steps("2027-01-18", child={"first_absent_on": None})
    play.act("add-person", **HE)
    father = play.person("Mr T Example")
    play.act("record-answerable-parent", person=play.mother, **ANSWERABLE)
    body = {"setting": "academy", "our_school": True, "sessions": week(play)}

    def whole() -> None:
        play.act("begin-penalty-notice", person=father, **body)
        prepare(play)
        give(play)

    stopped = verdicts(whole)["PARENT_NOT_ANSWERABLE"]
    assert not stopped.overridable, "the law's own condition is set aside by nobody"
    assert play.proceeding("").person_id == father
    given = [each for each in play.case.proceedings if isinstance(each, PenaltyNotice) and each.issued_on]
    assert given == []


def test_no_notice_towards_an_order_reaches_him() -> None:
    play = Chain()
    play.act("add-person", **HE)
    play.mother = play.person("Mr T Example")  # every step that is taken against her is tried against him
    stopped = verdicts(play.noticed)["PARENT_NOT_ANSWERABLE"]
    assert not stopped.overridable
    assert play.chain.person_id == play.mother
    assert not [letter for letter in play.case.letters if letter.issued_on]


def test_no_charge_reaches_him() -> None:
    play = Court()
    play.act("add-person", **HE)
    play.mother = play.person("Mr T Example")
    stopped = verdicts(lambda: play.begun().instituted())["PARENT_NOT_ANSWERABLE"]
    assert not stopped.overridable
    assert play.charge.person_id == play.mother
    assert play.charge.instituted_at is None
