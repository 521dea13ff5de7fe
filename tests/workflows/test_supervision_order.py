"""An education supervision order on the real server: asked for, made, extended, over; and refused. Days are relative to
today.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.dates.supervision import extension_from, first_year
from domain.proceedings.supervision_order import SupervisionOrder
from domain.school_age import leaving_date
from records.database import transaction
from records.tables import AuthorisationRow, DocumentRow
from tests.workflows.beside import Beside
from tests.workflows.noticed import absences, family, marked, slots
from tests.workflows.ordered import SCHOOL, appearing
from tests.workflows.prosecuted import lawyers, waiting
from tests.workflows.test_attendance_order import deciding, ordered
from tests.workflows.world import Case, World

CLOSING = {
    "outcome": "DECEASED",
    "proof": "registrar-or-police",
    "evidence": "The certificate.",
    "confirmed_by": "The registrar",
}
VIEW = {"asked": "The child's team", "view": "An order may help", "care": "neither"}
APPLICATION = {"court": "Family Court", "ground": "other", "evidence": "Three visits", "living_here": True}


@dataclass
class Supervised(Beside):
    """One supervision order of a case, asked through its own process."""

    case: Case
    name: str

    @property
    def order(self) -> SupervisionOrder:
        found = self.state
        assert isinstance(found, SupervisionOrder)
        return found

    async def applied(self) -> None:
        """Consulted about, prepared, authorised by another, made to the court."""
        await self.do("record-social-care-view", **VIEW)
        await self.do("prepare-supervision-application", **APPLICATION)
        await self.at("prepared")
        await self.do("authorise-supervision-application", by="legal", reasons="Support has been tried.")
        await self.at("authorised")
        await self.do("record-supervision-application", reference="FC 1")
        await self.at("applied")


async def wanted(world: World, *, born: date | None = None) -> Supervised:
    """Begun by the authority's own wish, for a child of eleven unless a birth date is given."""
    today = datetime.now(UTC).date()
    with transaction(world.house.engine) as session:
        began = date(2020, 1, 1)
        session.add(
            AuthorisationRow(staff_id="legal", power="conduct-proceedings", granted_by="head", valid_from=began)
        )
    born = born or date(today.year - 11, 3, 4)
    child = {"given": "Kai", "surname": "Example", "date_of_birth": born.isoformat(), "school": "800/4001"}
    case = await world.open(child=child)
    await case.do("begin-supervision-order", reasons="The parents ask for help.")
    name = case.file().proceedings[-1].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    return Supervised(case, name)


async def test_made_extended_and_ended_by_school_age(world: World) -> None:
    """A child who reaches the leaving date in the second year of the order."""
    today = datetime.now(UTC).date()
    leaves = next(
        year for year in range(today.year, today.year + 4) if leaving_date(date(year - 16, 3, 4)) > first_year(today)
    )
    supervised = await wanted(world, born=date(leaves - 16, 3, 4))
    assert await supervised.refused("prepare-supervision-application", **APPLICATION) == ["G21_UNKNOWN", "S36_CONSULT"]
    await supervised.applied()
    assert await supervised.refused("give-supervision-direction", to="The mother", words="Come", wishes="None") == [
        "NOT_A_STEP"
    ]
    await supervised.do("record-supervision-order-made", authority="Exampleshire", supervisor="officer")
    await supervised.at("in-force")
    made = await supervised.case.today()
    assert supervised.order.made is not None
    assert supervised.order.made.on == made
    assert supervised.last_day("supervision-order-ends") == first_year(made)
    opens = extension_from(first_year(made))
    given = await supervised.do("give-supervision-direction", to="The mother", words="By nine.", wishes="By bus.")
    await supervised.do("record-direction-kept", direction=f"D{given.seq}", kept=False, seen="The register.")
    assert supervised.case.task("direction-not-kept") is not None
    assert await supervised.refused("apply-for-extension", reasons="More help.") == ["EXTENSION_TOO_EARLY"]
    await supervised.to(opens)
    assert supervised.case.task("consider-extension") is not None
    await supervised.do("apply-for-extension", reasons="More help.")
    assert supervised.case.task("consider-extension") is None
    until = first_year(made).replace(year=first_year(made).year + 2, day=1)
    await supervised.do("record-extension", until=until.isoformat())
    assert supervised.last_day("supervision-order-ends") == leaving_date(date(leaves - 16, 3, 4)) < until
    await supervised.to(leaving_date(date(leaves - 16, 3, 4)))
    assert await supervised.refused("record-supervision-end", follows_up="Too early") == ["NOT_A_STEP"]
    assert supervised.order.stage == "in-force"
    await supervised.case.forward(1)
    await supervised.at("run-out")
    assert supervised.case.task("supervision-over") is not None
    await supervised.do("record-supervision-end", follows_up="A college place.")
    await supervised.over("school-age-over")
    assert supervised.case.task("supervision-over") is None
    await supervised.case.check()


async def test_an_extension_granted_in_time_is_recorded_after_the_end_and_the_order_discharged(world: World) -> None:
    supervised = await wanted(world)
    await supervised.applied()
    await supervised.do("record-supervision-order-made", authority="Exampleshire", supervisor="officer")
    await supervised.at("in-force")
    last = supervised.last_day("supervision-order-ends")
    await supervised.to(last)
    await supervised.do("apply-for-extension", reasons="More help.")
    await supervised.case.forward(2)
    await supervised.at("run-out")
    until = (last + timedelta(days=365)).isoformat()
    assert await supervised.refused("record-extension", until=until) == ["EXTENSION_TOO_LATE"]
    await supervised.do("record-extension", until=until, happened_on=last.isoformat())
    await supervised.at("in-force")
    assert supervised.last_day("supervision-order-ends") == last + timedelta(days=365)
    assert await supervised.refused("record-supervision-discharge", applied_by="") == ["INVALID"]
    await supervised.do("record-supervision-discharge", applied_by="The parents")
    await supervised.over("discharged")
    assert not [clock.name for clock in supervised.case.file().running_clocks() if "supervision" in clock.name]


async def test_a_court_directs_an_application_and_is_told_late_why_there_is_none(world: World) -> None:
    lawyers(world)
    case, mother = await family(world)
    days = absences(world)
    marked(world, days)
    await case.do("begin-prosecution", person=mother, our_school=True, sessions=slots(days))
    charge = await waiting(case, mother)
    await charge.begun()
    await charge.do("record-supervision-directed", court="Sampleton Magistrates' Court")
    today = await case.today()
    body = {"prosecution": charge.name, "directed_in": "charged-s444", "court": "Sampleton Magistrates' Court"}
    yesterday = (today - timedelta(days=1)).isoformat()
    assert "DIRECTION_OTHERWISE" in await case.refused(
        "begin-directed-supervision-order", directed_on=yesterday, **body
    )
    await case.do("begin-directed-supervision-order", **body)
    assert case.task("begin-directed-supervision-order") is None
    name = case.file().proceedings[-1].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    supervised = Supervised(case, name)
    office = {"to": "Social care", "office": {"lines": ["Fixture House", "Sampleton"], "postcode": "BA1 1AA"}}
    await supervised.do("write-to-social-care", words="Do you know this child?", **office)
    await supervised.do("record-social-care-view", **VIEW)
    consulted = {"consulted": "Exampleshire", "consulted_on": (await case.today()).isoformat()}
    why = {"words": "They work with us.", "applies": False, **consulted, **office}
    assert await supervised.refused("write-to-court", **why) == ["MAY_NOT_SIGN"]
    await supervised.do("write-to-court", by="legal", **why)
    for document in case.file().documents:
        assert kept(world, document.sha256).startswith(b"%PDF")
    last = supervised.last_day("supervision-order-reply")
    assert last == today + timedelta(days=55)
    await supervised.to(last)
    assert case.task("answer-court-late") is None
    await case.forward(1)
    late = case.task("answer-court-late")
    assert late is not None
    assert late.urgent
    assert supervised.order.stage == "considering", "the passing of the last day decides nothing"
    said = {"applies": False, "reasons": "They work with us.", "consulted_on": consulted["consulted_on"]}
    await supervised.do("reply-to-court", by="legal", **said)
    await supervised.over("not-applied")
    assert supervised.order.reply is not None
    assert "1 day late" in supervised.order.reply.late
    assert case.task("answer-court-late") is None
    assert case.task("answer-court") is None


def kept(world: World, sha256: str) -> bytes:
    with transaction(world.house.engine) as session:
        return session.get_one(DocumentRow, sha256).content


async def test_its_making_ends_the_attendance_order_in_force_and_its_process(world: World) -> None:
    chain = await appearing(world, plan=SCHOOL)
    await deciding(chain)
    await chain.at("ordering")
    await chain.looked_at()
    await ordered(chain)
    lawyers(world)
    case = chain.case
    await case.do("begin-supervision-order", reasons="The order is not complied with.")
    name = case.file().proceedings[-1].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    supervised = Supervised(case, name)
    await supervised.applied()
    await supervised.do("record-supervision-order-made", authority="Exampleshire", supervisor="officer")
    await chain.over("supervision-order")
    order = chain.chain.order
    assert order is not None
    assert order.ending is not None
    assert (order.ending.by.value, order.ending.on) == ("supervision-order", await case.today())
    assert "PROCEEDING_UNDER_WAY" in await case.refused("close-case", **CLOSING)
    await case.check()


async def test_authorised_by_another_with_the_power_and_refused_by_the_court(world: World) -> None:
    supervised = await wanted(world)
    await supervised.do("record-social-care-view", **VIEW)
    await supervised.do("prepare-supervision-application", **APPLICATION)
    await supervised.at("prepared")
    why = {"reasons": "Support has been tried."}
    assert set(await supervised.refused("authorise-supervision-application", **why)) == {
        "NOT_AUTHORISED",
        "G29_SECOND_PERSON",
    }
    assert await supervised.refused("authorise-supervision-application", by="supervisor", **why) == ["NOT_AUTHORISED"]
    await supervised.do("authorise-supervision-application", by="legal", **why)
    await supervised.at("authorised")
    await supervised.do("record-supervision-application")
    await supervised.at("applied")
    body = {"reasons": "Support is enough.", "attendance_order_ended": True}
    assert await supervised.refused("record-supervision-order-refused", **body) == ["S447_ENDED_ORDER"]
    await supervised.do("record-supervision-order-refused", reasons="Support is enough.")
    await supervised.over("refused")
    await supervised.case.do("begin-supervision-order", reasons="A year later.")
    assert [each.name for each in supervised.case.file().proceedings] == ["supervision-order-1", "supervision-order-2"]
