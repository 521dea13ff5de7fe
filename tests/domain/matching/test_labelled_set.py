"""Two thousand labelled pairs: what is proposed is right, what is one child is shown, twins are kept apart, and no
group is found less often than others (Equality Act 2010 s.149).
"""

from collections.abc import Iterable

import pytest

from domain.matching.score import Finding, Match, score
from tests.matching_set.pairs import KINDS, Pair, by_group, pairs, twins

PROPOSED = (Finding.LIKELY, Finding.POSSIBLE)
Judged = list[tuple[Pair, Match]]


@pytest.fixture(scope="module")
def judged() -> Judged:
    return [(pair, score(pair.a.likeness("A"), pair.b.likeness("B"))) for pair in pairs()]


def share(found: Iterable[bool]) -> float:
    found = list(found)
    return sum(found) / len(found)


def test_there_are_two_thousand_and_always_the_same() -> None:
    made = pairs()
    assert len(made) == 2000
    assert made == pairs()
    assert {pair.kind for pair in made} == set(KINDS)


def test_precision_and_recall(judged: Judged, capsys: pytest.CaptureFixture[str]) -> None:
    same = [match for pair, match in judged if pair.same]
    two = [match for pair, match in judged if not pair.same]
    shown = share(match.finding.shown for match in same)
    lines = [f"{len(same)} pairs of one child, {len(two)} of two children"]
    for label, findings in (("likely", PROPOSED[:1]), ("likely or possible", PROPOSED)):
        right, wrong = (sum(match.finding in findings for match in side) for side in (same, two))
        precision, recall = right / (right + wrong), right / len(same)
        lines.append(f"proposed as {label}: precision {precision:.3f}, recall {recall:.3f}")
        assert precision >= 0.99
    lines.append(f"shown at all, the list of possible twins and siblings with it: recall {shown:.3f}")
    with capsys.disabled():
        print("", *lines, sep="\n")
    assert shown >= 0.99
    assert recall >= 0.8


def test_every_twin_is_kept_apart(judged: Judged) -> None:
    found = [(pair, match) for pair, match in judged if twins(pair)]
    assert len(found) == 280
    wrong = [f"{pair.a.given} and {pair.b.given} ({pair.group})" for pair, match in found if match.finding in PROPOSED]
    assert wrong == []
    assert share(match.finding is Finding.FAMILY for _, match in found) > 0.98


def test_no_group_is_found_less_often(judged: Judged, capsys: pytest.CaptureFixture[str]) -> None:
    matches = {pair.number: match for pair, match in judged}
    same = [pair for pair, _ in judged if pair.same]
    lines = []
    for group, of_group in by_group(same):
        assert len(of_group) >= 40
        shown = share(matches[pair.number].finding.shown for pair in of_group)
        proposed = share(matches[pair.number].finding in PROPOSED for pair in of_group)
        lines.append(f"{group:12} {len(of_group):3} pairs: shown {shown:.3f}, proposed as one child {proposed:.3f}")
        assert shown >= 0.95
        assert proposed >= 0.7
    with capsys.disabled():
        print("", *lines, sep="\n")


def test_other_pairs_than_these_are_judged_as_well() -> None:
    """The weights were tried on one seed: they hold on another."""
    judged = [(pair, score(pair.a.likeness("A"), pair.b.likeness("B"))) for pair in pairs(seed=7)]
    assert share(match.finding.shown for pair, match in judged if pair.same) >= 0.98
    assert sum(match.finding in PROPOSED for pair, match in judged if not pair.same) <= 8
