"""What became of an e-mail that asks an agency about a child."""

from typing import ClassVar

from domain.actions.base import Internal
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.people import Line


class AgencyMailSent(Internal):
    name: ClassVar[str] = "agency-mail-sent"
    label: ClassVar[str] = "E-mail to an agency sent"
    topic: ClassVar[str] = "Finding the child"

    enquiry: Line

    def change(self, case: CaseFile, entry: Entry) -> None:
        for each in case.enquiries:
            if each.id == self.enquiry:
                each.sent_on, each.not_sent = entry.happened_on, ""


class AgencyMailNotSent(Internal):
    """It did not leave: somebody asks the agency in another way."""

    name: ClassVar[str] = "agency-mail-not-sent"
    label: ClassVar[str] = "E-mail to an agency not sent"
    topic: ClassVar[str] = "Finding the child"

    enquiry: Line
    code: Line

    def follows(self, facts: Facts, seq: int) -> Consequences:
        task = Task(
            id=f"T{seq}-agency-mail",
            name="agency-mail-not-sent",
            title="An e-mail to an agency was not sent: ask in another way",
            why=f"Refused: {self.code}",
            action="finish-task",
            due_on=facts.today,
            subject=f"enquiry-{self.enquiry}",
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        for each in case.enquiries:
            if each.id == self.enquiry:
                each.not_sent = self.code
