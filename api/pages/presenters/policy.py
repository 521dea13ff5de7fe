"""What the pages of the policy share: how a change was decided, and when it was proposed."""

from collections.abc import Mapping
from datetime import date

from api.pages import words
from records.four_eyes import Proposal


def how_proposed(row: Proposal, names: Mapping[str, str], today: date) -> str:
    by = names.get(row.proposed_by, row.proposed_by)
    return f"Proposed by {by}, {words.moment(row.proposed_at, today)}: {row.reason}"


def how_decided(row: Proposal, names: Mapping[str, str], today: date) -> str:
    withdrawn = row.decided_by == row.proposed_by
    what = "Approved" if row.approved else "Withdrawn" if withdrawn else "Rejected"
    when = words.moment(row.decided_at, today) if row.decided_at else ""
    return f"{what} by {names.get(row.decided_by or '', '')}, {when}: {row.decision}"
