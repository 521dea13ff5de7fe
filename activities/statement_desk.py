"""The pages of a statement: a draft as it would read now, and the frozen ones when the witness signs."""

from datetime import date

from domain.case_file import CaseFile
from domain.facts import Staff
from domain.statements.statement import Statement
from letters.facts import Authority
from letters.statement import StatementPages, statement_pdf


def pages_of(
    authority: Authority,
    case: CaseFile,
    statement: Statement,
    witness: Staff,
    today: date,
    signature: str = "",
) -> bytes:
    """With a signature, signed today. Raises what `letters.page.lay_out` raises, ValueError where it says nothing."""
    return statement_pdf(
        StatementPages(
            authority=authority,
            reference=f"{case.ref}-{statement.id}",
            witness=witness.name,
            occupation=witness.job_title or "Officer",
            sentences=tuple(each.text for each in statement.standing),
            exhibits=tuple((each.label, each.what) for each in statement.exhibits if _stands(statement, each.sentence)),
            signature=signature,
            signed_on=today if signature else None,
            printed_on=today,
        )
    )


def _stands(statement: Statement, sentence: str) -> bool:
    """Whether the sentence that produces an exhibit is still in it."""
    found = statement.sentence(sentence)
    return found is not None and found.stands
