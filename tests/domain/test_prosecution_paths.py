"""Whatever is done, in whatever order, by whomever: no path of allowed actions begins proceedings without what the law
asks. The journal is read here by itself, without the law's own code.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from domain.actions import ACTIONS
from domain.actions.of_prosecution import PROSECUTION
from domain.entry import Entry
from domain.proceedings import Prosecution
from domain.verdict import Refused
from domain.vocabulary import Role
from tests.domain.prosecuting import CONSIDERED, DEFENCES, GOOD, KNOWING, NEEDS, SIMPLE, WEEK, Court, recoded

PEOPLE = ("officer", "officer2", "supervisor", "lawyer")
Move = tuple[str, str, dict[str, Any]]


def acting(
    action: str, who: tuple[str, ...] = ("officer",), **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Move]:
    """Mostly by one of those who usually do it, now and then by anybody."""
    by = st.sampled_from((*who * 30, *PEOPLE))
    return st.tuples(st.just(action), by, st.fixed_dictionaries(fields))


def said(**answers: Any) -> dict[str, st.SearchStrategy[Any]]:
    return {name: st.just(value) for name, value in answers.items()}


def chosen(body: dict[str, Any]) -> st.SearchStrategy[Move]:
    adult = st.sampled_from([*[True] * 8, None, False])
    return acting("choose-offence", **said(**body) | {"adult": adult})


often_true = st.sampled_from([*[True] * 12, False])
OFFENCE = st.one_of(chosen(SIMPLE), chosen(SIMPLE), chosen({**SIMPLE, "procedure": "requisition"}), chosen(KNOWING))
NEEDED = acting("record-needs", **said(**NEEDS) | {"education_provided": often_true})
CONSIDERED_FIRST = acting("record-supervision-considered", **said(**CONSIDERED))
DEFENCE = [
    acting(
        "screen-defence",
        **said(defence=each, reason="Asked, and answered")
        | {"finding": st.sampled_from([*["ruled-out"] * 12, *["not-raised"] * 6, "applies"])},
    )
    for each in DEFENCES
]
KNOWN = acting("record-knowledge", **said(what="A letter") | {"on_day": st.sampled_from(["2026-09-29", "2026-10-05"])})
REVIEW = acting("review-prosecution", ("lawyer",), **said(reasons=GOOD["reasons"]) | {
    "evidential": often_true, "public_interest": often_true})  # fmt: skip
AUTHORITY = acting("authorise-prosecution", ("supervisor",), **said(reasons="All else was tried."))
OTHERS = st.one_of(
    acting("return-prosecution", **said(reason="Something is missing.")),
    acting("choose-charged-sessions", sessions=st.sampled_from([WEEK, WEEK[:2], WEEK[4:], WEEK])),
    acting("settle-recoded-sessions", **said(meaning="Looked at.")),
    acting("charge-continuing-failure", ("lawyer",), **said(reason="One failure.")),
    acting("set-hearing", hearing_on=st.just("2027-05-03"), **said(at="10:00", court="Sampleton", what="First")),
    st.tuples(st.just("recode"), st.just(""), st.fixed_dictionaries({"now": st.sampled_from(["I", "G", "N"])})),
    st.tuples(st.just("to"), st.just(""), st.fixed_dictionaries({
        "day": st.sampled_from(["2026-11-11", "2026-12-01", "2027-03-28", "2027-04-01", "2027-04-02", "2027-04-03"])})),
)  # fmt: skip
BEGIN = st.tuples(st.just("begin"), st.sampled_from(("lawyer", "lawyer", "lawyer", *PEOPLE)), st.just({}))
IN_ORDER = [OFFENCE, NEEDED, CONSIDERED_FIRST, *DEFENCE, KNOWN]
SENT = acting("send-prosecution-to-review")


@st.composite
def paths(draw: st.DrawFn) -> list[Move]:
    """The usual way, with steps left out, done twice, in another order, by others, and other things between."""
    path: list[Move] = []
    for _ in range(draw(st.integers(1, 2))):
        groundwork = [draw(each) for each in IN_ORDER if draw(st.integers(0, 29))]
        if draw(st.booleans()):
            groundwork = draw(st.permutations(groundwork))
        path += groundwork
        for each in (SENT, REVIEW, AUTHORITY, BEGIN):
            if not draw(st.integers(0, 4)):
                path.append(draw(OTHERS))
            path += [draw(each)] * draw(st.sampled_from([*[1] * 10, 2, 0]))
    return path


def played(court: Court, move: Move) -> None:
    """Done where it is a step, by somebody whom the first gate lets through (api/, by role); what is refused leaves
    everything as it was.
    """
    name, by, data = move
    action = ACTIONS.get("institute-proceedings" if name == "begin" else name)
    if action is not None and not court.staff[by].has(*action.roles):
        return
    try:
        if name == "to":
            court.to(max(data["day"], court.today.isoformat()))
        elif name == "recode":
            court.register = recoded(court.register, "2026-09-28", data["now"])
            court.told_recoded("2026-09-28", data["now"])
        elif name == "begin":
            if court.charge.stage == "authorised":
                court.step("institute-proceedings", by=by, **court.papers())
        elif name in {each.name for each in PROSECUTION[court.charge.stage]}:
            court.step(name, by=by, **data)
    except Refused:
        pass


@settings(max_examples=80, deadline=None)
@given(on_notice=st.booleans(), path=paths())
def test_no_path_begins_proceedings_without_what_the_law_asks(on_notice: bool, path: list[Move]) -> None:
    court = START[on_notice].copied()
    for move in path:
        if court.charge.open and court.charge.instituted_at is None:  # judged as it stood when they began
            played(court, move)
    event(f"begun: {court.charge.instituted_at is not None}")
    if court.charge.instituted_at is not None:
        assert lacking(court, on_notice) == []


def test_the_usual_path_does_begin_them() -> None:
    """So that the test above is not about nothing."""
    for on_notice in (True, False):
        court = START[on_notice].copied()
        for action, body in (("choose-offence", SIMPLE), ("record-needs", NEEDS),
                             ("record-supervision-considered", CONSIDERED)):  # fmt: skip
            played(court, (action, "officer", body))
        for each in DEFENCES:
            played(court, ("screen-defence", "officer", {"defence": each, "finding": "ruled-out", "reason": "Asked"}))
        for move in (("send-prosecution-to-review", "officer", {}), ("review-prosecution", "lawyer", GOOD),
                     ("authorise-prosecution", "supervisor", {"reasons": "All else was tried."}),
                     ("begin", "lawyer", {})):  # fmt: skip
            played(court, move)
        assert court.charge.instituted_at is not None
        assert lacking(court, on_notice) == []


def start(*, on_notice: bool) -> Court:
    court = Court()
    if not on_notice:
        return court.begun()
    name = court.with_notice()
    court.to("2026-11-11")
    court.act("begin-prosecution-on-notice", notice=name)
    return court


START = {on_notice: start(on_notice=on_notice) for on_notice in (True, False)}


def lacking(court: Court, on_notice: bool) -> list[str]:
    """What was not there at the instant when proceedings began, by the journal alone."""
    charge = court.charge
    began = next(each for each in court.entries if each.action == "institute-proceedings")
    before = [each for each in court.entries if each.process == began.process and each.recorded_at < began.recorded_at]
    asked: dict[str, Callable[[], bool]] = {
        "offence and procedure": lambda: _procedure(_last(before, "choose-offence")),
        "needs": lambda: _last(before, "record-needs").data["education_provided"] is True,
        "supervision first": lambda: bool(_last(before, "record-supervision-considered").data["reasons"]),
        "defences": lambda: all(_finding(before, each) in ("ruled-out", "not-raised") for each in DEFENCES),
        "review": lambda: _reviewed(court, before),
        "authority": lambda: _authorised(court, before),
        "conducted": lambda: began.actor in ("lawyer", "supervisor"),
        "in time": lambda: _in_time(charge, began),
        "unauthorised": lambda: all(_code(court, mark.slot) in ("G", "N", "O", "U") for mark in charge.sessions),
        "looked at": lambda: all(each.settled_by for each in charge.recoded if each.slot in charge.slots),
        "28 days": lambda: not on_notice or began.recorded_at.date() >= date(2026, 11, 11),
        "knowledge": lambda: charge.offence != "s444-1A" or _interviewed(before),
    }
    return [what for what, there in asked.items() if not _true(there)]


def _true(there: Callable[[], bool]) -> bool:
    try:
        return there()
    except LookupError:
        return False


def _last(entries: list[Entry], action: str) -> Entry:
    return [each for each in entries if each.action == action][-1]


def _procedure(entry: Entry) -> bool:
    by_post = entry.data["procedure"] == "single-justice"
    return not by_post or (entry.data["offence"] != "s444-1A" and entry.data["adult"] is True)


def _finding(entries: list[Entry], defence: str) -> str:
    found = [each for each in entries if each.action == "screen-defence" and each.data["defence"] == defence]
    return str(found[-1].data["finding"])


def _since_sent(entries: list[Entry]) -> list[Entry]:
    """Everything after the file was last sent to a lawyer; nothing where it has been sent back since."""
    sent = max(at for at, each in enumerate(entries) if each.action == "send-prosecution-to-review")
    after = entries[sent:]
    return [] if any(each.action == "return-prosecution" for each in after) else after


def _reviewed(court: Court, entries: list[Entry]) -> bool:
    review = _last(_since_sent(entries), "review-prosecution")
    lawyer = Role.LEGAL in court.staff[review.actor].roles and review.actor != court.case.owner
    return lawyer and review.data["evidential"] and review.data["public_interest"]


def _authorised(court: Court, entries: list[Entry]) -> bool:
    given_by = _last(_since_sent(entries), "authorise-prosecution").actor
    made = {"choose-offence", "choose-charged-sessions", "send-prosecution-to-review"}
    hands = {each.actor for each in entries if each.action in made} | {court.case.owner, "officer"}
    reviewer = _last(_since_sent(entries), "review-prosecution").actor
    return given_by in ("supervisor", "lawyer") and given_by not in hands | {reviewer}


def _in_time(charge: Prosecution, began: Entry) -> bool:
    """Six months from the session: the same day of the month, by hand."""
    days = [mark.day for mark in charge.sessions]
    limits = {each: date(each.year + (each.month > 6), (each.month + 5) % 12 + 1, each.day) for each in days}
    today = began.recorded_at.date()
    if charge.continuing is not None:
        return today <= max(limits.values())
    return bool(days) and all(today <= limit for limit in limits.values())


def _code(court: Court, slot: Any) -> str:
    mark = court.register.mark(slot)
    return str(mark.code) if mark else ""


def _interviewed(entries: list[Entry]) -> bool:
    known = any(each.action == "record-knowledge" and each.data["on_day"] <= "2026-10-02" for each in entries)
    return known and any(each.action == "record-interview-outcome" for each in entries)
