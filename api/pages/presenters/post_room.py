"""The post room: what waits to be posted, what must not go and why, what came of the last act on it."""

from dataclasses import dataclass

from api.post_room import Waiting, waiting
from api.services import Services


@dataclass(frozen=True)
class PostRoom:
    ready: list[Waiting]
    held: list[Waiting]


@dataclass(frozen=True)
class Outcome:
    """What became of recording one letter's posting."""

    letter: str
    title: str
    says: str
    href: str
    well: bool


def post_room(services: Services) -> PostRoom:
    every = waiting(services)
    return PostRoom([each for each in every if not each.held], [each for each in every if each.held])
