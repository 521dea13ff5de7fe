"""The profiles there are, as data: one for each court or reader. None is signed off until a lawyer of the service has.

Sections and lists that are local practice say so; what the Practice Direction of 2 March 2026 says was read in parts
only, so it is marked as not verified.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from domain.bundles.document import Kind
from domain.bundles.profile import Forbidden, Numbering, Profile, Section
from domain.bundles.rules import COURT, DPA, EVERY_BUNDLE, FAMILY, GENERAL, LOCAL_PACK, PD27A, PROSECUTION
from domain.guards.sources import law, practice

_READ: Final = date(2026, 3, 24)  # the day of the text that was read
_SINGLE_JUSTICE: Final = law("Criminal Procedure Rules, single justice procedure", verified=False)
_K = Kind

PROSECUTION_BUNDLE: Final = Profile(
    name="prosecution",
    title="Prosecution bundle",
    court="Magistrates’ court",
    sections=(
        Section(
            letter="A",
            title="The charge",
            kinds=(_K.CHARGE, _K.CASE_SUMMARY, _K.DECISION),
            required=(_K.CHARGE, _K.CASE_SUMMARY),
        ),
        Section(
            letter="B",
            title="Statements",
            kinds=(_K.STATEMENT, _K.CERTIFICATE),
            required=(_K.STATEMENT, _K.CERTIFICATE),
        ),
        Section(
            letter="C",
            title="Letters and contact",
            kinds=(_K.WARNING, _K.NOTICE, _K.ORDER, _K.SERVICE, _K.CORRESPONDENCE),
        ),
        Section(letter="D", title="Interview", kinds=(_K.INTERVIEW,)),
        Section(letter="E", title="Other exhibits", kinds=(_K.CHRONOLOGY, _K.REPORT, _K.PHOTOGRAPH, _K.SCREENSHOT)),
        Section(letter="F", title="Unused material", kinds=(_K.UNUSED_SCHEDULE,), required=(_K.UNUSED_SCHEDULE,)),
    ),
    numbering=Numbering.CONTINUOUS,
    source=LOCAL_PACK,
    as_at=_READ,
    rules=(*COURT, *PROSECUTION),
    forbidden=(Forbidden(kind=_K.ADVICE, why="privileged", source=practice("7")),),
    one_defendant=True,
    evidential_only=True,
    file_before_hearing="bundle-prosecution",
)

SINGLE_JUSTICE: Final = PROSECUTION_BUNDLE.model_copy(
    update={
        "name": "single-justice",
        "title": "Single justice procedure pack",
        "sections": (
            Section(
                letter="A", title="The charge", kinds=(_K.CHARGE, _K.CASE_SUMMARY, _K.DECISION), required=(_K.CHARGE,)
            ),
            Section(
                letter="B",
                title="Evidence",
                kinds=(_K.STATEMENT, _K.CERTIFICATE),
                required=(_K.STATEMENT, _K.CERTIFICATE),
            ),
            Section(
                letter="C",
                title="Exhibits",
                kinds=(_K.WARNING, _K.NOTICE, _K.ORDER, _K.SERVICE, _K.CORRESPONDENCE, _K.INTERVIEW),
            ),
            Section(letter="D", title="Unused material", kinds=(_K.UNUSED_SCHEDULE,), required=(_K.UNUSED_SCHEDULE,)),
        ),
        "source": _SINGLE_JUSTICE,
        "file_name": "{surname} {letter} single justice",
        "rules": tuple(rule for rule in (*COURT, *PROSECUTION) if rule != "G11"),
        "file_before_hearing": "",
    }
)

SUPERVISION_ORDER: Final = Profile(
    name="supervision-order",
    title="Education supervision order bundle",
    court="Family court",
    sections=(
        Section(
            letter="A",
            title="Preliminary documents",
            kinds=(_K.PRELIMINARY, _K.CASE_SUMMARY, _K.CHRONOLOGY),
            required=(_K.CHRONOLOGY,),
        ),
        Section(
            letter="B",
            title="Applications and orders",
            kinds=(_K.APPLICATION, _K.ORDER, _K.CHARGE),
            required=(_K.APPLICATION,),
        ),
        Section(
            letter="C",
            title="Statements and affidavits",
            kinds=(_K.STATEMENT, _K.CERTIFICATE),
            required=(_K.STATEMENT,),
        ),
        Section(letter="D", title="Plans", kinds=(_K.DECISION,)),
        Section(letter="E", title="Experts and other reports", kinds=(_K.REPORT,)),
        Section(
            letter="F",
            title="Other documents",
            kinds=(_K.NOTICE, _K.WARNING, _K.SERVICE, _K.OTHER, _K.CORRESPONDENCE, _K.SCREENSHOT, _K.PHOTOGRAPH),
        ),
    ),
    numbering=Numbering.BY_SECTION,
    source=PD27A,
    as_at=date(2026, 3, 2),
    rules=(*COURT, *FAMILY),
    forbidden=(
        *(
            Forbidden(
                kind=kind, why="not in the bundle unless the court directs it", source=PD27A, unless_directed=True
            )
            for kind in (_K.CORRESPONDENCE, _K.SCREENSHOT, _K.PHOTOGRAPH)
        ),
        Forbidden(kind=_K.ADVICE, why="privileged", source=practice("7")),
        Forbidden(kind=_K.UNUSED_SCHEDULE, why="belongs to a prosecution", source=practice("7.1")),
    ),
    page_cap=350,
    evidential_only=True,
    file_name="{ref} {letter} {hearing}",  # a family case: no name of a child or a parent on the file
    file_before_hearing="bundle-family",
)

APPEAL: Final = Profile(
    name="order-appeal",
    title="School attendance order appeal file",
    court="Secretary of State or the court that hears it",
    sections=(
        Section(
            letter="A",
            title="The order and what is disputed",
            kinds=(_K.ORDER, _K.APPLICATION, _K.CASE_SUMMARY),
            required=(_K.ORDER,),
        ),
        Section(
            letter="B",
            title="Notices and how they were served",
            kinds=(_K.NOTICE, _K.SERVICE, _K.WARNING),
            required=(_K.NOTICE, _K.SERVICE),
        ),
        Section(
            letter="C", title="What the parent sent", kinds=(_K.CORRESPONDENCE, _K.REPORT, _K.PHOTOGRAPH, _K.SCREENSHOT)
        ),
        Section(letter="D", title="Decisions and reasons", kinds=(_K.DECISION, _K.STATEMENT, _K.CHRONOLOGY)),
        Section(letter="E", title="Other documents", kinds=(_K.RECORD, _K.OTHER, _K.CERTIFICATE)),
    ),
    numbering=Numbering.CONTINUOUS,
    source=GENERAL,
    as_at=_READ,
    rules=COURT,
    forbidden=(Forbidden(kind=_K.ADVICE, why="privileged", source=practice("7")),),
    section_sheets=True,
    file_name="{ref} {letter} {hearing}",
)

LEGAL_ADVICE: Final = Profile(
    name="legal-advice",
    title="Papers for legal advice",
    court="The service’s own lawyers",
    sections=(
        Section(letter="A", title="What is asked", kinds=(_K.ADVICE, _K.CASE_SUMMARY, _K.CHRONOLOGY)),
        Section(
            letter="B",
            title="Statements and decisions",
            kinds=(_K.STATEMENT, _K.CERTIFICATE, _K.DECISION, _K.INTERVIEW),
        ),
        Section(
            letter="C",
            title="Letters, notices and service",
            kinds=(_K.WARNING, _K.NOTICE, _K.ORDER, _K.SERVICE, _K.CORRESPONDENCE, _K.CHARGE),
        ),
        Section(
            letter="D",
            title="Other papers",
            kinds=tuple(
                kind
                for kind in Kind
                if kind
                not in {
                    _K.ADVICE,
                    _K.CASE_SUMMARY,
                    _K.CHRONOLOGY,
                    _K.STATEMENT,
                    _K.CERTIFICATE,
                    _K.DECISION,
                    _K.INTERVIEW,
                    _K.WARNING,
                    _K.NOTICE,
                    _K.ORDER,
                    _K.SERVICE,
                    _K.CORRESPONDENCE,
                    _K.CHARGE,
                }
            ),
        ),
    ),
    numbering=Numbering.CONTINUOUS,
    source=practice("7"),
    as_at=_READ,
    rules=EVERY_BUNDLE,
    section_sheets=True,
    served=False,
    file_name="{ref} advice",
)

SUBJECT_ACCESS: Final = Profile(
    name="subject-access",
    title="Copy of personal data",
    court="The person who asked",
    sections=(
        Section(
            letter="A",
            title="Letters",
            kinds=(_K.WARNING, _K.NOTICE, _K.ORDER, _K.SERVICE, _K.CORRESPONDENCE, _K.CHARGE),
        ),
        Section(
            letter="B",
            title="Records and other documents",
            kinds=tuple(
                kind
                for kind in Kind
                if kind
                not in {
                    _K.WARNING,
                    _K.NOTICE,
                    _K.ORDER,
                    _K.SERVICE,
                    _K.CORRESPONDENCE,
                    _K.CHARGE,
                    _K.ADVICE,
                    _K.UNUSED_SCHEDULE,
                }
            ),
        ),
    ),
    numbering=Numbering.CONTINUOUS,
    source=DPA,
    as_at=_READ,
    rules=(*EVERY_BUNDLE, "N6"),
    forbidden=(
        Forbidden(kind=_K.ADVICE, why="privileged (Data Protection Act 2018 Sch. 2 para. 19)", source=DPA),
        Forbidden(kind=_K.UNUSED_SCHEDULE, why="held for criminal proceedings (Sch. 2 para. 2)", source=DPA),
    ),
    section_sheets=True,
    one_defendant=True,
    file_name="{ref} personal data",
)

PROFILES: Final[Mapping[str, Profile]] = MappingProxyType(
    {
        each.name: each
        for each in (PROSECUTION_BUNDLE, SINGLE_JUSTICE, SUPERVISION_ORDER, APPEAL, LEGAL_ADVICE, SUBJECT_ACCESS)
    }
)
