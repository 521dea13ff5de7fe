"""Every action of the journey by name, and which of them move a stage. One table answers "what may happen now"."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions.advice import AdviceGiven, AdviceWanted
from domain.actions.agency_mail import AgencyMailNotSent, AgencyMailSent
from domain.actions.answerable import AnswerableRecorded
from domain.actions.asking_agencies import AgencyAsked
from domain.actions.attendance import (
    BreachTold,
    ContractRecorded,
    ImprovementBreached,
    ImprovementEnded,
    ImprovementServed,
)
from domain.actions.base import Action, Internal
from domain.actions.begin_attendance_order import AttendanceOrderBegun
from domain.actions.begin_penalty_notice import ExclusionNoticeBegun, PenaltyNoticeBegun
from domain.actions.begin_police_referral import PoliceNotTold, PoliceReferralSent
from domain.actions.begin_prosecution import BreachProsecuted, NoticeProsecuted, ProsecutionBegun
from domain.actions.begin_subject_access import SubjectAccessBegun
from domain.actions.begin_supervision_order import SupervisionDirected, SupervisionWanted
from domain.actions.begin_tracing import TracingBegun
from domain.actions.bundle_review import BundleBuilt, PreflightAnswered
from domain.actions.bundle_signing import BundleServed, BundleSignedOff
from domain.actions.bundles import BundleHearingSet, BundleRequested, DocumentWanted
from domain.actions.certifying import CertificateMade
from domain.actions.child import (
    ChildDetailsGiven,
    ChildSeen,
    HouseholdChildAdded,
    HouseholdChildChecked,
    NoOtherChildren,
)
from domain.actions.child_died import ChildDied, DeathTakenBack
from domain.actions.chronology import ChronologyMade, ChronologyWorded
from domain.actions.clocks import (
    CalendarMoved,
    ClockPassed,
    ClocksPaused,
    ClocksResumed,
    DeadlineExtended,
    StageEntered,
    StandardMoved,
)
from domain.actions.closing import CaseClosed, CaseReopened
from domain.actions.confidence import ReferrerOpened, SummaryApproved, SummaryWritten
from domain.actions.contact import (
    ChildNotFound,
    ChildTraced,
    ContactRecorded,
    FamilyReached,
    RecheckRecorded,
    VisitPlanned,
    VisitRecorded,
)
from domain.actions.correcting import EntryCorrected
from domain.actions.documents import DocumentMarked
from domain.actions.enquiries import ChecksCompleted, EnquiryAnswered, EnquiryChased, EnquiryRecorded
from domain.actions.glass import GlassBroken
from domain.actions.handing_over import AuthorityAnswered, AuthorityAsked, CaseHandedOver, HandOverAnswered
from domain.actions.letters import (
    LetterApproved,
    LetterDrafted,
    LetterEdited,
    LetterIssued,
    LetterStopped,
)
from domain.actions.marking_letters import LetterMarked
from domain.actions.matches import EarlierCaseNoted, MatchProposed, MatchWithdrawn, NotSameChild
from domain.actions.merging import CaseMerged, ClosedAsDuplicate, MergeUndone
from domain.actions.of_proceedings import actions_of
from domain.actions.penalty_ending import NoticeCharged
from domain.actions.people import (
    AddressChanged,
    EmailAgreed,
    PersonAdded,
    PersonDied,
    ReadingNeedsRecorded,
    ResponsibilityRecorded,
)
from domain.actions.placement import (
    ApplicationMade,
    AttendanceReviewed,
    FirstAttendanceConfirmed,
    PlaceAccepted,
    PlacementBrokeDown,
    PlaceOffered,
)
from domain.actions.post import LetterPosted, LetterReturned, ServedAgain, ServiceProved
from domain.actions.post_sent import LetterLeft, LetterNotSent, LetterSent
from domain.actions.proceeding import ProceedingMoved
from domain.actions.protection import (
    ContactRuleSet,
    DetailsProtected,
    MoreToProtect,
    ProtectionEnded,
    SafeAddressAgreed,
)
from domain.actions.redacting import DocumentRedacted, RedactionChecked
from domain.actions.referral import ReferralAcknowledged, ReferralReceived, TriageDecided
from domain.actions.relying import SessionRecoded
from domain.actions.removal import DeletionChallenged, NameDeleted, RemovalAgreed, RemovalAsked
from domain.actions.restarting import ProcessRestarted
from domain.actions.return_details import ReturnDetailsRecorded
from domain.actions.returns import ReturnReceived
from domain.actions.safeguarding import DangerRaised, RiskSet, SafeguardingNotSent, SafeguardingSent
from domain.actions.scheduling import UnusedScheduleMade
from domain.actions.school_part import SchoolAnswered, SchoolAsked
from domain.actions.social_care import CareDecided, StrategyRecorded
from domain.actions.statement_signing import ExhibitAdded, StatementSigned
from domain.actions.statements import (
    SentenceAdded,
    SentenceConfirmed,
    SentenceLeftOut,
    SentenceWorded,
    StatementDrafted,
)
from domain.actions.supervision_told import OrderCeased
from domain.actions.support import SupportAgreed, SupportRefused, SupportReviewed
from domain.actions.transfer_matches import TransferMatched
from domain.actions.visit_warnings import WarningAdded, WarningEnded, WarningReviewed
from domain.actions.work import (
    CaseAssigned,
    CaseHandedOn,
    CaseSentBack,
    DocumentFiled,
    NoteAdded,
    ProtectedDetailsShown,
    TaskFinished,
)
from domain.proceedings import ProceedingKind
from domain.vocabulary import Stage

# What moves a case on, stage by stage: the workflow waits for one of these and decides where it leads.
STEPS: Mapping[Stage, tuple[type[Action], ...]] = MappingProxyType(
    {
        Stage.REFERRAL: (TriageDecided, CaseClosed),
        Stage.CHECKS: (ChecksCompleted, CaseClosed),
        Stage.CONTACT: (FamilyReached, ChildNotFound, CaseClosed),
        Stage.SUPPORT: (SupportAgreed, ChildNotFound, CaseClosed),
        Stage.PLACEMENT: (PlaceAccepted, ChildNotFound, CaseClosed),
        Stage.REINTEGRATION: (PlacementBrokeDown, ChildNotFound, CaseClosed),
        Stage.DORMANT: (ChildTraced, CaseClosed),
        Stage.CLOSED: (CaseReopened,),
    }
)

# What may be done within a stage without leaving it.
WITHIN: Mapping[Stage, tuple[type[Action], ...]] = MappingProxyType(
    {
        Stage.REFERRAL: (TracingBegun,),
        Stage.CHECKS: (TracingBegun,),
        Stage.CONTACT: (TracingBegun,),
        Stage.SUPPORT: (SupportReviewed, SupportRefused),
        Stage.PLACEMENT: (ApplicationMade, PlaceOffered, SupportReviewed, SupportRefused),
        Stage.REINTEGRATION: (FirstAttendanceConfirmed, AttendanceReviewed),
        Stage.DORMANT: (RecheckRecorded, TracingBegun),
        Stage.CLOSED: (),
    }
)

_AFTER_CLOSING: tuple[type[Action], ...] = (
    NoteAdded,
    EntryCorrected,
    DocumentFiled,
    DocumentMarked,
    LetterMarked,
    DocumentRedacted,
    RedactionChecked,
    CertificateMade,
    UnusedScheduleMade,
    ChronologyWorded,
    ChronologyMade,
    LetterDrafted,
    LetterEdited,
    LetterApproved,
    LetterIssued,
    LetterPosted,
    ServedAgain,
    ServiceProved,
    LetterReturned,
    LetterStopped,
    LetterLeft,
    DangerRaised,
    SafeguardingSent,
    SafeguardingNotSent,
    PoliceNotTold,
    PoliceReferralSent,
    StrategyRecorded,
    CareDecided,
    TaskFinished,
    AddressChanged,
    ContactRuleSet,
    PersonDied,
    DetailsProtected,
    MoreToProtect,
    SafeAddressAgreed,
    ProtectionEnded,
    ProtectedDetailsShown,
    ReferrerOpened,
    NotSameChild,
    MergeUndone,
    StatementDrafted,
    SentenceConfirmed,
    SentenceWorded,
    SentenceLeftOut,
    SentenceAdded,
    ExhibitAdded,
    StatementSigned,
    BundleRequested,
    BundleHearingSet,
    DocumentWanted,
    PreflightAnswered,
    BundleSignedOff,
    BundleServed,
    SubjectAccessBegun,
)

# Attendance, and the legal steps that begin in the journey.
_ATTENDANCE: tuple[type[Action], ...] = (
    AnswerableRecorded,
    ContractRecorded,
    ImprovementServed,
    ImprovementBreached,
    BreachTold,
    ImprovementEnded,
    AttendanceOrderBegun,
    PenaltyNoticeBegun,
    ExclusionNoticeBegun,
    ProsecutionBegun,
    NoticeProsecuted,
    BreachProsecuted,
    AdviceWanted,
    AdviceGiven,
    SupervisionWanted,
    SupervisionDirected,
)

_WHILE_OPEN: tuple[type[Action], ...] = (
    ReferralAcknowledged,
    ChildSeen,
    ContactRecorded,
    VisitPlanned,
    VisitRecorded,
    EnquiryRecorded,
    EnquiryAnswered,
    EnquiryChased,
    AgencyAsked,
    SchoolAsked,
    RemovalAsked,
    RemovalAgreed,
    NameDeleted,
    DeletionChallenged,
    *_AFTER_CLOSING,
    RiskSet,
    PersonAdded,
    ResponsibilityRecorded,
    ReadingNeedsRecorded,
    EmailAgreed,
    ChildDetailsGiven,
    HouseholdChildAdded,
    NoOtherChildren,
    HouseholdChildChecked,
    ChildDied,
    DeathTakenBack,
    WarningAdded,
    WarningReviewed,
    WarningEnded,
    SummaryWritten,
    SummaryApproved,
    CaseAssigned,
    ReturnDetailsRecorded,
    CaseHandedOver,
    HandOverAnswered,
    AuthorityAsked,
    AuthorityAnswered,
    ClocksPaused,
    ClocksResumed,
    DeadlineExtended,
    CaseSentBack,
    CaseMerged,
    EarlierCaseNoted,
    *_ATTENDANCE,
)

_INTERNAL: tuple[type[Internal], ...] = (
    ReferralReceived,
    ClockPassed,
    StageEntered,
    CalendarMoved,
    StandardMoved,
    LetterSent,
    LetterNotSent,
    CaseHandedOn,
    ProcessRestarted,
    GlassBroken,
    ProceedingMoved,
    NoticeCharged,
    ReturnReceived,
    SchoolAnswered,
    AgencyMailSent,
    AgencyMailNotSent,
    SessionRecoded,
    OrderCeased,
    MatchProposed,
    MatchWithdrawn,
    TransferMatched,
    ClosedAsDuplicate,
    BundleBuilt,
)


def standing(stage: Stage) -> tuple[type[Action], ...]:
    """What may be done in this stage without leaving it."""
    return (*WITHIN[stage], *(_AFTER_CLOSING if stage is Stage.CLOSED else _WHILE_OPEN))


def open_in(stage: Stage) -> tuple[type[Action], ...]:
    """Every action that is a step of the process in this stage."""
    return (*STEPS[stage], *standing(stage))


ACTIONS: Mapping[str, type[Action]] = MappingProxyType(
    {action.name: action for stage in Stage for action in (*STEPS[stage], *standing(stage))}
    | {action.name: action for action in _INTERNAL}
    | {action.name: action for kind in ProceedingKind for action in actions_of(kind)}
)
JOURNEY: tuple[type[Action], ...] = tuple(
    dict.fromkeys(action for stage in Stage for action in (*STEPS[stage], *standing(stage)))
)


def stages_of(action: type[Action]) -> tuple[Stage, ...]:
    """The stages in which it is a step, in the journey's order."""
    return tuple(stage for stage in Stage if action in open_in(stage))
