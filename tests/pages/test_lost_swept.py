"""Looking for a child whose family is kept safe: what leads to it is in no file, reminder, return, list or page
(PRACTICE 4.3, 8.1).
"""

import dataclasses
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from domain.proceedings import Tracing
from domain.transfer.file import School
from letters.transfer.writing import written
from records.database import transaction
from records.tables import AuthorisationRow, DocumentRow
from rollcall.outstanding import tell_transfers
from tests.api.site import MOTHER, Site
from tests.fake_smtp import FakeSmtp
from tests.letters.test_transfer_file import WHOLE, made
from tests.pages.test_forms import file
from tests.pages.visitor import Visitor, services_of
from tests.workflows.world import Case

UPN = "X800400126001"
CHILD = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04", "school": "800/4001", "upn": UPN,
         "sex": "F"}  # fmt: skip
HIDDEN = {**MOTHER, "address": {"lines": ["12 Hidden Lane", "Refugeham"], "postcode": "BA9 9ZZ"},
          "telephone": "01632 960 456", "email": "rosa@refuge.example"}  # fmt: skip
PLANTED = ("Hidden Lane", "Refugeham", "BA9 9ZZ", "960 456", "960456", "rosa@refuge", "Planted Academy", "865/4002",
           "8654002", "Plantedshire")  # fmt: skip


async def test_nothing_that_leads_to_them_leaves_or_is_listed(site: Site, supervisor: Visitor) -> None:
    today = services_of(site).today
    ref = await site.refer(child=CHILD, adults=[HIDDEN])
    case = Case(site.world, ref)
    await case.until(lambda: bool(case.rings()))
    deleted = (today - timedelta(days=14)).isoformat()
    await site.do(ref, "begin-tracing", deleted_on=deleted, email="office@school.example")
    await case.until(lambda: f"{ref}/tracing-1" in case.rings())
    # Its day has gone by. Were it to pass only once the flag below is open, it would ask to decide, not to remind.
    await case.until(lambda: case.task("remind-school") is not None)
    await site.do(ref, "protect-details", "supervisor", why="refuge", source="The refuge worker")
    await site.do(ref, "hand-case-over", authority="Plantedshire Council", route="Secure e-mail", shared="All of it.",
                  basis="CA 2004 s.10")  # fmt: skip
    came = made(WHOLE.model_copy(update={"upn": UPN}), destination=School(number="800/4001"))
    new_school = came.model_copy(update={"source": School(number="865/4002", name="Planted Academy")})
    async with site.as_("officer") as client:
        taken = await client.post("/api/transfer-files", files={"file": ("any.xml", written(new_school))})
    await tell_transfers(site.world.house, site.world.client)
    await case.until(lambda: case.task("trace") is not None)
    with transaction(site.world.house.engine) as session:
        lead = {"staff_id": "supervisor", "power": "safeguarding-lead", "granted_by": "head"}
        session.add(AuthorisationRow(**lead, valid_from=today))
    under = f"/api/cases/{ref}/proceedings/tracing-1/actions"
    said = {"allowed": True, "reasons": "Strategy meeting today."}
    for name, body in (("decide-lost-file", said), ("make-transfer-file", {"destination": "lost"})):
        answer = await site.post(f"{under}/{name}", body, "supervisor")
        assert answer.status_code == 200, answer.text
    found = file(site, ref).proceedings[0]
    assert isinstance(found, Tracing)
    with transaction(site.world.house.engine) as session:
        content = session.get_one(DocumentRow, found.files[0].sha256).content.decode()
    site.app.state.services = dataclasses.replace(services_of(site), census_dates=(today,))
    outputs: dict[str, str] = {"the transfer file": content, "the taking in": taken.text}
    with FakeSmtp() as mail:
        outputs["the reminder"] = await reminded(site, mail)
    paths = [f"/api/cases/{ref}", f"/api/cases/{ref}/timeline", "/api/cases", "/api/transfer-files",
             f"/api/census/{today}", f"/api/census/{today}/file", f"/api/census/{today}/lines"]  # fmt: skip
    for who in ("officer", "supervisor", "legal", "admin"):
        for path in paths:
            answer = await site.get(path, who)
            assert answer.status_code == 200 or who != "supervisor", (path, answer.text)
            outputs[f"{path} as {who}"] = answer.text
    for page in (f"/cases/{ref}", f"/cases/{ref}/history", "/transfer-files", "/census", f"/census/{today}/lines", "/",
                 f"/cases/{ref}/proceedings/tracing-1/do/send-transfer-file"):  # fmt: skip
        outputs[page] = (await supervisor.get(page)).text
    assert {name: hits for name, said in outputs.items() if (hits := [word for word in PLANTED if word in said])} == {}
    assert "<UPN>" in content, "and yet it says whom it is about"
    assert ref in outputs["the reminder"]


async def reminded(site: Site, mail: FakeSmtp) -> str:
    """What the night sends: a reference."""
    house: Any = site.world.house
    settings = house.settings.model_copy(update={"smtp_server": f"127.0.0.1:{mail.port}", "smtp_security": "none"})
    await dataclasses.replace(house, settings=settings).night(site.world.client).run()
    return "\n".join(mail.taken)


async def test_a_restricted_child_is_in_no_number_of_whoever_may_not_know_of_it(site: Site) -> None:
    """With and without it the return reads alike (PRACTICE 8.9)."""
    today = services_of(site).today
    site.app.state.services = dataclasses.replace(services_of(site), census_dates=(today,))
    for number in range(7):
        await site.refer(child={"given": f"Child{number}", "surname": "Counted", "sex": "F"})
    before = (await site.get(f"/api/census/{today}", "officer2")).text
    ref = await site.refer(child=CHILD)
    with transaction(site.world.house.engine) as session:
        session.execute(text("update likeness set guarded = 2 where ref = :ref"), {"ref": ref})
    assert (await site.get(f"/api/census/{today}", "officer2")).text == before
    assert (await site.get(f"/api/census/{today}", "supervisor")).json()["total"] == 8, "the Department's own number"
