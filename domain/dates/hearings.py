"""By when a bundle is filed and served before a hearing: policy until a lawyer has read the court's own timetable."""

from domain.dates.methods import WorkingDaysBefore
from domain.dates.rule import DateRule
from domain.source import Source, Tag

_READ_IT = "Policy: read the court's own directions, which stand before this."

HEARINGS: tuple[DateRule, ...] = (
    DateRule(
        name="bundle-prosecution",
        label="File and serve the bundle of a prosecution",
        source=Source(cite="Practice of the service", tag=Tag.LOCAL, verified=False),
        starts_from="the day of the hearing",
        kind="local",
        work_out=WorkingDaysBefore(7, notes=(_READ_IT,)),
        may_pause=False,
    ),
    DateRule(
        name="bundle-family",
        label="File and serve the bundle of a family case",
        source=Source(cite="Practice Direction 27A chapter 13, as reported on one page", tag=Tag.GUID, verified=False),
        starts_from="the day of the hearing",
        kind="local",
        work_out=WorkingDaysBefore(7, notes=(_READ_IT,)),
        may_pause=False,
    ),
)
