"""A request for personal data on the real server: recorded, collected from everywhere, reviewed, extended over the
month, passed by a second person, handed over; and whoever must not be found is found nowhere in the answer.
"""

import json
from dataclasses import dataclass
from typing import Any

from domain.proceedings import SubjectAccess
from domain.proceedings.subject_access import Kept, Reason, Shows
from records.database import transaction
from records.tables import ConfidenceRow, DocumentRow
from tests.letters.pdf import words
from tests.workflows.beside import Beside
from tests.workflows.world import Case, World

REFERRER = {"name": "Joan Planted", "relation": "aunt", "telephone": "01632 960077", "email": "joan@planted.example"}
REFUGE = {"lines": ["77 Harbour Refuge Walk"], "postcode": "BA1 7RF"}
FATHER = {"lines": ["9 Elsewhere Row"], "postcode": "BA2 2AA"}
PLANTED = ("Joan", "Planted", "960077", "960 077", "joan@", "Harbour Refuge", "BA1 7RF", "9 Elsewhere", "BA2 2AA",
           "Torvald", "960 055", "960055")  # fmt: skip


@dataclass
class Access(Beside):
    case: Case
    name: str

    @property
    def request(self) -> SubjectAccess:
        found = self.state
        assert isinstance(found, SubjectAccess)
        return found


async def asked(case: Case, **more: Any) -> Access:
    body = {"asking": "child", "came_by": "letter", "identity": "known", "identity_how": "Known at school."}
    await case.do("begin-subject-access", **{**body, **more})
    name = case.file().proceedings[-1].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    return Access(case, name)


async def test_from_the_request_to_the_hand_over_with_an_extension_and_nobody_found_in_it(world: World) -> None:
    case = await world.open(channel="public", confidential=True)
    body = json.dumps({"referrer": REFERRER}).encode()
    with transaction(world.house.engine) as session:
        session.add(ConfidenceRow(case_ref=case.ref, sealed=world.house.keys.seal(case.ref, body)))
    said = {"source": "School", "lives_with_child": True}
    await case.do("add-person", full_name="Ms R Example", relation="mother", parental_responsibility=True,
                  address=REFUGE, telephone="01632 960 001", **said)  # fmt: skip
    await case.do("add-person", full_name="Mr Torvald Example", relation="father", address=FATHER,
                  telephone="01632 960 055", source="School", lives_with_child=False)  # fmt: skip
    mother, father = (person.id for person in case.file().people)
    await case.do("add-note", note="The child likes maths and wants to be back in class.")
    await case.do("add-note", note="Her aunt Joan rang: 01632 960077, she saw Mr Torvald Example at 9 Elsewhere Row.")
    await case.do("add-note", note="They moved to 77 Harbour Refuge Walk, BA1 7RF last month.")
    await case.do("protect-details", why="refuge", source="The refuge worker")
    box = {"lines": ["PO Box 12"], "postcode": "BA1 1AA"}
    await case.do("agree-safe-address", person=mother, safe_address=box, agreed_how="With her support worker")

    child = await asked(case)
    last = child.last_day("subject-access")
    assert child.running("subject-access")
    assert case.task("access-collect") is not None
    await child.do("collect-access-items")
    await child.at("reviewing")
    items = {each.id: each for each in child.request.items}
    notes = {entry.data["note"][:8]: items[f"entry:{entry.seq}"] for entry in case.journal()
             if entry.action == "add-note"}  # fmt: skip
    assert notes["The chil"].proposed is None
    assert (notes["Her aunt"].proposed, Shows.OTHER_PERSON in notes["Her aunt"].shows) == (Reason.REFERRER, True)
    assert Shows.PROTECTED in notes["They mov"].shows
    assert items["told"].kept is Kept.TOLD
    assert "Planted" not in child.request.model_dump_json()

    # A month is too short; it is extended, and the clock of three months rings in its turn.
    await child.do("extend-access-request", by="supervisor", why="complex", words="Nine years of records.",
                   told_how="Letter L33, handed over")  # fmt: skip
    assert child.last_day("subject-access") > last
    await child.to(last)
    await case.forward(1)
    assert case.task("access-overdue") is None, "the first month is over, and the time is longer"

    left = {"answer": "withhold", "words": "Not theirs to have."}
    decisions = [
        {"item": each.id, **(left | {"reason": each.proposed.value} if each.proposed else {"answer": "give"})}
        for each in child.request.items
    ]
    give = [{"item": notes["Her aunt"].id, "answer": "give", "words": "They know."}]
    assert await child.refused("decide-access-items", by="supervisor", decisions=give) == ["SHOWS_THE_REFERRER"]
    blank = {"item": notes["They mov"].id, "answer": "redact", "reason": "serious-harm", "hide": ["last month"]}
    await child.do("decide-access-items", by="supervisor", decisions=[*decisions[:-1], blank])
    assert await child.refused("finish-access-review", by="supervisor") == ["ACCESS_UNREVIEWED"]
    await child.do("decide-access-items", by="supervisor", decisions=decisions[-1:])
    await child.do("finish-access-review", by="supervisor")
    await child.at("checking")
    assert await child.refused("pass-access-review", by="supervisor", checked="Read.") == ["ACCESS_SECOND_PERSON"]
    await child.do("pass-access-review", by="legal", checked="Read what is given and what is left out.")
    await child.at("ready")
    pack = child.request.pack
    assert pack is not None
    with transaction(world.house.engine) as session:
        content = session.get_one(DocumentRow, pack.sha256).content
    text = words(content)
    assert "The child likes maths and wants to be back in class." in text
    assert "They moved to [protected]" in text
    assert "information about other people, or that other people gave us" in text
    for planted in PLANTED:
        assert planted.casefold() not in text.casefold(), planted
        assert planted.encode() not in content, planted
    await child.do("return-access-review", by="legal", reason="Look at it once more.")
    await child.at("reviewing")
    await child.do("finish-access-review", by="supervisor")
    await child.do("pass-access-review", by="legal", checked="The same decisions.")
    await child.at("ready")
    assert child.request.pack is not None
    assert child.request.pack.sha256 == pack.sha256, "the same decisions on the same day give the same bytes"
    await child.to(child.last_day("subject-access"))
    await case.forward(1)
    assert case.task("access-overdue") is not None
    assert child.request.open, "it rings, and gives nothing"
    await child.do("hand-over-access-pack", how="hand", to="Kai Example", proof="Signed for at the desk")
    await child.over("given")
    assert child.request.handed_over is not None
    assert case.task("access-overdue") is None
    assert not child.running("subject-access")

    # A parent who lives elsewhere asks for what we hold of him: the child's home is not his.
    his = await asked(case, asking="own", person=father)
    await his.do("collect-access-items")
    await his.at("reviewing")
    about_him = [each for each in his.request.items if Shows.OTHER_PERSON in each.shows]
    assert about_him
    assert all(each.proposed is not None for each in about_him)
    letters = [{"item": each.id, "answer": "withhold", "reason": "not-theirs"} for each in his.request.items]
    await his.do("decide-access-items", by="supervisor", decisions=letters)
    await his.do("finish-access-review", by="supervisor")
    await his.do("end-access-request", by="legal", why="withdrawn", told="He took it back; told how to complain.")
    await his.over("withdrawn")
    await case.check()


async def test_what_changed_since_is_collected_again_and_what_is_decided_stands(world: World) -> None:
    case = await world.open()
    await case.do("add-note", note="One thing that is known.")
    access = await asked(case, identity="asked", identity_how="A copy of a bill.")
    assert await access.refused("collect-access-items") == ["IDENTITY_NOT_PROVED"]
    await access.do("record-access-identity", how="A bill, seen at the desk.")
    await access.do("collect-access-items")
    await access.at("reviewing")
    decisions = [{"item": each.id, "answer": "give", "words": "Read."} for each in access.request.items]
    await access.do("decide-access-items", by="supervisor", decisions=decisions)
    decided = set(access.request.decided)
    await case.do("add-note", note="Another thing, told since.")
    await access.do("collect-access-items", by="officer2")
    assert decided <= set(access.request.decided)
    (new,) = access.request.undecided
    assert new.kept is Kept.ENTRY
    assert await access.refused("finish-access-review", by="supervisor") == ["ACCESS_UNREVIEWED"]
    await case.check()
