"""A wording put in other words: what may change, what must stay, and whether it can still be printed for every reader.

Only the body changes. Who signs, to whom it goes, on what basis and what it needs stand in the front matter, and stay.
A letter with legal effect is not put in other words here: the law says what it must contain, and a lawyer reads that.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

import jinja2
from jinja2 import nodes

from letters.facts import Authority, LetterFacts
from letters.page import CannotPrint, Letter, PageFault, Signatory, lay_out
from letters.specimens import specimen_facts
from letters.wording import TEMPLATES, Template

LONGEST = 20_000  # characters of a body
_PLAIN = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701 - read, never rendered
_MAY_BE_ADDED = "{{ reference }}" + "".join(f"{{{{ authority.{name} }}}}" for name in Authority.model_fields)
_MAY_BE_DROPPED = ("recipient", "officer")  # how somebody is addressed, and who signs below anyway


def why_not_reworded(template: Template) -> str:
    """Why its words are not the authority's to change on a page; "" where they are."""
    if template.legal_effect:
        return f"it has legal effect ({template.legal_basis[0]}): what it must say is for a lawyer to read first"
    return ""


def reworded(template: Template, body: str, version: int) -> Template:
    """The same letter in other words. `version` is the number of the change."""
    return Template(**template.model_dump(exclude={"body", "version"}), body=body.strip() + "\n", version=version)


def faults(template: Template, body: str, today: date, sender: Authority) -> list[str]:
    """What is wrong with another body for this letter, in plain words; empty where it may be proposed."""
    if reason := why_not_reworded(template):
        return [f"{template.id} is not changed here: {reason}"]
    if not body.strip() or len(body) > LONGEST:
        return [f"Give the text of the letter, at most {LONGEST:,} characters"]
    if body.strip() == template.body.strip():
        return ["This is what it says already"]
    try:
        said, released = _Parts(body), _released(template.id)
    except jinja2.TemplateSyntaxError as error:
        return [f"Line {error.lineno}: a {{{{ … }}}} or {{% … %}} is not closed, or is not written as in the letter"]
    found = [*_other_parts(said, released), *_left_out(said, released)]
    return found or list(_unprinted(reworded(template, body, 1), today, sender))


class _Parts:
    """What a body fills in, on which conditions, and how often it repeats what: each as it is written."""

    def __init__(self, body: str) -> None:
        tree = _PLAIN.parse(body)
        self.printed = {_written(each) for each in _printed(tree)}
        self.conditions = {_written(each.test) for each in tree.find_all(nodes.If)}
        self.loops = {f"{_written(each.target)} in {_written(each.iter)}" for each in tree.find_all(nodes.For)}
        self.strange = sorted(
            {type(each).__name__.lower() for each in tree.find_all(nodes.Stmt) if not isinstance(each, _KNOWN)}
        )


_KNOWN = (nodes.Output, nodes.If, nodes.For)


@cache
def _released(template_id: str) -> _Parts:
    return _Parts(TEMPLATES[template_id].body)


@cache
def _addable() -> frozenset[str]:
    return frozenset(_Parts(_MAY_BE_ADDED).printed)


def _printed(tree: nodes.Template) -> Iterator[nodes.Expr]:
    for output in tree.find_all(nodes.Output):
        yield from (each for each in output.nodes if not isinstance(each, nodes.TemplateData))


def _written(part: nodes.Node) -> str:
    """The names and filters as somebody wrote them; anything else as Jinja reads it, which no two wordings share."""
    match part:
        case nodes.Name():
            return part.name
        case nodes.Getattr():
            return f"{_written(part.node)}.{part.attr}"
        case nodes.Filter() if part.node is not None:
            given = f"({', '.join(repr(each) for each in part.args)})" if part.args else ""
            return f"{_written(part.node)}|{part.name}{given}"
    return repr(part)


def _other_parts(said: _Parts, released: _Parts) -> Iterator[str]:
    for name in said.strange:
        yield f"“{name}” is nothing that a letter may do: only if and for, as the letter has them"
    for each in sorted(said.printed - released.printed - _addable()):
        yield f"“{_short(each)}” is nothing that this letter may fill in"
    for _ in said.conditions - released.conditions:
        yield "A condition is not one that this letter has: each “if” stays as it is written"
    for _ in said.loops - released.loops:
        yield "A repetition is not one that this letter has: each “for” stays as it is written"


def _left_out(said: _Parts, released: _Parts) -> Iterator[str]:
    for each in sorted(released.printed - said.printed):
        if each.partition(".")[0] not in _MAY_BE_DROPPED:
            yield f"“{_short(each)}” is left out: what the letter tells must stay, in whatever words"


def _short(written: str) -> str:
    return written.partition("(")[0][:80]


def _unprinted(template: Template, today: date, sender: Authority) -> Iterator[str]:
    """Printed for every kind of reader: with all it may say and with the least, and in large print."""
    for much in (True, False):
        for large in (False, True):
            try:
                specimen(template, today, sender, much=much, large=large)
            except CannotPrint as fault:
                yield f"These characters cannot be printed: {' '.join(fault.characters)}"
                return
            except (PageFault, jinja2.TemplateError):
                yield "A letter with these words cannot be laid out"
                return


def specimen(template: Template, today: date, sender: Authority, *, much: bool = True, large: bool = False) -> bytes:
    """The letter as a PDF to nobody: each fact is its own name in brackets. Raises PageFault, jinja2.TemplateError."""
    facts: LetterFacts = specimen_facts(template.needs, today, sender, much=much)
    return lay_out(
        Letter(
            template_id=template.id,
            title=template.title,
            reference=facts.reference,
            dated=today,
            recipient_lines=(facts.recipient.name, *facts.recipient.address_lines),
            sender=facts.authority,
            signatory=Signatory(name=facts.officer.name, title=facts.officer.job_title),
            body_markdown=template.draft(facts),
            large_print=large,
        )
    )
