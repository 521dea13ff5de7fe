"""Somebody who fills in the public form, page by page, without scripts."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from records.database import transaction
from tests.api.site import Site
from tests.pages.visitor import Answer, Visitor

# One answer to every question, as a neighbour gives them; every word is planted so that it can be looked for.
NEIGHBOUR: dict[str, dict[str, Any]] = {
    "who": {"who": "public"},
    "danger": {"danger": "no"},
    "signs": {"signs": ["none"]},
    "child": {"given": "Plantedgiven", "surname": "Plantedsurname"},
    "born": {"age": "about eight"},
    "school": {"school": "Fixture Primary"},
    "since": {"since_about": "since half term"},
    "why": {"why": "unknown"},
    "adult": {"name": "Plantedmother", "relation": "mother"},
    "home": {"line1": "1 Fixture Road", "line2": "Sampleton", "postcode": "BA1 1AA"},
    "others": {"others": "Plantedsister One\nPlantedbrother Two"},
    "account": {"account": "Plantedwords: nobody has seen her."},
    "you": {"name": "Plantedreferrer", "relation": "Plantedaunt", "telephone": "01632 960 777"},
    "confidence": {"confidence": "no"},
}
PARENT: dict[str, dict[str, Any]] = {
    **{name: NEIGHBOUR[name] for name in ("danger", "signs", "child", "born", "school", "since", "home", "others")},
    "who": {"who": "parent"},
    "why": {"why": "no-place"},
    "account": {"account": "We moved, and no school has a place."},
    "help": {"help": "A place near home."},
    "you": {"name": "Ms R Planted", "relation": "mother", "telephone": "01632 960 778"},
    "safe": {"safe": "no"},
}
SCHOOL: dict[str, dict[str, Any]] = {
    **{name: NEIGHBOUR[name] for name in ("danger", "child", "adult", "home", "others", "account", "confidence")},
    "who": {"who": "school"},
    "signs": {"signs": ["social-worker"]},
    "born": {"date_of_birth-day": "4", "date_of_birth-month": "3", "date_of_birth-year": "2017"},
    "school": {"school": "800/2001"},
    "since": {"since_about": "since half term"},
    "why": {"why": "ceased"},
    "done": {"visits": "Monday: no answer.", "contacts": "Five calls.", "steps": "A letter.", "talks": "The nurse."},
    "groups": {"groups": ["young-carer"]},
    "you": {"name": "Mr H Sample", "role": "Head, Fixture Primary", "email": "head@fixture.example"},
}


@dataclass
class Telling:
    """`answers` to each question by its name. `asked` is the order in which they were asked."""

    visitor: Visitor
    answers: dict[str, dict[str, Any]]
    asked: list[str] = field(default_factory=list)
    at: str = "who"

    async def fill(self, stop_at: str = "check") -> None:
        """Answer, from where it stopped before, until this page is reached."""
        while self.at != stop_at:
            self.asked.append(self.at)
            answer = await self.give(self.at)
            assert answer.status == 303, (self.at, answer.status, answer.text)
            address = answer.goes_to
            if address.endswith("/call"):
                address = (await self.visitor.page(address)).link("Go on")
            self.at = address.rpartition("/")[2]
            assert len(self.asked) < 30, "the form goes round in circles"

    async def give(self, name: str) -> Answer:
        form = (await self.visitor.page(f"/refer/{name}")).form(f"/refer/{name}")
        return await self.visitor.post(f"/refer/{name}", {**form.filled(), **self.answers[name]})

    async def send(self, **more: str) -> Answer:
        form = (await self.visitor.page("/refer/check")).form("/refer/check")
        return await self.visitor.post("/refer/check", {**form.filled(), **more})

    async def tell(self, **more: str) -> str:
        """Fill in everything, send it, and return the reference that is given."""
        await self.fill()
        sent = await self.send(**more)
        assert (sent.status, sent.goes_to) == (303, "/refer/sent"), sent.text
        return reference(await self.visitor.get("/refer/sent"))


def reference(answer: Answer) -> str:
    assert answer.status == 200, answer.text
    ref = answer.text.partition("Your reference ")[2].split()[0]
    assert ref.startswith("RC-"), answer.text
    return ref


@dataclass(frozen=True)
class Rows:
    """What the database says."""

    site: Site

    def __call__(self, query: str) -> list[tuple[object, ...]]:
        with transaction(self.site.world.house.engine) as session:
            return [tuple(row) for row in session.execute(text(query))]
