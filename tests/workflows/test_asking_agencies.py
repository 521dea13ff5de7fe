"""What is written to agencies and schools, on the real server: by reference only where anybody could read it, and
nothing at all to a school while the family is protected.
"""

from records.database import transaction
from records.tables import SchoolRow
from tests.letters.pdf import words
from tests.workflows.test_lost_whole import AGREED
from tests.workflows.test_police_referral import kept
from tests.workflows.traced import CHILD, SCHOOL
from tests.workflows.world import Case, World

OFFICE = {"lines": ["Fixture House", "Sampleton"], "postcode": "BA1 1AA"}


async def test_an_agency_gets_a_letter_or_the_text_of_an_e_mail(world: World) -> None:
    case = await world.open(child=CHILD)
    homes = {"subject": "housing", "to": "Fixture Homes", "office": OFFICE, "words": "And since when?"}
    await case.do("ask-agency", how="letter", **homes)
    letter = words(kept(world, case.file().documents[-1].sha256))
    for says in ("Fixture Homes", "Kai Example", case.ref, "Was a forwarding address left?", "And since when?"):
        assert says in letter, says
    await case.do("ask-agency", subject="hmrc", to="Benefits", how="email", email="benefits@hmrc.example")
    document = case.file().documents[-1]
    lines = kept(world, document.sha256).decode().splitlines()
    assert lines[:2] == ["To: benefits@hmrc.example", f"Subject: {case.ref}"]
    assert any("child benefit" in line for line in lines)
    assert (document.media_type, document.title) == ("text/plain", "L31: enquiry: HM Revenue and Customs")
    await case.check()


async def agreed(case: Case, *, protected: bool) -> Case:
    """On another ground than the twenty days, which asks for no register."""
    await case.do("record-removal-request", school=SCHOOL, ground="other", asked_by="The head", return_on=_day(case))
    if protected:
        await case.do("protect-details", why="refuge", source="The refuge worker")
    await case.do("agree-removal", removal=case.file().removals[-1].id, **AGREED)
    return case


def _day(case: Case) -> str:
    opened = case.file().opened_on
    assert opened is not None
    return opened.isoformat()


async def test_the_school_is_written_to_but_not_while_the_family_is_protected(world: World) -> None:
    with transaction(world.house.engine) as session:
        address = {"street": "1 School Lane", "town": "Sampleton", "postcode": "BA1 1AB"}
        session.add(SchoolRow(number=SCHOOL, name="Fixture Academy", **address))
    plain = await agreed(await world.open(child=CHILD), protected=False)
    told = words(kept(world, plain.file().documents[-1].sha256))
    for says in ("The head teacher", "Fixture Academy", "1 School Lane", "not before it", "lost pupil"):
        assert says in told, says
    hidden = await agreed(await world.open(child=CHILD), protected=True)
    assert hidden.file().removals[-1].agreed_on is not None
    assert hidden.file().documents == [], "no letter names its school: the safeguarding lead tells it"
    safely = [task for task in hidden.file().open_tasks() if task.name == "tell-school-safely"]
    assert [task.action for task in safely] == ["finish-task"]
    assert "L20 is withheld" in safely[0].why
    assert not any(task.name == "tell-school-safely" for task in plain.file().tasks)
