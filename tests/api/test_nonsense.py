"""Ten seconds of nonsense: bodies from each action's own schema, sent as they are. Never an error of ours."""

import json
import random
import time
from typing import Any

import pytest

from api.routes.referrals import Referral
from domain.actions import JOURNEY
from domain.entry import broken_links
from domain.fold import fold
from records.database import transaction
from records.journal import entries_of
from records.recorder import load_case
from tests.api.nonsense import body
from tests.api.site import Site


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


SECONDS = 10.0
SEED = 20_261_124  # another one finds other things; what it found stays found


async def test_no_body_of_any_action_is_an_error_of_ours(site: Site) -> None:
    chance, ends = random.Random(SEED), time.monotonic() + SECONDS
    refs = [await site.refer(), await site.refer(household=[{"name": "Mia Example"}], indicators=["trafficking"])]
    await site.do(refs[1], "decide-triage", route="missing-education", reasons="On no roll.")
    schemas = {action: action.model_json_schema() for action in JOURNEY}
    sent: dict[int, int] = {}
    while time.monotonic() < ends:
        ref, action = chance.choice(refs), chance.choice(JOURNEY)
        who = chance.choice(("officer", "supervisor", "legal"))
        case, today = file_of(site, ref), site.app.state.services.today
        form = body(schemas[action], action.example(case, today), chance)
        answer = await site.act(ref, action.name, as_sent(form), who)
        said = f"{action.name} by {who}: {json.dumps(form)[:2000]} -> {answer.status_code} {answer.text[:2000]}"
        assert answer.status_code in (200, 403, 404, 409, 413, 422), said
        sent[answer.status_code] = sent.get(answer.status_code, 0) + 1
    for ref in refs:
        with transaction(site.world.house.engine) as session:
            entries = entries_of(session, ref)
            assert broken_links(entries) == []
            assert fold(ref, entries) == load_case(session, ref)
        assert (await site.case(ref))["seq"] == len(entries)
        assert (await site.get(f"/api/cases/{ref}/timeline")).status_code == 200
    assert min(sent.get(200, 0), sent.get(422, 0), sent.get(409, 0)) > 5, f"right, wrong and refused bodies: {sent}"


async def test_no_referral_is_an_error_of_ours(site: Site) -> None:
    chance, ends = random.Random(SEED), time.monotonic() + SECONDS / 4
    schema = Referral.model_json_schema()
    (example,) = schema["examples"]
    while time.monotonic() < ends:
        form = body(schema, example, chance)
        answer = await site.post("/api/referrals", as_sent(form))
        assert answer.status_code in (201, 409, 413, 422), f"{json.dumps(form)[:2000]} -> {answer.text[:2000]}"


def as_sent(form: Any) -> bytes:
    return json.dumps(form).encode()


def file_of(site: Site, ref: str) -> Any:
    with transaction(site.world.house.engine) as session:
        return load_case(session, ref)
