"""No name is removed on any ground while an attendance order names the school (PRACTICE 6.9)."""

from domain.removing import order_naming
from tests.domain.chaining import in_force


def test_an_order_in_force_stops_it_on_every_ground() -> None:
    play = in_force()
    chain = play.chain
    assert chain.order is not None
    school = chain.order.names.number
    assert order_naming(play.case, school) == chain.name
    for ground in ("A", "I", "other"):
        play.act("record-removal-request", school=school, ground=ground, asked_by="The head teacher")
        refused = play.refused("agree-removal", removal=play.case.removals[-1].id, reasons="They asked.")
        assert "REMOVAL_ORDER" in refused, ground
    play.act("record-deletion", school=school, ground="other", said_by="The school's return")
    assert any("attendance order names" in why for why in play.case.removals[-1].unlawful)
    assert "challenge-deletion" in play.tasks()
