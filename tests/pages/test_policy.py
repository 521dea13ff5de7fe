"""A changed calendar: proposed with its impact by one person, approved by another, and then the running dates move."""

from domain.deadline import uk_day
from records.database import transaction
from records.tables import SchoolRow, StaffRow
from tests.api.site import Site
from tests.pages.telling import Rows
from tests.pages.visitor import Visitor, services_of, sound
from tests.workflows.world import Case


async def test_one_proposes_another_approves_and_the_dates_move(site: Site, supervisor: Visitor) -> None:
    with transaction(site.world.house.engine) as session:
        session.merge(SchoolRow(number="800/4001", name="Fixture Academy"))
        session.add(StaffRow(id="second", name="Second Placeholder", roles=["supervisor"], team="north"))
    today = uk_day(services_of(site).now())
    child = {"given": "Kai", "surname": "Example", "school": "800/4001", "first_absent_on": today.isoformat()}
    case = Case(site.world, await site.refer(child=child))
    was = case.last_day("unseen-police")
    words = f"school,kind,first,last\n800/4001,closure,{was},{was}"

    empty = await supervisor.send("/policy", words="", reason="")
    assert empty.status == 422
    assert {"#words", "#reason"} <= {href for href, _ in empty.page.links}
    wrong = await supervisor.send("/policy", words="school,kind,first,last\n,term,soon,later", reason="New terms.")
    assert wrong.status == 422
    assert "Line 2, first" in wrong.text
    assert (await supervisor.send("/policy", words=words, reason="An inset day.")).status == 303

    answer = await supervisor.get("/policy")
    sound(answer)
    assert case.ref in answer.text
    assert f"{was:%A %-d %B %Y}" in answer.text
    assert "You proposed it: somebody else approves it." in answer.text
    own = answer.page.form("/policy/")
    alone = await supervisor.post(own.action, {**own.filled(why="It is right."), "decision": "approve"})
    assert (alone.status, "somebody else approves it" in alone.text) == (409, True)
    assert case.last_day("unseen-police") == was, "nothing moves before it is approved"

    async with Visitor.signed_in(site, "second") as other:
        form = (await other.page("/policy")).form("/policy/")
        unsaid = await other.post(form.action, {**form.filled(why=""), "decision": "approve"})
        assert unsaid.status == 422
        done = await other.post(form.action, {**form.filled(why="The school confirms it."), "decision": "approve"})
        assert done.status == 303
        await case.until(lambda: case.last_day("unseen-police") > was)
        again = await other.post(form.action, {**form.filled(why="Once more."), "decision": "approve"})
        assert again.status == 409
        assert "Approved by Second Placeholder" in (await other.page("/policy")).text
    await case.check()


async def test_what_is_rejected_changes_nothing(site: Site, supervisor: Visitor, rows: Rows) -> None:
    before = rows("select school, kind, first, last, replaced_by from calendar_span order by id")
    words = "school,kind,first,last\n,term,2031-09-03,2031-10-23"
    assert (await supervisor.send("/policy", words=words, reason="Next years.")).status == 303
    async with Visitor.signed_in(site, "admin") as admin:
        one = await admin.page("/policy")
        assert not [form for form in one.forms if form.action == "/policy"], "one at a time"
        form = one.form("/policy/")
        assert (await admin.post(form.action, {**form.filled(why="Too early."), "decision": "reject"})).status == 303
        assert "Rejected by Ade Sample" in (await admin.page("/policy")).text
    assert rows("select school, kind, first, last, replaced_by from calendar_span order by id") == before
