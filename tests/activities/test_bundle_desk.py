"""What a bundle's pre-flight is told of a prosecution, from the case itself."""

from datetime import date, timedelta

from activities.bundle_desk import charge_of
from domain.bundles.case_bundle import Bundle, ProfileName
from domain.case_file import Document
from domain.facts import Roster
from domain.proceedings.prosecution import Authority, SupervisionConsidered
from tests.domain.play import STAFF
from tests.domain.prosecuting import Court

PEOPLE = Roster(staff=STAFF)


def test_it_says_what_the_case_says_and_nothing_that_was_written_up_afterwards() -> None:
    court = Court().begun()
    charge = court.charge
    bundle = Bundle(
        id="B9",
        profile=ProfileName.PROSECUTION,
        about=charge.name,
        person_id=court.mother,
        requested_by="officer",
        requested_on=date(2026, 11, 9),
    )
    said = charge_of(court.case, bundle, PEOPLE)
    assert said is not None
    assert (said.defendant, said.sessions_charged, said.began_on) == (court.mother, 10, None)
    assert (said.earliest_session, said.last_day_to_charge) == (date(2026, 9, 28), date(2027, 3, 28))
    assert said.supervision_considered is False
    assert said.authorised_by == ""
    assert said.unused_undecided == 0
    charge.instituted_at = court.now
    charge.authority = Authority(by="supervisor", recorded_at=court.now)

    def considered(minutes: int) -> None:
        charge.supervision_considered = SupervisionConsidered(
            officer="officer", considered_on=court.today, recorded_at=court.now + timedelta(minutes=minutes)
        )

    considered(-1)
    before = charge_of(court.case, bundle, PEOPLE)
    considered(1)  # a note entered afterwards satisfies nothing, whatever date it claims (PRACTICE 2.3)
    after = charge_of(court.case, bundle, PEOPLE)
    assert before is not None
    assert after is not None
    assert (before.supervision_considered, after.supervision_considered) == (True, False)
    assert before.authorised_by == STAFF["supervisor"].name
    assert before.began_on == court.today
    court.case.documents.append(
        Document(id="D1", title="A report", sha256="b" * 64, media_type="application/pdf", size=9)
    )
    undecided = charge_of(court.case, bundle, PEOPLE)
    assert undecided is not None
    assert undecided.unused_undecided == 1
    assert charge_of(court.case, bundle.model_copy(update={"about": ""}), PEOPLE) is None
