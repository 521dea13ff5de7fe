"""The papers of a prosecution on the real server: certificate, statement, exhibit, unused material and chronology, each
made from the record and filed for the bundle.
"""

import json
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from api.uploads import SPECIMEN
from records.database import transaction
from tests.api.site import Site, problem
from tests.letters.pdf import words
from tests.pages.visitor import Visitor
from tests.workflows.noticed import absences, family, marked, slots
from tests.workflows.prosecuted import lawyers, waiting


@pytest.fixture
async def lawyer(site: Site) -> AsyncIterator[Visitor]:
    async with Visitor.signed_in(site, "legal") as visitor:
        yield visitor


async def pages(site: Site, ref: str, kind: str) -> str:
    """The words of the last document of this kind."""
    found = [each for each in (await site.case(ref))["documents"] if each["kind"] == kind]
    return words((await site.get(f"/api/cases/{ref}/documents/{found[-1]['id']}/pages.pdf")).content)


def built(site: Site, ref: str, document: str, labels: str) -> None:
    """A bundle that was built, with the document on those pages."""
    manifest = json.dumps({"parts": [{"document": document, "labels": labels}]})
    with transaction(site.world.house.engine) as session:
        session.execute(
            text(
                """insert into bundle_build (case_ref, bundle, version, state, asked_by, asked_at, manifest)
                   values (:ref, 'B7', 1, 'built', 'legal', now(), cast(:manifest as jsonb))"""
            ),
            {"ref": ref, "manifest": manifest},
        )


async def test_everything_a_court_asks_for_is_made_from_the_record(site: Site, lawyer: Visitor) -> None:
    lawyers(site.world)
    case, mother = await family(site.world)
    days = absences(site.world)
    marked(site.world, days)
    ref = case.ref
    await site.do(ref, "record-contact", person=mother, how="telephone", answered=True, said="He will go on Monday.")
    await case.do("begin-prosecution", person=mother, our_school=True, sessions=slots(days))
    charge = await waiting(case, mother)
    about = {"about": charge.name}

    await site.do(ref, "make-certificate", **about)
    certificate = await pages(site, ref, "CERTIFICATE")
    assert "I am the head teacher" in certificate
    assert f"Relied on in the charge {len(slots(days))}" in certificate
    await site.do(ref, "make-certificate", whole_year=True, **about)

    await site.upload(ref, SPECIMEN, title="Specimen record")
    document = (await site.case(ref))["documents"][-1]["id"]
    papers = await lawyer.page(f"/cases/{ref}/proceedings/{charge.name}/papers")
    assert "2 lines are not decided" in papers.text
    mark = await lawyer.page(papers.link("say what it is worth: Specimen record"))
    assert mark.form().values["document"] == document
    done = await lawyer.post(mark.form().action, mark.form().filled(marking="WITHHELD", reason="Not about this case."))
    assert done.status == 303, done.text

    drafted = await site.do(ref, "draft-statement", **about)
    statement = f"W{drafted['seq']}"
    await site.do(ref, "add-exhibit", statement=statement, what="the school's record", source=document)
    view = (await site.get(f"/api/cases/{ref}/statements")).json()[0]
    for sentence in view["sentences"]:
        await site.do(ref, "confirm-sentence", statement=statement, sentence=sentence["id"])
    await site.do(ref, "sign-statement", statement=statement, believe=True, signature=view["witness_name"])
    said = await pages(site, ref, "STATEMENT")
    assert "He will go on Monday." in said
    assert "/1." in said
    shown = await lawyer.page(f"/cases/{ref}/proceedings/{charge.name}")
    assert "signed a witness statement" in shown.text

    await site.do(ref, "make-unused-schedule", **about)
    schedule = await pages(site, ref, "UNUSED_SCHEDULE")
    for line in ("Specimen record", "Withheld: Not about this case.", "Year-to-date certificate", "NOT DECIDED"):
        assert line in schedule, line

    lines = (await site.get(f"/api/cases/{ref}/proceedings/{charge.name}/papers")).json()
    assert lines["undecided"] == 2, "the certificate and the statement wait for somebody to say that they are served"
    called = next(each for each in lines["chronology"] if "Telephone" in each["text"])
    await site.do(ref, "word-chronology", "legal", entry=called["entry"], text="She was rung, and answered.")
    await site.do(ref, "make-chronology", **about)
    told = await pages(site, ref, "CHRONOLOGY")
    assert "She was rung, and answered." in told
    assert f" {called['entry']} " in f"{told} "
    again = await lawyer.page(f"/cases/{ref}/proceedings/{charge.name}/papers")
    assert "Worded by" in again.text
    problem(await site.act(ref, "make-chronology", {**about, "bundle": "B99"}), 409, "NOT_BUILT", "bundle")
    built(site, ref, document, "B3 to B4")
    await site.do(ref, "make-chronology", bundle="B7", **about)
    assert "Specimen record”. " in (with_pages := await pages(site, ref, "CHRONOLOGY"))
    assert " B3" in with_pages.partition("Specimen record”. ")[2]
    problem(await site.get(f"/api/cases/{ref}/proceedings/none/papers"), 404, "NO_SUCH_PROCEEDING")
