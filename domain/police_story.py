"""A referral to the police told in dated sentences: who was told and why, what they answered, how it ended."""

from collections.abc import Iterator

from domain.deadline import uk_day
from domain.law.guard import day_words
from domain.proceedings.police_referral import PoliceReferral


def police_story(referral: PoliceReferral) -> list[str]:
    """In the order in which it goes. It names no place: where a child was found is a sighting of the case."""
    return [*_told(referral), *_looking(referral), *_over(referral)]


def _told(referral: PoliceReferral) -> Iterator[str]:
    if (shared := referral.shared) is not None:
        yield (
            f"{shared.force} was told on {day_words(uk_day(shared.at))}, {_small(shared.means.label)}, by {shared.by}: "
            f"{_small(shared.wanted.label)}. {shared.basis.label}."
        )
    for answer in referral.answers:
        grade = f"graded {answer.grade.label.lower()}" if answer.grade else ""
        reference = f"reference {answer.reference}" if answer.reference else ""
        officer = f"with {answer.officer}" if answer.officer else ""
        said = ", ".join(filter(None, (reference, grade, officer))) or "how they are reached"
        yield f"The police answered on {day_words(answer.on)}: {said}."


def _looking(referral: PoliceReferral) -> Iterator[str]:
    for check in referral.welfare_checks:
        yield f"Welfare check on {day_words(check.on)}: {_small(check.outcome.label)}."
    for update in referral.updates:
        yield f"{update.told_by} told us on {day_words(update.on)} what they have done."


def _over(referral: PoliceReferral) -> Iterator[str]:
    if (found := referral.found) is not None:
        yield f"Found on {day_words(found.on)}, {'safe and well' if found.safe else 'not safe or not well'}."
    if (interview := referral.interview) is not None:
        yield f"Return interview on {day_words(interview.on)}: {_small(interview.held.label)}."


def _small(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"
