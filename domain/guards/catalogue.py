"""Every guard of the journey, from the file that states it: for `GET /api/rules` and the printed rulebook.

A guard is said once, beside its rule; this only gathers them. Each file of guards and of actions names its own in
`GUARDS`. Those of the law are gathered by `domain.law.catalogue`.
"""

from importlib import import_module
from pkgutil import iter_modules

from domain import actions, guards
from domain.guards.guard import Guard


def _stated() -> list[Guard]:
    files = [
        f"{package.__name__}.{found.name}"
        for package in (guards, actions)
        for found in iter_modules(package.__path__)
        if found.name != "catalogue"
    ]
    return [each for name in sorted(files) for each in getattr(import_module(name), "GUARDS", ())]


# Read once, at import; a guard that two files use is named by the one that states it.
GUARDS: tuple[Guard, ...] = tuple({each.code: each for each in _stated()}.values())
