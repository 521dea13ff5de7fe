"""Every guard of the law, from the file that states it: for `GET /api/rules` and the printed rulebook.

A guard is said once, beside its rule; this only gathers them. Each file of the law names its own in `GUARDS`.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from domain import law
from domain.law.guard import LawGuard

NOT_RULES = frozenset({"catalogue", "numbers"})


def _stated() -> list[LawGuard]:
    files = sorted(found.name for found in iter_modules(law.__path__) if found.name not in NOT_RULES)
    return [each for name in files for each in getattr(import_module(f"domain.law.{name}"), "GUARDS", ())]


def _order(each: LawGuard) -> tuple[bool, str]:
    return (not each.id, each.code)


# Read once, at import: G01 to G31 first, then those that have no number.
LAW: Mapping[str, LawGuard] = MappingProxyType({each.code: each for each in sorted(_stated(), key=_order)})
