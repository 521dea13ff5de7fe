"""The acts of merging, known to the fold and to `decide` in these tests also where the journey does not offer them."""

from types import MappingProxyType

import pytest

import domain.decide
import domain.fold
from domain.actions import ACTIONS
from domain.actions.merging import MERGING


@pytest.fixture
def merging(monkeypatch: pytest.MonkeyPatch) -> None:
    known = MappingProxyType({**ACTIONS, **{action.name: action for action in MERGING}})
    monkeypatch.setattr(domain.decide, "ACTIONS", known)
    monkeypatch.setattr(domain.fold, "ACTIONS", known)
