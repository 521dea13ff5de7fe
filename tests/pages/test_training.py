"""A case played through more than a year on the pages of a training world, with its clock moved; and nothing leaves."""

import dataclasses
import re
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from temporalio.testing import WorkflowEnvironment

from api.app import create_app
from api.services import Services
from api.training.moving import next_term
from api.training.stories import STORIES
from api.training.world import TrainingWorld
from domain.calendars import Span
from domain.deadline import LONDON, uk_day
from domain.entry import broken_links
from domain.vocabulary import Stage
from records import duty
from records.database import transaction
from rollcall.anchoring import anchor
from rollcall.door import tell_duty
from rollcall.wiring import House
from tests.api.site import Site
from tests.fake_notify import API_KEY
from tests.pages.test_journey_by_forms import day
from tests.pages.visitor import Visitor, populate, services_of
from tests.workflows.world import Case, World, fill, house_of
from workflows import starting

ONE_DAY = timedelta(days=1)
BANNER = "Training: invented children, nothing leaves the building. Today is "


def leap_day(on: date) -> date:
    """The next one, at least a day ahead."""
    year = next(
        year
        for year in range(on.year, on.year + 9)
        if year % 4 == 0 and (year % 100 or year % 400 == 0) and date(year, 2, 29) > on
    )
    return date(year, 2, 29)


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A server that nobody should come to: its port, and who came."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def wait() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                came.append("somebody")
                line.close()

        threading.Thread(target=wait, daemon=True).start()
        yield server.getsockname()[1], came
        server.shutdown(socket.SHUT_RDWR)


@dataclasses.dataclass
class Town:
    site: Site
    house: House
    begins: date
    came: dict[str, list[str]]

    @property
    def today(self) -> date:
        return services_of(self.site).today


@pytest.fixture
async def town(
    database: str, temporal_env: WorkflowEnvironment, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> AsyncIterator[Town]:
    """A training world that would have every way out, begun some months before the next leap day."""
    today = uk_day(datetime.now(UTC))
    begins = max(today, leap_day(today) - 100 * ONE_DAY)
    (folder / "key").write_text("no key")
    with listening() as (notify, to_notify), listening() as (smtp, to_smtp), listening() as (sftp, to_sftp):
        house = house_of(
            database,
            temporal_env.client.service_client.config.target_host,
            training=True,
            training_clock=folder / "clock.json",
            notify_api_key=SecretStr(API_KEY),
            notify_url=f"http://127.0.0.1:{notify}",
            smtp_server=f"127.0.0.1:{smtp}",
            smtp_security="none",
            duty_email="duty@authority.example",
            anchor_email="anchors@authority.example",
            transfer_sftp_server=f"127.0.0.1:{sftp}",
            transfer_sftp_user="rollcall",
            transfer_sftp_host_key="ssh-ed25519 AAAA",
            transfer_sftp_private_key=folder / "key",
        )
        assert house.clock is not None
        house.clock.move_to(max(datetime.combine(begins, time(9), LONDON).astimezone(UTC), house.now()))
        fill(house)
        world = World(house, await house.client(), temporal_env)
        world.start()
        monkeypatch.setattr(starting.start_journey, "__kwdefaults__", {"task_queue": world.queue})

        async def connect() -> Services:
            assert house.clock is not None
            own = TrainingWorld(house.clock, world.queue)
            return dataclasses.replace(house.services(world.client), training=own)

        app = create_app(connect, training=True)
        async with app.router.lifespan_context(app):
            site = Site(app, world)
            populate(site)
            yield Town(site, house, begins, {"notify": to_notify, "smtp": to_smtp, "sftp": to_sftp})
        await world.stop()
        world.threads.shutdown()
        house.engine.dispose()


async def moved(town: Town, visitor: Visitor, step: str, at: str = "/training") -> str:
    """Press a button of the banner. The words of the page that follows."""
    form = (await visitor.page(at)).form("/training/clock")
    answer = await visitor.post("/training/clock", form.filled() | {"step": [step]})
    assert answer.status == 303, (step, answer.status, answer.text[:400])
    page = await visitor.page(answer.goes_to)
    assert f"{BANNER}{town.today:%A %-d %B %Y}" in page.text
    now = services_of(town.site).now().astimezone(LONDON)
    assert (now.hour, now.minute // 10) == (9, 0), "the working day begins, on whichever side of a clock change"
    return page.text


async def test_a_case_is_played_through_a_year_and_nothing_leaves(town: Town) -> None:
    async with Visitor.signed_in(town.site) as nobody:
        for path in ("/sign-in", "/refer"):
            page = await nobody.page(path)
            assert BANNER in page.text, path
            assert "/training/clock" not in [form.action for form in page.forms], path
        assert (await nobody.get("/training")).goes_to.startswith("/sign-in")
    async with Visitor.signed_in(town.site, "officer") as officer:
        page = await officer.page("/training")
        assert all(story.title in page.text for story in STORIES.values())
        begun = await officer.send("/training/place-found", number="1")
        assert begun.goes_to == "/training/place-found"
        form = (await officer.page("/training/place-found")).form("/training/place-found/begin")
        assert form.values["number"] == "2"
        ref = re.findall(r"RC-\d{4}-\d{6}", (await officer.page("/training/place-found")).text)[0]
        assert ref.startswith(f"RC-{town.begins.year}-"), "numbered in the world's own year"
        case = Case(town.site.world, ref)
        assert case.file().opened_on == town.begins

        first = case.last_day("acknowledge-referral")
        says = await moved(town, officer, "due", f"/cases/{ref}")
        assert (town.today, "Nothing happened by itself" in says) == (first, True), "it is due on that day, not over"
        says = await moved(town, officer, "day")
        assert town.today == first + ONE_DAY
        assert "Deadline passed: Acknowledge a referral" in says

        await officer.do(ref, "decide-triage", route="missing-education", reasons="On no roll anywhere.")
        await officer.do(ref, "record-enquiry", subject="admissions", result="no-trace", answer="No application.")
        await officer.do(ref, "complete-checks", found="nowhere", summary="No trace anywhere.")
        await officer.do(ref, "record-family-reached", how="in-person", said="They moved here.")
        await officer.do(ref, "agree-support", needs="A place near home.", plan="Apply this week.")
        lesson = await officer.page("/training/place-found")
        asked = lesson.text.partition("How far you are")[0]
        assert "Referral acknowledged. Who told us" in asked, "forgotten, and still the next thing to do"
        assert "Record that a place is offered" in asked, "the case's own next step"
        await officer.do(ref, "draft-letter", template="L02", person=case.file().people[0].id)
        letter = case.file().letters[-1].id
        assert await moved(town, officer, "week")
        await officer.do(ref, "record-offer", school="fixture academy", school_name="Fixture Academy")
        await officer.do(ref, "record-place-accepted", agreed_with="The mother", **day("starts_on", town.today))
        await officer.do(ref, "confirm-first-attendance", said_by="The office", **day("attended_on", town.today))

    async with Visitor.signed_in(town.site, "supervisor") as supervisor:
        await supervisor.do(ref, "approve-letter", letter=letter)
        await supervisor.do(ref, "issue-letter", letter=letter)
        written = case.file().letter(letter)
        assert written is not None
        assert (written.issued_on, written.channel) == (town.today, "post-room"), "key or no key"
        assert ref in (await supervisor.page("/post-room")).text

        # Over the leap day by single days, and then term by term until the year and the change of the clocks are over.
        leap = leap_day(town.begins)
        while town.today < leap - 8 * ONE_DAY:
            await moved(town, supervisor, "week")
        while town.today < leap + ONE_DAY:
            was = town.today
            await moved(town, supervisor, "day")
            assert town.today == was + ONE_DAY
        assert town.today == date(leap.year, 3, 1)
        while town.today < town.begins + 366 * ONE_DAY:
            was = town.today
            await moved(town, supervisor, "term")
            assert town.today > was
    journal = case.journal()
    times = [entry.recorded_at for entry in journal]
    assert times == sorted(times)
    assert broken_links(journal) == []
    passed = [entry for entry in journal if entry.action == "clock-passed"]
    for entry in passed:  # at midnight after the last day, in summer and in winter
        rings = datetime.fromisoformat(entry.data["rings_at"]).astimezone(LONDON)
        assert timedelta(0) <= entry.recorded_at - rings < timedelta(minutes=2), entry.data["clock"]
    assert {entry.recorded_at.astimezone(LONDON).utcoffset() for entry in passed} == {timedelta(0), timedelta(hours=1)}
    assert case.file().stage is Stage.REINTEGRATION
    await case.check()

    with transaction(town.house.engine) as session:
        duty.raise_alert(session, ref, town.house.now())
    assert tell_duty(town.house) == 0
    assert not anchor(town.house, town.house.now()).mailed
    assert town.came == {"notify": [], "smtp": [], "sftp": []}


async def test_the_clock_is_moved_from_a_page_of_this_world_only(town: Town) -> None:
    async with Visitor.signed_in(town.site, "officer") as officer:
        refused = await officer.post("/training/clock", {"step": "day"})
        assert (refused.status, town.today) == (403, town.begins)
        form = (await officer.page("/training")).form("/training/clock")
        assert (await officer.post("/training/clock", form.filled() | {"step": ["year"]})).status == 422
        assert (await officer.get("/training/nothing")).status == 404
        nothing = await officer.post("/training/clock", form.filled() | {"step": ["due"]})
        assert (nothing.status, town.today) == (409, town.begins)

    async def real() -> Services:
        return dataclasses.replace(services_of(town.site), training=None)

    app = create_app(real)  # as outside training: the same world, and no way to move its clock
    async with (
        app.router.lifespan_context(app),
        Visitor.signed_in(Site(app, town.site.world), "officer") as officer,
    ):
        csrf = (await officer.page("/")).form("/sign-out").values["csrf"]
        for path in ("/training", "/training/lost"):
            assert (await officer.get(path)).status == 404
        for path in ("/training/clock", "/training/lost/begin"):
            assert (await officer.post(path, {"csrf": csrf, "step": "day", "number": "1"})).status == 404
        assert "Training:" not in (await officer.page("/")).text


def test_a_term_begins_after_a_long_holiday_and_not_after_a_half_term() -> None:
    terms = [
        Span(first=date(2026, 9, 3), last=date(2026, 10, 23)),
        Span(first=date(2026, 11, 2), last=date(2026, 12, 18)),
        Span(first=date(2027, 1, 4), last=date(2027, 2, 12)),
    ]
    assert next_term(terms, date(2026, 10, 1)) == date(2027, 1, 4)
    assert next_term(terms, date(2026, 12, 25)) == date(2027, 1, 4)
    assert next_term(terms, date(2027, 1, 4)) is None
