"""One trace leads from a page to its line in the journal, and nothing in it is about anybody."""

from collections.abc import AsyncIterator, Iterator

import pytest
from opentelemetry.sdk.trace import TracerProvider
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer

from records.spans import Said, span, switch_off
from rollcall.spans import Linked, begin
from rollcall.worker import PROCESSES, sandbox
from tests.api.site import Site, site_of
from tests.fake_collector import FakeCollector, Taken
from tests.pages.visitor import Visitor, populate

PLANTED = (
    "Plantedson",
    "Zebediah",
    "Plantagenet",
    "7 Planted Lane",
    "PL9 9NT",
    "planted@sample.example",
    "01632 960 777",
)
PERSON = {
    "name": "Ms Plantagenet Plantedson",
    "relation": "mother",
    "address": {"lines": ["7 Planted Lane", "Sampleton"], "postcode": "PL9 9NT"},
    "telephone": "01632 960 777",
    "email": "planted@sample.example",
}
CHILD = {"given": "Zebediah", "surname": "Plantedson", "date_of_birth": "2015-03-04", "school": "800/4001"}


@pytest.fixture
def collector() -> Iterator[FakeCollector]:
    with FakeCollector() as fake:
        yield fake


@pytest.fixture
def measuring(collector: FakeCollector) -> Iterator[TracerProvider]:
    provider = begin(collector.url, "api")
    yield provider
    switch_off()
    provider.shutdown()


@pytest.fixture
async def traced(
    database: str,
    temporal_env: WorkflowEnvironment,
    monkeypatch: pytest.MonkeyPatch,
    collector: FakeCollector,
    measuring: TracerProvider,
) -> AsyncIterator[Site]:
    async with site_of(database, temporal_env, monkeypatch, traces_url=collector.url) as made:
        populate(made)
        yield made


async def test_one_trace_leads_from_the_page_through_the_process_to_the_journal(
    traced: Site, collector: FakeCollector, measuring: TracerProvider
) -> None:
    ref = await traced.refer(child=CHILD, adults=[PERSON], account="Zebediah Plantedson was not seen.")
    async with Visitor.signed_in(traced, "officer") as officer:
        await officer.do(ref, "add-note", note="Ms Plantagenet rang from 01632 960 777.")
        await officer.get("/cases?text=Plantedson")
        await officer.get("/cases/Zebediah")
        await officer.client.request("PLANTAGENET", "/cases/Zebediah", headers={
            "traceparent": "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01",
            "tracestate": "who=Plantedson",
            "baggage": "who=Zebediah",
        })  # fmt: skip
    refused = await traced.act(ref, "complete-checks", {"found": "nowhere", "summary": "Zebediah is not a step."})
    assert refused.status_code == 409
    history = await traced.world.client.get_workflow_handle(ref).fetch_history()
    measuring.force_flush()

    spans = collector.spans
    (page,) = [each for each in spans if each.name == "POST /cases/{ref}/do/{name}"]
    (ask,) = children(spans, page, "ask process")
    (activity,) = children(spans, ask, "activity record")
    (journal,) = children(spans, activity, "journal")
    assert page.parent == b""
    assert {each.trace for each in (page, ask, activity, journal)} == {page.trace}
    assert {each.name for each in children(spans, journal)} == {"journal: lock and read", "journal: write"}
    assert journal.said == {
        "rollcall.case": ref, "rollcall.process": ref, "rollcall.action": "add-note", "rollcall.seq": 2,
    }  # fmt: skip
    assert "activity publish" in {each.name for each in children(spans, ask)}, "what follows from it stands there too"

    (opened,) = [each for each in spans if each.name == "POST /api/referrals"]
    (started,) = children(spans, opened, "start process")
    assert children(spans, opened, "journal")
    assert children(spans, started, "activity publish")

    (no_step,) = [each for each in spans if each.said.get("rollcall.action") == "complete-checks"]
    assert not no_step.error, "a refusal is an answer"
    assert children(spans, no_step, "activity recall")

    stranger = [each for each in spans if each.said.get("rollcall.method") == "other"]
    assert stranger, "a method that nobody knows is measured as other"
    assert all(each.trace != b"\xab" * 16 for each in spans), "a browser does not say which trace it is"

    everything = collector.everything
    assert [path for path, _, _ in collector.requests] == ["/v1/traces"] * len(collector.requests)
    assert "application/x-protobuf" in collector.requests[0][1]
    for planted in PLANTED:
        assert planted.encode() not in everything, planted
        assert planted.encode() not in everything.lower(), planted
    assert b"officer" not in everything, "nor who did it"

    replayed = await Replayer(
        workflows=PROCESSES, data_converter=traced.world.client.data_converter, workflow_runner=sandbox()
    ).replay_workflow(history, raise_on_replay_failure=False)
    assert replayed.replay_failure is None, "what was done with traces goes on without them"
    again = await Replayer(
        workflows=PROCESSES,
        data_converter=traced.world.client.data_converter,
        workflow_runner=sandbox(),
        interceptors=[Linked()],
    ).replay_workflow(history, raise_on_replay_failure=False)
    assert again.replay_failure is None


def children(spans: list[Taken], of: Taken, name: str = "") -> list[Taken]:
    return [each for each in spans if each.parent == of.id and each.name.startswith(name)]


def test_an_exception_gives_its_kind_and_not_its_words(
    collector: FakeCollector, measuring: TracerProvider, subtests: pytest.Subtests
) -> None:
    with pytest.raises(ValueError, match="Plantedson"), span("journal", case="RC-2026-000123"):
        raise ValueError("Key (name)=(Zebediah Plantedson) already exists")
    measuring.force_flush()
    (one,) = collector.spans
    assert (one.error, one.said) == (True, {"rollcall.case": "RC-2026-000123", "error.type": "ValueError"})
    assert b"Plantedson" not in collector.everything


def test_a_span_has_no_room_for_a_name() -> None:
    assert set(Said.__annotations__) == {
        "case", "process", "action", "seq", "method", "route", "status", "attempt",
    }, "what is added here is looked at by whoever guards personal data"  # fmt: skip


def test_without_a_collector_nothing_is_measured_or_carried() -> None:
    switch_off()
    with span("journal", case="RC-2026-000123") as nothing:
        nothing.say(seq=1)
        nothing.rename("still nothing")
    from opentelemetry import trace

    assert not trace.get_current_span().get_span_context().is_valid
