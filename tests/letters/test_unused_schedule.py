"""The schedule of unused material on pages: each line with its reason, undecided ones seen at once."""

from datetime import date

from letters.unused_schedule import UNDECIDED, ScheduleLine, UnusedSchedule, unused_schedule_pdf
from tests.letters.pdf import words
from tests.letters.samples import AUTHORITY


def test_each_line_says_what_and_why_and_an_undecided_one_is_seen() -> None:
    day = date(2026, 11, 9)
    lines = (
        ScheduleLine(what="Year table | *all*", on=day, why="Information only"),
        ScheduleLine(what="Advice", on=day, why="Withheld: legal advice", withheld=True),
        ScheduleLine(what="Photograph", why="Nobody has decided", decided=False),
    )
    schedule = UnusedSchedule(
        authority=AUTHORITY, reference="RC-2026-000123-D9", defendant="Ms R Example", lines=lines, printed_on=day
    )
    text = words(unused_schedule_pdf(schedule))
    for said in (
        *("Schedule of unused material", "Prosecution of Ms R Example", "1 line is not decided."),
        *("Year table | *all*", "May be seen", "Withheld: legal advice", UNDECIDED),
    ):
        assert said in text, said
    decided = schedule.model_copy(update={"lines": lines[:2]})
    assert UNDECIDED not in words(unused_schedule_pdf(decided))
