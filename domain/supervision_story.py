"""An education supervision order told in dated sentences: what a court directed and was told, what was applied for, and
how long it is or was in force.
"""

from collections.abc import Iterator

from domain.facts import Facts
from domain.law.court_direction import reply_by
from domain.law.guard import day_words
from domain.law.supervision_time import in_force, last_days
from domain.proceedings.supervision_order import SupervisionOrder


def supervision_story(facts: Facts, order: SupervisionOrder) -> list[str]:
    """In the order in which it goes. Nobody's own words stand in it, so nothing that is protected does."""
    return [*_court(facts, order), *_application(order), *_time(facts, order), *_directions(order)]


def _court(facts: Facts, order: SupervisionOrder) -> Iterator[str]:
    if order.direction is None:
        return
    due = day_words(reply_by(order.direction, facts.almanac).last_day)
    said = order.direction.directed_in.label
    yield (
        f"A court directed an application on {day_words(order.direction.on)} "
        f"({said[0].lower()}{said[1:]}): to be answered by {due}."
    )
    if (reply := order.reply) is not None:
        what = "the authority applies" if reply.applies else "the authority does not apply"
        late = f" {reply.late}." if reply.late else ""
        yield f"The court was told on {day_words(reply.told_on)} that {what}.{late}"


def _application(order: SupervisionOrder) -> Iterator[str]:
    if (asked := order.consultation) is not None:
        yield f"Social care was consulted on {day_words(asked.on)}."
    if order.care is not None:
        yield f"The child is {order.care.label[0].lower()}{order.care.label[1:]}."
    if order.application is not None:
        yield f"Applied for on {day_words(order.application.on)}: {order.application.ground.label.lower()}."
    elif order.proposed is not None:
        state = "is authorised and not made yet" if order.proposed.authorised_by else "waits to be authorised"
        yield f"An application was prepared on {day_words(order.proposed.on)}; it {state}."
    if order.refused is not None:
        ended = " It ended the attendance order." if order.refused.attendance_order_ended else ""
        yield f"The court made no order on {day_words(order.refused.on)}.{ended}"


def _time(facts: Facts, order: SupervisionOrder) -> Iterator[str]:
    if order.made is None:
        return
    child = facts.case.child
    yield f"Made on {day_words(order.made.on)}."
    for extension in order.extensions:
        if extension.granted_on is not None and extension.until is not None:
            yield f"Extended on {day_words(extension.granted_on)} until {day_words(extension.until)}."
        else:
            yield f"An extension was applied for on {day_words(extension.applied_on)}."
    live = in_force(order, child.date_of_birth, facts.almanac, child.school)
    first = last_days(order, child.date_of_birth, facts.almanac, child.school)[0]
    if live is not None and live.last is not None:
        tense = "is" if facts.today in live else "was"
        yield f"It {tense} in force until {day_words(live.last)}, and with that day: {first.why.lower()}."


def _directions(order: SupervisionOrder) -> Iterator[str]:
    for given in order.directions_given:
        kept = {None: "nobody has looked yet whether it was kept", True: "kept", False: "not kept"}[given.kept]
        yield f"A direction was given on {day_words(given.on)}: {kept}."
