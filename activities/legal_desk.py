"""What a letter about attendance says of the contract, the notice or the prosecution that it is about."""

from datetime import date
from typing import Any

from sqlmodel import Session

from activities.absence_lines import absence_lines
from activities.charge_desk import charge_facts
from activities.order_desk import order_facts
from domain.case_file import CaseFile
from domain.law.penalty_payment import standing
from domain.law.tariff import pounds
from domain.proceedings.attendance_order import AttendanceOrder
from domain.proceedings.groundwork import ImprovementNotice
from domain.proceedings.penalty_notice import PenaltyNotice
from domain.proceedings.prosecution import Prosecution
from letters.facts import Authority
from letters.legal_facts import ContractFacts, ImprovementFacts, PenaltyFacts, WithdrawalFacts
from records.tables import SchoolRow


def legal_facts(session: Session, case: CaseFile, concerning: str, authority: Authority, today: date) -> dict[str, Any]:
    """By the field of the letter's facts. On a protected case no school is named (PRACTICE 4.3), so that a notice that
    must name one cannot be drafted.
    """
    if not concerning:
        return {}
    if contract := next((each for each in case.contracts if each.id == concerning), None):
        said = {"parent_will": contract.parent_will, "we_will": contract.we_will, "review_on": contract.review_on}
        return {"contract": ContractFacts.model_validate(said)}
    if improving := case.improving(concerning):
        school = _school(session, case, improving.school)
        return {"improvement": _improvement(improving.notice, school)} if school else {}
    notice = case.proceeding(concerning)
    if isinstance(notice, Prosecution):
        return charge_facts(case, notice, _school(session, case, notice.school), today)
    if isinstance(notice, AttendanceOrder):
        return order_facts(case, notice)
    if not isinstance(notice, PenaltyNotice):
        return {}
    return _penalty(notice, _school(session, case, notice.school), authority) | _withdrawal(notice)


def _improvement(notice: ImprovementNotice, school: str) -> ImprovementFacts:
    return ImprovementFacts(
        school=school,
        weeks=notice.weeks,
        served_on=notice.served_on,
        last_day=notice.last_day,
        support=notice.support_offered,
        sufficient=notice.sufficient_improvement,
    )


def _penalty(notice: PenaltyNotice, school: str, authority: Authority) -> dict[str, PenaltyFacts]:
    days, tariff = notice.offence_days, notice.tariff
    if tariff is None or not days or not school:
        return {}
    seen = notice.sighting
    return {
        "penalty": PenaltyFacts(
            school=school,
            first=days[0],
            last=days[-1],
            full=pounds(tariff.full),
            discount=pounds(tariff.discount) if tariff.discount else None,
            absences=absence_lines(notice.sessions),
            seen_on=seen.seen_on if seen else None,
            seen_where=seen.where if seen else "",
            pay_online=f"{authority.website}/pay",
            cheque_to=authority.name,
        )
    }


def _withdrawal(notice: PenaltyNotice) -> dict[str, WithdrawalFacts]:
    if notice.withdrawn is None or notice.issued_on is None:
        return {}
    paid = standing(notice, notice.withdrawn.on).paid
    return {
        "withdrawal": WithdrawalFacts(
            given_on=notice.issued_on, ground=notice.withdrawn.ground.label, refund=pounds(paid) if paid else None
        )
    }


def _school(session: Session, case: CaseFile, number: str) -> str:
    if case.protected:
        return ""
    row = session.get(SchoolRow, number)
    return row.name if row else case.place.school_name if case.place.school == number else ""
