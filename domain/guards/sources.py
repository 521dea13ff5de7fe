"""Where the journey's guards come from, said once. What is unverified or local says so wherever it is shown."""

from domain.source import Source, Tag


def practice(section: str) -> Source:
    """What practitioners of the service decided. Local policy."""
    return Source(cite=f"Service practice {section}", tag=Tag.LOCAL, verified=False)


def guidance(words: str, *, verified: bool = True) -> Source:
    return Source(cite=words, tag=Tag.GUID, verified=verified)


def law(words: str, *, verified: bool = True) -> Source:
    return Source(cite=words, tag=Tag.STAT, verified=verified)


RECORD = Source(cite="Record keeping: what is written must be possible", tag=Tag.LOCAL, verified=False)
CME_GUIDANCE = guidance("Children missing education: statutory guidance (September 2025)")
EA_436A = law("Education Act 1996 s.436A")
EA_8 = law("Education Act 1996 s.8")
EA_572 = law("Education Act 1996 s.572")
EQUALITY = law("Equality Act 2010 s.149", verified=False)
