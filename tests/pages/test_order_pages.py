"""A chain towards an attendance order on pages: its story in dated sentences, a form for each step, its letters."""

from tests.api.site import Site
from tests.pages.visitor import Visitor
from tests.workflows.ordered import AT_HER_DOOR, appearing


async def test_a_chain_is_told_step_by_step_and_its_void_notice_says_why(site: Site, supervisor: Visitor) -> None:
    chain = await appearing(site.world)
    case, path = chain.case, f"/cases/{chain.case.ref}/proceedings/{chain.name}/do"
    seen = {"school": "800/4001", "school_name": "School 4001", "kind_of_school": "maintained"}
    done = await supervisor.send(f"{path}/record-school-looked-at", **seen, permanently_excluded="no")
    assert done.status == 303, done.text
    assert [school.name for school in chain.chain.schools] == ["School 4001"]
    letter = await chain.notified()
    page = await supervisor.page(f"/cases/{case.ref}")
    assert "now: notice given: the parent has time to satisfy us" in page.text
    assert "Notice to satisfy the authority: signed" in page.text
    assert "not served yet" in page.text
    offered = [href for href, _ in page.links if f"/proceedings/{chain.name}/do/" in href]
    backward = [href.endswith(("/set-aside-education-notice", "/end-order-steps")) for href in offered]
    assert backward == sorted(backward), "what goes back or ends it stands last"
    assert backward[-1]
    for href in offered:
        assert (await supervisor.get(href)).status in (200, 409), href
    room = await supervisor.page("/post-room")
    assert "Post by" in room.text
    await case.do("record-posting", letter=letter, **AT_HER_DOOR)
    shown = await supervisor.page(f"/cases/{case.ref}/letters/{letter}")
    assert "Handed over on" in shown.text
    assert f"/api/cases/{case.ref}/letters/{letter}/service.pdf" in [href for href, _ in shown.links]
    await chain.do("record-order-evidence", what="A timetable.")
    form = (await supervisor.page(f"{path}/decide-satisfaction")).form()
    assert "read" in form.names
    await case.do("record-returned-post", letter=letter)
    page = await supervisor.page(f"/cases/{case.ref}")
    assert "came back: it is not served" in page.text
    assert "In doubt since" in page.text
    assert "is unread: no next step before it is read" in page.text
    own = await supervisor.page(f"/cases/{case.ref}/proceedings/{chain.name}")
    assert "In doubt since" in own.text
    assert "Considered" in own.text


async def test_the_post_room_records_a_notice_with_what_goes_in_its_envelope(site: Site, supervisor: Visitor) -> None:
    chain = await appearing(site.world)
    letter = await chain.notified()
    ref = chain.case.ref
    both = [f"{ref}-{each.id}" for each in chain.case.file().letters]
    form = (await supervisor.page("/post-room")).form("/post-room/print")
    refused = await supervisor.post("/post-room/posted", form.filled(letter=[f"{ref}-{letter}"], how="by-hand"))
    assert refused.status == 409
    assert "The ledger does not say on what evidence" in refused.text
    form = (await supervisor.page("/post-room")).form("/post-room/print")
    answers = {"how": "by-hand", "evidence": "Handed to her at her door."}
    done = await supervisor.post("/post-room/posted", form.filled(letter=both, **answers))
    assert done.status == 200, done.text
    notice = chain.chain.notice
    assert notice is not None
    line = notice.ledger.standing
    assert line is not None
    assert (line.manner, line.evidence) == ("by-hand", "Handed to her at her door.")
    assert all(each.ledger.standing for each in chain.case.file().letters)
