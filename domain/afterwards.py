"""What follows from how a case stands after an act, whatever the act was: somebody has it, no letter leaves that must
not, and what is to be looked at again will be.
"""

from typing import Any

from domain.case_file import CaseFile, Task
from domain.enquiry_clocks import missing_answers
from domain.entry import Consequences
from domain.facts import Facts, Roster
from domain.letters_at_risk import gone_too_soon, must_stop
from domain.reviews import missing_reviews


def following(consequences: Consequences, facts: Facts, after: CaseFile, seq: int) -> Consequences:
    """The consequences of entry `seq`, with what the case as it then stands adds to them."""
    handed_on = handed_on_from(after, facts.roster)
    stopped = {"stopped": must_stop(facts, after), "stopped_why": "The person may no longer be written to so"}
    schools = {"covered": _names_of_schools(after, facts.roster)}
    prepared = {
        **handed_on,
        **(stopped if stopped["stopped"] else {}),
        **(schools if schools["covered"] else {}),
        **consequences.prepared,
    }
    tasks = [*consequences.tasks, *gone_too_soon(facts, after, seq)]
    if after.owner and handed_on.get("owner") == "" and after.closed_on is None:
        tasks.append(_assign_it(facts, after.owner, seq))
    clocks = [*consequences.clocks, *missing_reviews(facts, after), *missing_answers(facts, after)]
    return consequences.model_copy(update={"prepared": prepared, "tasks": tasks, "clocks": clocks})


def _names_of_schools(case: CaseFile, roster: Roster) -> list[str]:
    """On a protected case, what the register calls its schools: somebody may have written the name in a note."""
    if not case.protected:
        return []
    names = {roster.schools.get(number, "") for number in case.covered}
    return sorted(names - {"", *case.covered})


def looked_after(case: CaseFile, roster: Roster) -> bool:
    """Whether an active officer has it, or a team in which somebody works (PRACTICE 2.4). Whoever is kept out of it
    counts as if they were not there.
    """
    return roster.may_have(case.owner) or (not case.owner and roster.team_has_someone(case.team))


def handed_on_from(case: CaseFile, roster: Roster) -> dict[str, Any]:
    """Who has the case instead; nothing where it is well looked after. A case of somebody who has left, or is now kept
    out of it, goes to a team that has an active member: its own, else the first there is.
    """
    changed: dict[str, Any] = {}
    owner = case.owner if roster.may_have(case.owner) else ""
    if owner != case.owner:
        changed["owner"] = owner
    if not roster.team_has_someone(case.team):
        team = (roster.staff[owner].team if owner else "") or roster.fallback_team()
        if team:
            changed["new_team"] = team
    return changed


def _assign_it(facts: Facts, officer: str, seq: int) -> Task:
    return Task(
        id=f"T{seq}-unowned",
        name="unowned",
        title="This case has no officer: assign it",
        why="Its officer may not have it" if facts.roster.active(officer) else "Its officer no longer works here",
        action="assign-case",
        due_on=facts.today,
        audience="supervisor",
    )
