"""The labels of exhibits: which witness produces which document or letter of the case, AB/1."""

from domain.case_file import CaseFile
from domain.statements.statement import StatementState


def exhibit_labels(case: CaseFile, about: str = "") -> dict[str, str]:
    """By document or letter, as the signed statements have them, several with commas; those for another prosecution
    than `about` left out. A draft produces nothing yet.
    """
    labels: dict[str, list[str]] = {}
    for statement in case.statements:
        if statement.state is not StatementState.SIGNED or (about and statement.about not in ("", about)):
            continue
        for exhibit in statement.exhibits:
            said = statement.sentence(exhibit.sentence)
            if said is not None and said.stands:
                labels.setdefault(exhibit.source, []).append(exhibit.label)
    return {source: ", ".join(found) for source, found in labels.items()}
