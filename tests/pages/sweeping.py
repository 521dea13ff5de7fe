"""Every output that can be read of a case, found by the routes themselves: a new one is swept from its first day."""

import io
import re
from collections.abc import AsyncIterator, Iterable
from itertools import product

import httpx
import pikepdf

from domain.actions import JOURNEY
from tests.api.routes import every_route
from tests.api.site import Site
from tests.letters.pdf import words
from tests.pages.visitor import Visitor

# Pictures of pages whose words the PDF says; what a process shows of itself; files of the design.
_NOT_READ = frozenset({"/cases/{ref}/letters/{letter}/pages/{number}.png", "/assets", "/brand-{colour}.css"})
# What a path may name besides the case, where nothing of the case is named so.
_NAMED = {
    "colour": ["1d5a4e"],
    "number": ["1"],
    "line": ["1"],
    "rest": ["who"],
    "secret": ["none"],
    "link": ["none"],  # a school's page: looked at by tests of its own
    "other": ["RC-2020-000001"],
}
_FORMS = re.compile(r".*/do/|/(report|rules|dates|sign-in|school-keys|refer)\b|/api/(rules|openapi|school-keys)")
_PART = re.compile(r"\{(\w+)(?::path)?\}")


async def every_output(
    site: Site, ref: str, who: str, *, forms: bool = True, keys: Iterable[str] = ()
) -> AsyncIterator[httpx.Response]:
    """Whatever this person can read: every route that is read with GET, of everything that the case has. Without
    `forms`, not the form of each action, nor the pages that are the same whatever a case holds.
    """
    case = await site.case(ref, who)
    known = {
        **_NAMED,
        "ref": [ref],
        "document": [each["id"] for each in case["documents"]],
        "seq": [str(seq) for seq in range(1, case["seq"] + 1)],
        "key": [*keys],
        "proceeding": [*case["proceedings"]],
        "letter": [each["letter"] for each in case["letters"]],
    }
    async with Visitor.signed_in(site, who) as visitor:
        for path in sorted(path for method, path in every_route(site.app) if method == "GET"):
            if path not in _NOT_READ and (forms or not _FORMS.match(path)):
                for asked in _filled(path, known):
                    by_token = path.startswith("/api/")
                    yield await (site.get(asked, who) if by_token else visitor.client.get(asked))


def _filled(path: str, known: dict[str, list[str]]) -> Iterable[str]:
    names = _PART.findall(path)
    values = [_values(path, name, known) for name in names]
    for chosen in product(*values):
        each = iter(chosen)
        yield _PART.sub(lambda _, each=each: next(each), path)  # type: ignore[misc]


def _values(path: str, name: str, known: dict[str, list[str]]) -> list[str]:
    if name != "name":
        found = known.get(name, ["1"])  # what the swept case has none of
        return [f"{known['ref'][0]}-{each}" for each in found] if path.startswith("/api/letters/") else found
    if "/do/" in path:
        return [action.name for action in JOURNEY]
    return known["proceeding"] if "/proceedings/" in path else ["who"]


def said(answer: httpx.Response) -> str:
    """Everything that an answer says: its body, its headers, and of a PDF what its file says of itself."""
    text = answer.text
    if answer.content.startswith(b"%PDF"):
        text = words(answer.content)
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            text += str(dict(pdf.docinfo)) + str(pdf.open_metadata())
    return text + str(answer.headers)
