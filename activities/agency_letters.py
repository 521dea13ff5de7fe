"""Letters to another body: laid out with the entry that records them, and kept as a document of the case."""

from typing import Any

from domain.actions.supervision_letters import ReplyWritten, SocialCareWritten
from domain.facts import Facts
from domain.law.court_direction import reply_by
from domain.proceedings.supervision_order import SupervisionOrder
from letters.supervision_facts import SupervisionFacts

Written = SocialCareWritten | ReplyWritten


def supervision_facts(facts: Facts, action: Written) -> SupervisionFacts:
    """What the wording may say: the direction and its answer, the officer's words, and no address or school."""
    order = facts.proceeding
    direction = order.direction if isinstance(order, SupervisionOrder) else None
    said: dict[str, Any] = {"born": facts.case.child.date_of_birth, "words": action.words}
    if direction is not None:
        said |= {
            "directed_on": direction.on,
            "court": direction.court,
            "directed_in": direction.directed_in.label[0].lower() + direction.directed_in.label[1:],
            "answer_by": reply_by(direction, facts.almanac).last_day,
        }
    if isinstance(action, ReplyWritten):
        said |= {
            "court_reference": action.reference,
            "applies": action.applies,
            "consulted": action.consulted,
            "consulted_on": action.consulted_on,
        }
    return SupervisionFacts(**said)
