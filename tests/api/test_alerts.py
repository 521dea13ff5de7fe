"""Every alert watches what is really measured, can be raised by a real state, and is silent where all is well."""

import operator
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import text
from temporalio.client import Client

from api import gauges
from api.gauges import as_text, measure
from api.services import Services
from domain.deadline import uk_day
from records import duty
from records.database import engine_of, transaction
from records.inbox_tables import UploadRow
from records.tables import DispatchRow, ReceiptRow, SweepRow
from tests.api.site import Site
from tests.workflows.world import Case

FILE = Path(__file__).parents[2] / "operations" / "alerts.yml"
EXPRESSION = re.compile(r'(?P<metric>[a-z_]+)(?P<labels>\{job="rollcall"\})? (?P<sign>>|==) (?P<number>\d+)')
SIGNS = {">": operator.gt, "==": operator.eq}
OF_PROMETHEUS = {"up"}  # it measures by itself whether it was answered
NOWHERE = "127.0.0.1:1"


class Rule(BaseModel):
    """A rule as Prometheus reads it, and what we ask of one beyond that."""

    model_config = ConfigDict(extra="forbid")

    alert: str = Field(pattern=r"^[A-Z][A-Za-z]+$")
    expr: str = Field(pattern=rf"^{EXPRESSION.pattern}$".replace("?P<metric>", "").replace("?P<labels>", "")
                      .replace("?P<sign>", "").replace("?P<number>", ""))  # fmt: skip
    for_: str = Field("0m", alias="for", pattern=r"^\d+[smh]$")
    labels: dict[str, str]
    annotations: dict[str, str]

    @property
    def metric(self) -> str:
        return self._parts["metric"]

    @property
    def _parts(self) -> Mapping[str, str]:
        found = EXPRESSION.fullmatch(self.expr)
        assert found is not None
        return found.groupdict()

    def fires(self, samples: Mapping[str, float]) -> bool:
        """As Prometheus has it: what is not there raises nothing."""
        return self.metric in samples and SIGNS[self._parts["sign"]](samples[self.metric], float(self._parts["number"]))


class Group(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    rules: list[Rule]


def rules() -> list[Rule]:
    kept = yaml.safe_load(FILE.read_text())
    assert set(kept) == {"groups"}
    groups = [Group.model_validate(each) for each in kept["groups"]]
    assert len({each.name for each in groups}) == len(groups)
    return [rule for group in groups for rule in group.rules]


def samples_of(said: str | bytes) -> dict[str, float]:
    words = said if isinstance(said, str) else said.decode()
    return {one.name: one.value for family in text_string_to_metric_families(words) for one in family.samples}


async def raised(services: Services) -> set[str]:
    samples = samples_of(as_text(await measure(services)))
    return {rule.alert for rule in rules() if rule.fires(samples)}


def test_each_alert_says_how_urgent_it_is_and_what_to_do() -> None:
    known = rules()
    assert len({each.alert for each in known}) == len(known)
    for rule in known:
        assert set(rule.labels) == {"severity"}, rule.alert
        assert rule.labels["severity"] in {"page", "desk"}, rule.alert
        assert set(rule.annotations) == {"summary", "what_to_do"}, rule.alert
        assert all(len(words) > 20 for words in rule.annotations.values()), rule.alert


async def test_each_alert_watches_what_the_service_says(site: Site) -> None:
    answer = await site.get("/metrics", "")
    assert answer.status_code == 200
    said = samples_of(answer.text)
    assert {rule.metric for rule in rules()} - said.keys() == OF_PROMETHEUS
    assert "RC-" not in answer.text
    assert "rollcall_requests_total" in answer.text


async def test_each_alert_is_raised_by_its_state_and_by_no_other(
    site: Site, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    services, start = site.app.state.services, datetime.now(UTC)
    seen: set[str] = set()

    def at(after: timedelta, **more: Any) -> Services:
        return replace(services, now=lambda: start + after, **more)

    async def shows(what: str, expected: set[str], asked: Services) -> None:
        with subtests.test(what):
            assert await raised(asked) == expected
        seen.update(expected)

    soon = timedelta(minutes=1)
    await shows("nobody polls the queue that the service uses", {"WorkerDown"}, at(soon))
    monkeypatch.setattr(gauges, "TASK_QUEUE", site.world.queue)
    await shows("a service that has done nothing yet", set(), at(soon))

    ref = await site.refer()
    await Case(site.world, ref).until(lambda: bool(Case(site.world, ref).rings()))
    await shows("one case", set(), at(soon))
    old = {"NightlyCheckNotRun", "AnchorNotWritten", "BackupTooOld"}
    nightly = timedelta(hours=27)
    assert old <= await raised(at(nightly)), "nothing was done by night"
    seen |= old
    weeks = await raised(at(timedelta(days=60)))
    assert "ClocksLate" in weeks, "its clocks rang in no process"
    seen.add("ClocksLate")

    ref = await site.refer(indicators=["trafficking"])
    await Case(site.world, ref).until(lambda: bool(Case(site.world, ref).rings()))
    await shows("danger was told of just now", set(), at(soon))
    late = await raised(at(timedelta(hours=5)))
    assert "UrgentTaskOpen" in late
    seen.add("UrgentTaskOpen")
    await site.do(ref, "decide-no-safeguarding-referral", reason="Seen by their nurse; safe and well.")

    with transaction(services.engine) as session:
        duty.raise_alert(session, "RC-2026-000001", start)
    by_email = replace(services.public, duty_told_by_email=True)
    six = at(timedelta(minutes=6), public=by_email)
    await shows("nobody was told in six minutes, nor any work asked for", {"DangerNotTold", "WorkerDown"}, six)
    untold = await raised(at(timedelta(minutes=40)))
    assert "DangerNotAcknowledged" in untold
    assert "DangerNotTold" not in untold, "without a server for mail it stands on the page"
    seen.add("DangerNotAcknowledged")
    with transaction(services.engine) as session:
        assert duty.acknowledge(session, "RC-2026-000001", "officer", start)

    yesterday = uk_day(start) - timedelta(days=1)
    upload = {"kind": "deletion", "sha256": "0", "source": "file", "uploaded_by": "officer", "state": "waiting"}
    receipt = {"person": "officer", "key": "k", "act_key": "k", "case_ref": ref, "process": ref, "action": "add-note"}
    states = {
        "NightlyCheckFound": SweepRow(at=start, checked=1, findings=[{"case": ref, "cause": "no process runs"}]),
        "LettersStuck": DispatchRow(case_ref=ref, letter_id="L1", tries=3, last_try_at=start),
        "InboxLate": UploadRow(**upload, uploaded_at=start, due_on=yesterday),
        "ActsUnanswered": ReceiptRow(**receipt, fingerprint="f", asked_at=start - timedelta(minutes=3), waiting=b"x"),
    }
    for name, row in states.items():
        with transaction(services.engine) as session:
            session.add(row)
            session.flush()
            session.expunge(row)
        await shows(name, {name}, at(soon))
        with transaction(services.engine) as session:
            session.execute(text(f"delete from {row.__tablename__}"))

    unstarted = await site.world.open(start=False)
    await shows(f"{unstarted.ref} has no process", {"CasesNotStarted"}, at(soon))
    await unstarted.start()

    gone = await Client.connect(NOWHERE, lazy=True)
    await shows("no engine", {"EngineDown"}, at(soon, client=gone))
    nothing = engine_of(f"postgresql://{NOWHERE}/none", connections=1)
    await shows("no database", {"DatabaseDown"}, at(soon, engine=nothing))
    assert seen == {rule.alert for rule in rules()} - {"ApiDown"}, "each alert is shown to be raised by something"


async def test_however_many_ask_it_is_measured_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    async def counted(services: Services) -> dict[str, float]:
        asked.append(1)
        return {"database_up": 1.0}

    monkeypatch.setattr(gauges, "measure", counted)
    for _ in range(5):
        assert "rollcall_database_up 1.0" in (await site.get("/metrics", "")).text
    assert len(asked) == 1
