"""The description of the API: what FastAPI cannot know by itself is added here, from the actions themselves."""

from datetime import date
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api.problems import PROBLEM
from domain.actions import JOURNEY
from domain.case_file import CaseFile, Letter, Task
from domain.people import Address, Child, HouseholdChild, Person, VisitWarning
from domain.vocabulary import LetterState, Relation, Stage

_A_DAY = date(2026, 11, 24)
_ACTION = "/api/cases/{ref}/actions/{action}"
_PROBLEMS = {
    "400": "The request cannot be read",
    "401": "Nobody has signed in",
    "403": "The role does not allow it",
    "404": "There is no such thing",
    "409": "Not possible now: a rule or the stage of the case stands in the way, or the key was used already",
    "413": "Too large",
    "415": "Not this kind of content",
    "422": "A field needs correcting",
    "429": "Too many within an hour",
}
_EXAMPLE_PROBLEM = {
    "type": "about:blank",
    "title": "Not possible now",
    "status": 409,
    "code": "NO_ENQUIRY",
    "detail": "No enquiry is recorded yet",
    "errors": [],
    "verdicts": [
        {
            "code": "NO_ENQUIRY",
            "reason": "No enquiry is recorded yet",
            "source": "Children missing education: statutory guidance (September 2025) · guidance · verified",
            "override": True,
            "needs": "record at least one enquiry",
        }
    ],
}


def describe(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1 of every JSON route, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes, tags=_tags()
        )
        made["components"]["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer"},
            "session": {"type": "apiKey", "in": "cookie", "name": "rollcall"},
            "school": {"type": "http", "scheme": "bearer", "description": "The key of a school"},
        }
        for path, operations in made["paths"].items():
            for method, operation in operations.items():
                _said(operation)
                _problems(path, method, operation)
        _forms(made)
        app.openapi_schema = made
    return app.openapi_schema


def _tags() -> list[dict[str, str]]:
    return [
        {"name": "Referrals", "description": "How a case begins"},
        {"name": "Cases", "description": "Reading cases"},
        {"name": "Actions", "description": "Doing something with a case, and what became of it"},
        {"name": "Kept apart", "description": "Protected details and who referred: each look is recorded first"},
        {"name": "Authorisations", "description": "Who holds which legal power, and who acts for whom"},
        {"name": "Letters", "description": "Pages of letters, and the post room"},
        {"name": "Documents", "description": "What is filed on a case"},
        {"name": "Dates and rules", "description": "What-if dates, and the rulebook"},
        {"name": "Schools", "description": "Referrals by a school's own key, and the keys"},
        {"name": "The door", "description": "Danger to be acknowledged, and reports held back for a person"},
        {"name": "Health", "description": "For those who run it"},
    ]


def _said(operation: dict[str, Any]) -> None:
    """The first sentence of what a route says of itself is its summary."""
    words = " ".join(str(operation.get("description", "")).split())
    operation["description"] = words
    operation["summary"] = words.partition(". ")[0].partition("; ")[0].partition(": ")[0].rstrip(".")


def _problems(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    for status in [status for status in responses if status in _PROBLEMS]:
        del responses[status]
    if not path.startswith("/api/"):
        return
    by_school = path.startswith("/api/school/")
    operation["security"] = [{"school": []}] if by_school else [{"token": []}, {"session": []}]
    codes = {"401", "403"}
    codes |= {"404"} if "{" in path or path in ("/api/dates", "/api/post-room/batch") else set()
    codes |= {"400", "422"} if operation.get("parameters") or method == "post" else set()
    codes |= {"409", "413", "415"} if method == "post" else set()
    codes |= {"409"} if path.endswith(".pdf") else set()
    codes |= {"429"} if by_school else set()
    for status in sorted(codes):
        shape = {"$ref": "#/components/schemas/ProblemBody"}
        content: dict[str, Any] = {PROBLEM: {"schema": shape}}
        if status == "409":
            content[PROBLEM]["example"] = _EXAMPLE_PROBLEM
        responses[status] = {"description": _PROBLEMS[status], "content": content}
    if operation["operationId"].startswith(("act_", "upload_", "show_", "open_referrer", "acknowledge")):
        receipt = {"$ref": "#/components/schemas/ActionAnswer"}
        responses["202"] = {
            "description": "Taken, and not recorded yet: ask the receipt",
            "headers": {"Location": {"description": "The receipt", "schema": {"type": "string"}}},
            "content": {"application/json": {"schema": receipt}},
        }


def _forms(made: dict[str, Any]) -> None:
    """The form of every action of the journey, with an example of each."""
    refs, shared = models_json_schema(
        [(action, "validation") for action in JOURNEY], ref_template="#/components/schemas/{model}"
    )
    made["components"]["schemas"] |= shared["$defs"]
    operation = made["paths"][_ACTION]["post"]
    body = operation["requestBody"]["content"]["application/json"]
    body["schema"] = {"title": "Form", "anyOf": [refs[action, "validation"] for action in JOURNEY]}
    body["examples"] = {
        action.name: {"summary": action.label, "value": action.example(_SPECIMEN, _A_DAY)} for action in JOURNEY
    }
    for parameter in operation["parameters"]:
        if parameter["name"] == "action":
            parameter["schema"]["enum"] = [action.name for action in JOURNEY]


# An invented case on which every example has something to name.
_SPECIMEN = CaseFile(
    ref="RC-2026-000123",
    stage=Stage.CONTACT,
    owner="officer",
    child=Child(given="Kai", surname="Example", date_of_birth=date(2017, 3, 4), school="800/4001"),
    people=[
        Person(
            id="P1-1",
            name="Ms R Example",
            relation=Relation.MOTHER,
            address=Address(lines=["1 Fixture Road", "Sampleton"], postcode="BA1 1AA"),
        )
    ],
    household=[HouseholdChild(id="H1-1", name="Mia Example")],
    warnings=[VisitWarning(id="W7", words="A large dog, loose in the yard.")],
    tasks=[
        Task(id="T9-contact", name="contact", title="Reach the family", why="", action="record-contact", due_on=_A_DAY)
    ],
    letters=[
        Letter(id=f"L{seq}", template="L02", title="We would like to help", person_id="P1-1", state=state, text=text)
        for seq, state, text in (
            (10, LetterState.DRAFT, "Dear Ms Example,\n\nplease ring us."),
            (11, LetterState.APPROVED, ""),
            (12, LetterState.ISSUED, ""),
            (13, LetterState.POSTED, ""),
        )
    ],
)
