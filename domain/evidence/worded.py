"""A line of the chronology written otherwise, as the case keeps it."""

from datetime import datetime

from pydantic import BaseModel

from domain.people import Line, Words


class Worded(BaseModel):
    """One line written otherwise, or left out: by whom and when. The last word on a line stands; all are kept."""

    entry: int
    text: Words = ""
    out: bool = False
    by: Line
    at: datetime
