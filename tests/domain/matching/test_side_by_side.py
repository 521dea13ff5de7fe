"""Two cases beside each other: what agrees, and that nothing protected can be read or found out (PRACTICE 8.10)."""

from datetime import date

from domain.matching.side_by_side import Agreement, Line, side_by_side
from domain.protecting import HIDDEN
from tests.domain.matching.two_cases import OTHER, Told
from tests.domain.play import HOME, MOTHER

REFUGE = {"lines": ["17 Hidden Lane", "Sampleton"], "postcode": "BA2 9ZZ"}
PLANTED = ("Hidden Lane", "BA2 9ZZ", "960 123", "safe@refuge.example", "800/4099")


def line(found: list[Line], label: str) -> Line:
    return next(each for each in found if each.label == label)


def test_each_line_says_whether_it_agrees() -> None:
    left = Told(adults=[MOTHER])
    right = Told(OTHER, adults=[{**MOTHER, "telephone": "+44 1632 960001"}], child={"sex": "F", "upn": ""})
    found = side_by_side(left.case, right.case, [("800/4001", "Fixture Academy")])
    assert line(found, "Name").agreement is Agreement.SAME
    assert line(found, "Date of birth").left == (f"{date(2015, 3, 4):%-d %B %Y}",)
    assert line(found, "Telephone").agreement is Agreement.SAME
    assert line(found, "Address").agreement is Agreement.SAME
    assert line(found, "Sex").agreement is Agreement.UNKNOWN
    assert line(found, "Last school").left == ("Fixture Academy",)
    other = Told(OTHER, child={"given": "Linh"})
    assert line(side_by_side(left.case, other.case), "Name").agreement is Agreement.DIFFERENT


def protected() -> Told:
    mother = {**MOTHER, "address": REFUGE, "telephone": "01632 960 123", "email": "safe@refuge.example"}
    case = Told(OTHER, adults=[mother], child={"school": "800/4099"})
    case.act("protect-details", why="refuge", source="The refuge")
    return case


def test_what_is_protected_is_hidden_and_so_is_whether_it_agrees() -> None:
    hidden = protected()
    same = Told(adults=[{**MOTHER, "address": REFUGE, "telephone": "01632 960 123"}])
    differs = Told(adults=[{**MOTHER, "address": HOME}])
    for asked in (same, differs):
        for found in (side_by_side(asked.case, hidden.case), side_by_side(hidden.case, asked.case)):
            said = repr(found)
            assert [planted for planted in PLANTED if planted in said] == []
            for label in ("Last school", "Address", "Telephone", "E-mail"):
                assert line(found, label) == Line(label, (HIDDEN,), (HIDDEN,), Agreement.HIDDEN)
    guess = [line(side_by_side(asked.case, hidden.case), "Address") for asked in (same, differs)]
    assert guess[0] == guess[1], "a guess that is right looks like one that is wrong"


def test_the_name_before_an_adoption_is_in_no_line() -> None:
    adopted = Told(OTHER)
    adopted.act("give-child-details", also_known_as="Kit Before", evidence="The court")
    adopted.act("protect-details", why="adoption", source="The court")
    asked = Told()
    asked.act("give-child-details", also_known_as="Kit Before", evidence="A neighbour")
    also = line(side_by_side(asked.case, adopted.case), "Also known as")
    assert "Kit Before" not in also.right
    assert also.agreement is Agreement.HIDDEN
