"""In which words a letter is drafted: as released, or as two people of the authority have changed it since."""

from datetime import date

from sqlmodel import Session

from letters.rewording import reworded
from letters.wording import TEMPLATES, Template
from records.wordings import wording_in_force


def template_in_force(session: Session, template_id: str, on: date) -> tuple[Template, str]:
    """The letter as it is drafted on that day, and its version in words, which stays with every draft."""
    released = TEMPLATES[template_id]
    changed = wording_in_force(session, template_id, on)
    if changed is None:
        return released, f"version {released.version}, as released"
    number = changed.id or 0
    return reworded(released, changed.body, number), f"change {number}, in force from {changed.since.isoformat()}"
