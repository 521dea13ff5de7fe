"""A date that cannot be counted is never guessed: somebody imports the calendar, and the date is worked out then."""

from domain.case_file import Task
from domain.facts import Facts


def calendar_task(facts: Facts, seq: int, why: str) -> Task:
    return Task(
        id=f"T{seq}-calendar",
        name="calendar-missing",
        title="Import the school calendar: a date cannot be worked out",
        why=why,
        action="finish-task",
        due_on=facts.today,
        audience="supervisor",
    )
