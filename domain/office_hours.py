"""When somebody is in the office, and when only the duty number answers (PRACTICE 2.2)."""

from dataclasses import dataclass
from datetime import datetime, time

from domain.calendars import working_day
from domain.deadline import LONDON


@dataclass(frozen=True)
class OfficeHours:
    """London times, on working days: not at weekends, not on bank holidays in England."""

    opens: time = time(8, 30)
    closes: time = time(17)

    def open_at(self, instant: datetime) -> bool:
        """Raises ValueError for a time without a zone."""
        if instant.tzinfo is None:
            raise ValueError("An instant needs a time zone: instants are UTC.")
        here = instant.astimezone(LONDON)
        return working_day(here.date()).counts and self.opens <= here.time() < self.closes
