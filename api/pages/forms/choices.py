"""What a case offers to choose from: its people, letters, tasks, clocks and the rest, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import or_
from sqlmodel import Session, col, select

from api.pages import words
from api.pages.forms import legal_choices
from api.pages.forms.field import Option
from domain.actions.base import Action
from domain.actions.removal import RemovalAction
from domain.actions.work import ONLY_BY_THEIR_FORM, earlier_stages, is_theirs
from domain.facts import Facts
from domain.proceedings import AttendanceOrder
from domain.proceedings.named_school import ChoiceHow
from domain.protecting import protected_values, scrubbed
from domain.vocabulary import LetterState, Role
from records.tables import SchoolRow

_MOST_SCHOOLS = 12


@dataclass(frozen=True)
class CaseChoices:
    """Answers to `choices` hints of an action's schema, for one case; and to the few fields whose closed list the case
    makes shorter.
    """

    facts: Facts
    action: type[Action]

    def __call__(self, field: str, hint: str) -> tuple[Option, ...] | None:
        if shorter := self._shorter(field):
            return tuple(shorter)
        known: dict[str, Callable[[], Iterable[Option]]] = {
            "staff": self._staff,
            "people": self._people,
            "letters": self._letters,
            "templates": self._templates,
            "household": self._household,
            "visits": self._visits,
            "warnings": self._warnings,
            "clocks": self._clocks,
            "tasks": self._tasks,
            "improvements": self._improvements,
            "representations": self._representations,
            "steps": self._legal_steps,
            "order-schools": self._schools_looked_at,
            "evidence": self._evidence,
            "order-requests": self._order_requests,
            "parents-choices": self._applications,
            "sessions": lambda: legal_choices.sessions(self.facts),
            "proceedings": lambda: legal_choices.proceedings(self.facts, field),
            "transfer-files": lambda: legal_choices.transfer_files(self.facts),
            "directions": lambda: legal_choices.directions(self.facts),
            "hearings": lambda: legal_choices.hearings(self.facts),
            "questions": lambda: legal_choices.questions(self.facts),
            "care-referrals": self._care_referrals,
            "enquiries": self._enquiries,
            "removals": self._removals,
            "documents": lambda: legal_choices.documents(self.facts),
            "without-pages": lambda: legal_choices.without_pages(self.facts),
            "redacted": lambda: legal_choices.redacted(self.facts),
            "bundles": lambda: legal_choices.bundles(self.facts),
            "preflight": lambda: legal_choices.preflight(self.facts),
            "let-in": lambda: legal_choices.let_in(self.facts),
            "statements": lambda: legal_choices.statements(self.facts),
            "exhibits": lambda: legal_choices.exhibits(self.facts),
        }
        return tuple(known[hint]()) if hint in known else None

    def _removals(self) -> Iterable[Option]:
        """Those that the form can be about."""
        hidden = protected_values(self.facts.case)
        for each in self.action.open_in(self.facts.case) if issubclass(self.action, RemovalAction) else ():
            ground = each.ground.label if each.ground else ""
            yield Option(each.id, scrubbed(f"School {each.school}", hidden), ground)

    def _enquiries(self) -> Iterable[Option]:
        """Those that wait for an answer, the longest first."""
        hidden = protected_values(self.facts.case)
        for each in self.facts.case.enquiries:
            if each.waiting:
                asked = f"Asked {words.day(each.asked_on)} {scrubbed(each.whom, hidden)}"
                yield Option(each.id, each.subject.label, asked.strip())

    def _care_referrals(self) -> Iterable[Option]:
        for each in self.facts.case.care_referrals:
            if each.open:
                yield Option(each.id, f"Told on {words.day(each.on)}", each.reference)

    def _shorter(self, field: str) -> list[Option]:
        case = self.facts.case
        if (self.action.name, field) == ("send-back", "to"):
            return [Option(stage.value, stage.label) for stage in earlier_stages(case.stage)]
        if (self.action.name, field) == ("end-protection", "why"):
            return [Option(why.value, why.label) for why in case.protections_in_force()]
        return []

    def _staff(self) -> Iterable[Option]:
        """Who takes cases, the own team first."""
        team, own = self.facts.case.team, self.facts.actor.id
        people = [
            person
            for person in self.facts.roster.staff.values()
            if person.active and person.has(Role.OFFICER, Role.SUPERVISOR)
        ]
        for person in sorted(people, key=lambda p: (p.id != own, p.team != team, p.name)):
            yield Option(person.id, f"{person.name} (you)" if person.id == own else person.name, person.job_title)

    def _people(self) -> Iterable[Option]:
        for person in self.facts.case.people:
            yield Option(person.id, person.name, person.relation.label)

    def _letters(self) -> Iterable[Option]:
        states: tuple[LetterState, ...] = getattr(self.action, "from_states", tuple(LetterState))
        for letter in reversed(self.facts.case.letters):
            if letter.state in states:
                to = self.facts.case.person(letter.person_id)
                yield Option(letter.id, f"{letter.title}, to {to.name if to else 'nobody'}", letter.state.label)

    def _templates(self) -> Iterable[Option]:
        for template in self.facts.templates.values():
            if template.to == "parent":
                yield Option(template.id, template.title, "With legal effect" if template.legal_effect else "")

    def _household(self) -> Iterable[Option]:
        for child in self.facts.case.household:
            name = words.named(child.name, child.date_of_birth, self.facts.today)
            yield Option(child.id, name, "Checked already" if child.checked else "")

    def _visits(self) -> Iterable[Option]:
        for visit in self.facts.case.visits:
            if not visit.ended:
                who = self.facts.roster.staff.get(visit.who)
                yield Option(visit.id, words.long_day(visit.on), who.name if who else "")

    def _warnings(self) -> Iterable[Option]:
        hidden = protected_values(self.facts.case)
        for warning in self.facts.case.warnings:
            if not warning.ended:
                yield Option(warning.id, scrubbed(words.shortened(warning.words, 100)[0], hidden))

    def _clocks(self) -> Iterable[Option]:
        for clock in sorted(self.facts.case.running_clocks(), key=lambda clock: clock.last_day):
            if clock.pausable:
                yield Option(clock.name, clock.label, f"Last day {words.long_day(clock.last_day)}")

    def _tasks(self) -> Iterable[Option]:
        hidden = protected_values(self.facts.case)
        for task in sorted(self.facts.case.open_tasks(), key=lambda task: task.due_on):
            if task.name not in ONLY_BY_THEIR_FORM and is_theirs(self.facts.actor, task):
                yield Option(task.id, scrubbed(task.title, hidden), words.due_long(task.due_on, self.facts.today))

    def _improvements(self) -> Iterable[Option]:
        """Notices to improve."""
        for each in self.facts.case.improvements:
            person = self.facts.case.person(each.person_id)
            yield Option(each.id, f"Notice to improve to {person.name if person else 'nobody'}")

    def _representations(self) -> Iterable[Option]:
        for proceeding in self.facts.case.proceedings:
            for each in getattr(proceeding, "representations", ()):
                if each.answered_on is None:
                    yield Option(each.id, f"{words.day(each.on)}: {words.shortened(each.words, 100)[0]}")

    def _chain(self) -> AttendanceOrder | None:
        """The chain towards an attendance order whose form this is."""
        found = self.facts.case.proceeding(self.facts.process)
        return found if isinstance(found, AttendanceOrder) else None

    def _schools_looked_at(self) -> Iterable[Option]:
        chain = self._chain()
        for school in chain.schools if chain else ():
            yield Option(school.number, school.name, school.kind.label)

    def _evidence(self) -> Iterable[Option]:
        if (chain := self._chain()) is not None:
            unread = {each.id for each in chain.unread()}
            for came in chain.evidence:
                said = f"{words.day(came.received_on)}: {words.shortened(came.what, 100)[0]}"
                yield Option(came.id, said, "Unread" if came.id in unread else "Read")

    def _order_requests(self) -> Iterable[Option]:
        chain = self._chain()
        for asked in chain.requests if chain else ():
            if asked.granted is None:
                what = "revoke the order" if asked.revoke else f"name {asked.school.name if asked.school else ''}"
                yield Option(asked.id, f"{words.day(asked.received_on)}: {what}")

    def _applications(self) -> Iterable[Option]:
        chain = self._chain()
        for choice in chain.choices if chain else ():
            if choice.how is not ChoiceHow.SELECTED:
                yield Option(choice.id, f"{choice.school.name}, {words.day(choice.made_on)}", choice.how.label)

    def _legal_steps(self) -> Iterable[Option]:
        """What a letter may be part of: the proceedings that run, and notices to improve."""
        for proceeding in self.facts.case.proceedings:
            if proceeding.open:
                yield Option(proceeding.name, proceeding.kind.label)
        yield from self._improvements()


def schools_like(session: Session, said: str) -> list[Option]:
    """Schools by number or by part of their name; as many as can be chosen from."""
    typed = said.strip()
    if not typed:
        return []
    pattern = "%" + typed.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
    found = session.exec(
        select(SchoolRow)
        .where(or_(col(SchoolRow.number) == typed, col(SchoolRow.name).ilike(pattern, escape="\\")))
        .order_by(col(SchoolRow.name))
        .limit(_MOST_SCHOOLS + 1)
    )
    return [Option(row.number, row.name, ", ".join(filter(None, (row.town, row.number)))) for row in found]
