"""What the process of a prosecution tells the chain whose order it charged on (PRACTICE 6.8)."""

from datetime import date
from typing import ClassVar

from domain.actions.base import Internal
from domain.actions.proceeding import own
from domain.case_file import CaseFile
from domain.entry import Entry
from domain.proceedings import AttendanceOrder


class OrderConvicted(Internal):
    """A parent was convicted on this order: a second charge on it waits for a lawyer's named reason."""

    name: ClassVar[str] = "order-convicted"
    label: ClassVar[str] = "Convicted for breach of the order"

    prosecution: str = ""
    convicted_on: date

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = own(case, entry)
        if isinstance(chain, AttendanceOrder):
            chain.convicted_on = chain.convicted_on or self.convicted_on
