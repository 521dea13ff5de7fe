"""What a letter of an attendance-order chain says: of the step prepared, or of the document that is sent again."""

from typing import Any

from domain.case_file import CaseFile
from domain.proceedings.attendance_order import AttendanceOrder, IntentionNotice, Notice, Order
from domain.served_documents import came_back
from letters.order_facts import EducationNoticeFacts, OrderAnswerFacts, OrderFacts, SchoolNoticeFacts


def order_facts(case: CaseFile, chain: AttendanceOrder) -> dict[str, Any]:
    """By the field of the letter's facts. On a protected case no school is named (PRACTICE 4.3), so that a letter that
    must name one cannot be drafted.
    """
    facts = _education_notice(chain)
    if case.protected:
        return facts
    return facts | _school_notice(chain) | _order(chain) | _answer(chain)


def _education_notice(chain: AttendanceOrder) -> dict[str, Any]:
    again = came_back(chain, "L05")
    ready = chain.prepared if chain.stage == "notice-prepared" else None
    last_day = again.printed_last_day if isinstance(again, Notice) else ready.printed_last_day if ready else None
    return {"education_notice": EducationNoticeFacts(last_day=last_day, appears=chain.appears)} if last_day else {}


def _school_notice(chain: AttendanceOrder) -> dict[str, Any]:
    again = came_back(chain, "L06")
    said = again if isinstance(again, IntentionNotice) else chain.prepared
    if said is None or said.school is None or said.printed_last_day is None:
        return {}
    others = tuple(school.name for school in said.alternatives)
    facts = SchoolNoticeFacts(school=said.school.name, alternatives=others, last_day=said.printed_last_day)
    return {"school_notice": facts}


def _order(chain: AttendanceOrder) -> dict[str, Any]:
    again = came_back(chain, "L07")
    if isinstance(again, Order):
        return {"order": OrderFacts(school=again.names.name, under_plan=again.under_plan)}
    ready = chain.prepared if chain.stage == "order-prepared" else None
    if ready is None or ready.school is None:
        return {}
    return {"order": OrderFacts(school=ready.school.name, under_plan=chain.plan_child)}


def _answer(chain: AttendanceOrder) -> dict[str, Any]:
    """The latest of what has happened to the order: its end, an answer, an amendment."""
    order = chain.order
    if order is None:
        return {}
    common = {"made_on": order.made_on, "school": order.names.name}
    refused = next((each for each in reversed(chain.requests) if each.granted is False), None)
    if order.ending is not None:
        said: dict[str, Any] = {"what": "revoked", "reasons": order.ending.reasons}
    elif refused is not None and refused is chain.requests[-1]:
        said = {"what": "refused", "asked_to_revoke": refused.revoke, "reasons": refused.reasons}
    elif order.amendments:
        said = {"what": "amended", "reasons": order.amendments[-1].reasons}
    else:
        return {}
    return {"order_answer": OrderAnswerFacts(**common, **said)}
