"""The pages of the inbox: a file is looked at, confirmed, and what is wrong with it corrected by a person."""

from dataclasses import replace
from datetime import timedelta

from rollcall.inbox import take_in
from tests.api.site import Site
from tests.pages.html import Form, Reader
from tests.pages.visitor import Visitor, services_of

FILE = (
    "given,surname,date_of_birth,school,channel\n"
    "Good,Inboxed,2015-03-04,800/4001,school\n"
    "Bad,Inboxed,2015-13-04,800/4001,school\n"
    "<b>Odd</b>,Inboxed,2015-03-05,800/4001,school\n"
)


async def sent(officer: Visitor, content: str, kind: str = "referrals") -> str:
    """The address of the upload."""
    form = (await officer.page("/inbox")).form("/inbox")
    answer = await officer.client.post(
        "/inbox",
        data={"csrf": form.values["csrf"], "kind": kind},
        files={"file": ("anything.csv", content.encode(), "text/csv")} if content else {},
    )
    if answer.status_code != 303:
        return answer.text
    return str(answer.headers["location"])


def correcting(page: Reader) -> Form:
    return next(form for form in page.forms if form.values.get("decision") == "correct")


async def test_a_file_is_shown_confirmed_and_its_bad_line_corrected(site: Site, officer: Visitor) -> None:
    address = await sent(officer, FILE)
    shown = await officer.page(address)
    assert "3 lines, 2 ready, 1 to be corrected or rejected" in shown.text
    assert "Each line becomes a case" in shown.text
    assert "date of birth: there is no such day" in shown.text
    assert "<b>Odd</b>" in shown.text, "as it was written, and no markup"
    assert site.written()["case_file"] == 0
    assert "Inbox: 1 upload to confirm" in (await officer.page("/")).text
    undecided = await officer.post(address, shown.form(address).filled())
    assert (undecided.status, "Choose one of the answers" in undecided.text) == (422, True)
    assert (await officer.post(address, shown.form(address).filled(decision="confirm"))).goes_to == address
    assert "0 % taken in" in (await officer.page(address)).text
    await take_in(site.world.house, site.world.client)
    assert site.written()["case_file"] == 2
    listed = await officer.page("/inbox")
    assert "Lines that wait for a person" in listed.text
    line = f"{address}/lines/3"
    assert line in {href for href, _ in listed.links}
    form = correcting(await officer.page(line))
    wrong = await officer.post(line, form.filled(**{"cell.date_of_birth": "4/14/2015"}))
    assert wrong.status == 422
    assert correcting(wrong.page).values["cell.surname"] == "Inboxed"
    assert (await officer.post(line, form.filled(**{"cell.date_of_birth": "4/3/2015"}))).status == 303
    await take_in(site.world.house, site.world.client)
    assert site.written()["case_file"] == 3
    assert "Nothing waits for anybody" in (await officer.page("/inbox")).text


async def test_late_it_says_so_to_everybody_who_could_settle_it(site: Site, officer: Visitor) -> None:
    address = await sent(officer, FILE)
    services = services_of(site)
    later = services.now() + timedelta(days=8)
    site.app.state.services = replace(services, now=lambda: later)
    officer.become("officer")
    assert "late" in (await officer.page("/inbox")).text
    assert "1 late" in (await officer.page("/")).text or "2 late" in (await officer.page("/")).text
    form = (await officer.page(address)).form(address)
    unsaid = await officer.post(address, form.filled(decision="reject"))
    assert (unsaid.status, "Say why" in unsaid.text) == (422, True)
    assert (await officer.post(address, form.filled(decision="reject", reason="An old list."))).goes_to == "/inbox"
    assert "rejected by Amina Okafor" in (await officer.page("/inbox")).text


async def test_nothing_chosen_and_no_table_are_said_at_the_form(site: Site, officer: Visitor) -> None:
    assert "Choose what is in the file" in await sent(officer, FILE, kind="")
    assert "Choose a file" in await sent(officer, "")
    assert "Columns are missing" in await sent(officer, "colour\nred\n")


async def test_the_inbox_is_for_those_who_work_on_cases(site: Site) -> None:
    for who, status in (("legal", 403), ("admin", 403), ("supervisor", 200)):
        async with Visitor.signed_in(site, who) as visitor:
            for path in ("/inbox",):
                assert (await visitor.get(path)).status == status, who
