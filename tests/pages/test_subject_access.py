"""A request for personal data by pages alone: recorded, collected, reviewed thing by thing, passed, downloaded."""

from sqlalchemy import text

from records.database import transaction
from tests.api.site import MOTHER, Site, problem
from tests.pages.visitor import Visitor
from tests.workflows.world import Case


async def test_by_forms_from_the_request_to_the_answer(site: Site, officer: Visitor, supervisor: Visitor) -> None:
    ref = await site.refer(adults=[MOTHER])
    await site.do(ref, "add-note", note="Wants to <b>paint</b> & to be back at school.")
    known = {"asking": "child", "came_by": "letter", "identity": "known", "identity_how": "Known at school."}
    assert (await officer.send(f"/cases/{ref}/do/begin-subject-access", **known)).status == 303
    step = f"/cases/{ref}/proceedings/subject-access-1"
    await Case(site.world, ref).until(lambda: f"{ref}/subject-access-1" in Case(site.world, ref).rings())
    opened = await officer.page(step)
    assert "Request for personal data" in opened.text
    assert "The child, for what we hold of the child: asked on" in opened.text
    assert "Somebody asked for their personal data" in (await officer.page("/")).text, "it stands in the officer's day"
    assert (await officer.send(f"{step}/do/collect-access-items")).status == 303

    review = f"{step}/review"
    assert (await officer.get(review)).status == 403, "an officer records; a supervisor or a lawyer reviews"
    assert (await supervisor.get(f"{step}/do/decide-access-items")).goes_to == review
    page = await supervisor.page(review)
    assert "Wants to <b>paint</b> & to be back at school." in page.text
    assert "Speaks against giving it" in page.text
    assert "Ms R Example" in page.text
    form = page.form(f"{review}?page=1")
    chosen = {name: value for name, value in form.values.items() if name.startswith("answer-")}
    assert set(chosen.values()) == {"", "withhold"}, (
        "what speaks against it is proposed, and nothing is ticked to be given"
    )
    empty = dict.fromkeys(chosen, "")
    assert (await supervisor.post(f"{review}?page=1", form.filled(**empty))).status == 422
    bare = {name.replace("answer", "reason"): "" for name, value in chosen.items() if value}
    wrong = await supervisor.post(f"{review}?page=1", form.filled(**bare))
    assert (wrong.status, "Say why it is left out" in wrong.text) == (409, True)
    form = (await supervisor.page(review)).form(f"{review}?page=1")
    assert (await supervisor.post(f"{review}?page=1", form.filled(rest="yes"))).status == 303
    assert "all are decided" in (await supervisor.page(review)).text

    assert (await supervisor.send(f"{step}/do/finish-access-review")).status == 303
    answer = f"/api/cases/{ref}/proceedings/subject-access-1/export.pdf"
    problem(await site.get(answer), 404, "NOT_BUILT")
    own = await supervisor.get(f"{step}/do/pass-access-review")
    assert (own.status, "another person passes it" in own.text) == (409, True)
    act = f"/api/cases/{ref}/proceedings/subject-access-1/actions/pass-access-review"
    assert (await site.post(act, {"checked": "All read."}, "legal", key="pass-it")).status_code == 200
    ready = await officer.page(step)
    assert ready.link("The answer") == answer
    assert (await site.get(answer)).content.startswith(b"%PDF")
    problem(await site.get(f"/api/cases/{ref}/proceedings/none/export.pdf"), 404, "NO_SUCH_REQUEST")
    with transaction(site.world.house.engine) as session:
        found = text("select who, allowed, item from looked where case_ref = :ref and what = 'export' order by id")
        rows = [tuple(row) for row in session.execute(found, {"ref": ref})]
    taken = ("officer", True, "subject-access-1")
    assert taken in rows, "who took the answer stands among who looked"
    material = await site.get(f"/api/cases/{ref}/proceedings/subject-access-1/material", "legal")
    assert material.json()["undecided"] == 0
    done = await officer.send(f"{step}/do/hand-over-access-pack", how="hand", to="Kai Example", proof="Signed for")
    assert done.status == 303
    assert "Handed over on" in (await officer.page(step)).text
