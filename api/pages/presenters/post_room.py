"""The post room: what waits to be posted, what must not go and why, what came of the last act on it."""

from dataclasses import dataclass

from api.identity import Signed
from api.post_room import Waiting, waiting
from api.services import Services


@dataclass(frozen=True)
class PostRoom:
    ready: list[Waiting]
    held: list[Waiting]
    more: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of recording one letter's posting."""

    letter: str
    title: str
    says: str
    href: str
    well: bool


MOST = 40  # on one page, which is about as many as fit into one hand


def post_room(services: Services, signed: Signed) -> PostRoom:
    every = waiting(services, signed)
    ready, held = [each for each in every if not each.held], [each for each in every if each.held]
    return PostRoom(ready[:MOST], held[:MOST], len(ready[MOST:]))
