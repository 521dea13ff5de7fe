"""Files of any bytes: bent in the middle, cut off, or never a document. Each is refused or said to be damaged, in words
of ours, and nothing else happens.
"""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.evidence.redaction import Box, Ground
from letters.evidence.email_pages import email_text
from letters.evidence.kinds import EMAIL, JPEG, PDF, PNG, kind_of
from letters.evidence.opening import hidden_words, opened
from letters.evidence.redacting import CannotRedact, redacted_pdf
from tests.letters.evidence import made

SOUND = {
    PDF: made.typed(2),
    "scan": made.scanned(),
    "named": made.with_author("N Planted"),
    PNG: made.picture(),
    JPEG: made.photographed_by("N Planted"),
    EMAIL: made.EMAIL,
}
BENT = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=12)), max_size=6)


def bent(sound: bytes, changes: list[tuple[float, bytes]], kept: float) -> bytes:
    """The bytes with others written over them in places, and cut off at a part of their length."""
    content = bytearray(sound)
    for place, other in changes:
        at = int(place * len(content))
        content[at : at + len(other)] = other
    return bytes(content[: int(len(content) * kept)])


@pytest.mark.parametrize("sort", SOUND)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BENT, st.sampled_from((1.0, 1.0, 0.9, 0.5, 0.02)))
def test_a_bent_file_is_read_or_said_to_be_damaged(sort: str, changes: list[tuple[float, bytes]], kept: float) -> None:
    content = bent(SOUND[sort], changes, kept)
    kind = kind_of(content)
    if kind is None:
        return  # not taken
    found = opened(content, kind)
    assert found.pages or found.said or kind == EMAIL
    assert "Planted" not in " ".join(found.said)
    hidden_words(content, kind)
    if kind == EMAIL:
        email_text(content)
    elif found.pages:
        with suppress(CannotRedact):
            redacted_pdf(content, kind, [Box(page=1, left=10, top=10, right=60, bottom=60, ground=Ground.REFERRER)])
