"""Facts for the letters about a lost pupil."""

from datetime import date

from letters.tracing_facts import HandOverFacts, UploadFacts

HAND_OVER = HandOverFacts(
    born=date(2015, 3, 17),
    shared="One brother, at school with you.\n\nThe child was last seen by a nurse in June.",
    basis="our public task, Children Act 2004 section 10",
)
UPLOAD = UploadFacts(
    file_name="8004001_CTF_XXXXXXX_001.xml", uploaded_on=date(2026, 12, 7), said_by="The school office"
)
