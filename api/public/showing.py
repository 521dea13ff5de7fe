"""The pages of the public form, as they are shown: what to do in danger first, then one thing each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Response

from api.pages.forms.field import Typed, faulted, filled, summary
from api.pages.rendering import page
from api.problems import FieldFault
from api.public.answering import said
from api.public.questions import Answers, Question, questions
from api.services import Services

# The same on every page: a browser's history tells nobody what the page was about.
_TITLE = "Form"


@dataclass(frozen=True)
class Row:
    title: str
    value: str
    href: str


async def plain_page(services: Services, template: str, *, status: int = 200, **values: Any) -> Response:
    shown = {"title": _TITLE, "out_of_hours": services.out_of_hours, "received": True, **values}
    return await page(services, None, template, status=status, **shown)


async def question_page(
    services: Services,
    question: Question,
    typed: Typed,
    *,
    faults: Sequence[FieldFault] = (),
    back: str,
    copy: str = "",
    status: int = 200,
) -> Response:
    """`status` 503 says that the answer was not received, and shows it again."""
    marked, loose = faulted([filled(each, typed) for each in question.fields], faults)
    return await plain_page(
        services,
        "public-question.html",
        status=status,
        title=f"Error: {_TITLE}" if faults else _TITLE,
        question=question,
        fields=marked,
        faults=[*summary(marked), *({"text": fault.message} for fault in loose)],
        back=back,
        copy=copy,
        received=status != 503,
    )


async def check_page(
    services: Services, answers: Answers, copy: str, *, faults: Sequence[FieldFault] = (), status: int = 200
) -> Response:
    return await plain_page(
        services,
        "public-check.html",
        status=status,
        title=f"Error: {_TITLE}" if faults else _TITLE,
        rows=rows(answers),
        faults=[_fault(fault) for fault in faults],
        copy=copy,
        received=status != 503,
    )


async def outage_page(services: Services, typed: Typed | None = None) -> Response:
    """The database is out of reach, and which page this was is not known either: what was typed is shown as text."""
    shown = [value for name, values in (typed or {}).items() if name != "copy" for value in values if value]
    return await plain_page(services, "public-outage.html", status=503, typed=shown, received=False)


def rows(answers: Answers) -> list[Row]:
    """Every answer that counts, with the way to change it."""
    return [
        Row(title, value or "Not answered", f"/refer/{question.name}")
        for question in questions(answers)
        for title, value in said(question, dict(answers.get(question.name, {})))
    ]


# Where a rule's own field is asked about.
_ASKED_AT = {"date_of_birth": "born", "first_absent_on": "since", "household": "others", "adults": "home"}


def _fault(fault: FieldFault) -> dict[str, str]:
    page = next((name for part, name in _ASKED_AT.items() if part in fault.field), "")
    return {"text": fault.message, **({"href": f"/refer/{page}"} if page else {})}
