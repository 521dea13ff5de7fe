"""A whole penalty notice on the real server, with each of its endings."""

from datetime import timedelta

from tests.workflows.noticed import notice_for_a_week
from tests.workflows.world import World


async def test_paid_at_the_lower_amount_on_the_last_day_it_ends(world: World) -> None:
    notice = await notice_for_a_week(world)
    case = notice.case
    await notice.received()
    received = notice.notice.received_on
    assert received is not None
    assert notice.last_day("penalty-discount") == received + timedelta(days=20)
    assert notice.last_day("penalty-payment") == received + timedelta(days=27)
    left = (notice.last_day("penalty-discount") - await case.today()).days
    await case.forward(left)
    assert await case.today() == notice.last_day("penalty-discount")
    await notice.do("record-penalty-payment", pence=8000, reference="Receipt 1")
    await notice.over("paid")
    assert not notice.running("penalty-payment")
    assert not notice.running("prosecution-limit")
