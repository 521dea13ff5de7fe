"""A request for personal data told in dated sentences: who asked, what was found and given, how it went."""

from collections.abc import Iterator

from domain.law.guard import day_words
from domain.proceedings.subject_access import Answer, SubjectAccess


def access_story(request: SubjectAccess) -> list[str]:
    """In the order in which it goes. It says how much is left out, never what."""
    return [*_asked(request), *_reviewed(request), *_over(request)]


def _asked(request: SubjectAccess) -> Iterator[str]:
    if request.received_on is not None:
        how = request.came_by.label
        yield f"{request.asking.label}: asked on {day_words(request.received_on)}, {how[0].lower()}{how[1:]}."
    if request.counts_from is None:
        yield "Proof of who asks has been asked for: the month begins when it comes."
    elif request.counts_from != request.received_on:
        yield f"Proof of who asks came on {day_words(request.counts_from)}: the month runs from then."
    else:
        yield f"{request.identity.label}."
    if (more := request.extension) is not None:
        yield f"Two months more, told on {day_words(more.told_on)}: {more.why[0].lower()}{more.why[1:]}."


def _reviewed(request: SubjectAccess) -> Iterator[str]:
    if not request.items:
        return
    answers = [each.answer for each in request.decided.values()]
    yield (
        f"{len(request.items)} things collected: {answers.count(Answer.GIVE)} to be given, "
        f"{answers.count(Answer.REDACT)} with words blanked, {answers.count(Answer.WITHHOLD)} left out, "
        f"{len(request.undecided)} not decided."
    )
    if request.sent_back:
        yield f"Sent back to the review: {request.sent_back}"


def _over(request: SubjectAccess) -> Iterator[str]:
    if (pack := request.pack) is not None:
        yield f"The answer was passed by a second person on {day_words(pack.on)}: {pack.pages} pages."
    if (gone := request.handed_over) is not None:
        proof = f" ({gone.proof})" if gone.proof else ""
        yield f"Handed over on {day_words(gone.on)} to {gone.to}: {gone.how[0].lower()}{gone.how[1:]}{proof}."
    if request.ended_why:
        yield f"Ended without an answer. What they were told: {request.ended_why}"
