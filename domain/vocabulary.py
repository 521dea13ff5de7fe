"""The words of the service: closed lists, each with the label an officer would say aloud."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A closed list of words: the value is stored, the label is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


class CaseKind(Word):
    """What a case is about (DOMAIN 1.1)."""

    CME = "CME", "Missing education"
    CME_LOST = "CME-LOST", "On a roll, whereabouts unknown"
    ATT = "ATT", "Irregular attendance"
    SAO = "SAO", "School attendance order"
    EXC = "EXC", "Exclusion"
    BULL = "BULL", "Not attending because of bullying"
    CP = "CP", "Child protection concern"
    EMP = "EMP", "Child employment"
    ENT = "ENT", "Entertainment licence"
    EHE = "EHE", "Home education enquiry"
    LA_ENQ = "LA-ENQ", "Enquiry from another authority"


class Channel(Word):
    """How a referral reached the service (the leaflet; DOMAIN 1.2)."""

    SCHOOL = "school", "A school"
    AGENCY = "agency", "Another agency"
    AUTHORITY = "authority", "Another local authority"
    PARENT = "parent", "A parent"
    PUBLIC = "public", "A member of the public"
    TELEPHONE = "telephone", "Telephone"
    LETTER = "letter", "Letter"
    EMAIL = "email", "E-mail"
    VISIT = "visit", "A visit"
    OWN = "own", "Found by the service itself"


class Reason(Word):
    """The leaflet's seven reasons for which children go missing from education."""

    DID_NOT_START = "did-not-start", "Did not start school at the right time"
    REMOVED = "removed", "Removed by the parents"
    BEHAVIOUR_ATTENDANCE = "behaviour-attendance", "Behaviour or attendance difficulties"
    CEASED = "ceased", "Stopped attending after exclusion, illness or bullying"
    NO_PLACE = "no-place", "No suitable place after moving to the area"
    MOVES_OFTEN = "moves-often", "The family moves home regularly"
    HOME = "home", "Problems at home"


class SupportGroup(Word):
    """The leaflet's twelve groups in today's words. They are for support, never for suspicion (PRACTICE 1.3)."""

    OFFENCES = "offences", "Known to youth justice"
    REFUGE = "refuge", "Living in a refuge"
    HOMELESS = "homeless", "Homeless or in temporary housing"
    RUNAWAY = "runaway", "Has run away"
    LONG_ILLNESS = "long-illness", "Long-term medical or emotional needs"
    ASYLUM = "asylum", "Unaccompanied, refugee or seeking asylum"
    LOOKED_AFTER = "looked-after", "Looked after by a local authority"
    TRAVELLER = "traveller", "Gypsy, Roma or Traveller family"
    YOUNG_CARER = "young-carer", "Young carer"
    TRANSIENT = "transient", "Family that moves often"
    YOUNG_MOTHER = "young-mother", "Pregnant or a young mother"
    EXCLUDED = "excluded", "Suspended or permanently excluded"


class Stage(Word):
    """Where a child's journey stands (DOMAIN 2.1)."""

    REFERRAL = "referral", "Referral"
    CHECKS = "checks", "Checks"
    CONTACT = "contact", "Contact"
    SUPPORT = "support", "Support"
    PLACEMENT = "placement", "Place"
    REINTEGRATION = "reintegration", "Back in school"
    DORMANT = "dormant", "Not found"
    CLOSED = "closed", "Closed"


class Closure(Word):
    """Why a case closes; each needs its own evidence (PRACTICE 3.5)."""

    ON_ROLL = "ON_ROLL", "On roll and attending"
    OTHER_LA_CONFIRMED = "OTHER_LA_CONFIRMED", "Another authority has confirmed the child"
    ABROAD_CONFIRMED = "ABROAD_CONFIRMED", "Confirmed abroad"
    EHE_SUITABLE = "EHE_SUITABLE", "Suitable home education"
    INDEPENDENT = "INDEPENDENT", "Attending an independent school"
    AP_S19 = "AP_S19", "In education arranged by the authority (s.19)"
    OVER_CSA = "OVER_CSA", "Over compulsory school age"
    UNDER_CSA = "UNDER_CSA", "Under compulsory school age"
    DECEASED = "DECEASED", "Deceased"
    DUPLICATE = "DUPLICATE", "Duplicate of another case"
    NOT_CME = "NOT_CME", "Not missing education: on a roll"


class Role(Word):
    """What a person who signs in may do, in broad strokes; legal powers are in the register of authorisations."""

    OFFICER = "officer", "Officer"
    SUPERVISOR = "supervisor", "Supervisor"
    LEGAL = "legal", "Lawyer"
    ADMIN = "admin", "Administrator"


class Power(Word):
    """A power that a named person holds for a time (PRACTICE 6.15)."""

    SIGN_437 = "sign-437", "Sign notices under section 437"
    EXPEDIENT = "expedient", "Form the opinion that school is expedient"
    PENALTY_NOTICE = "penalty-notice", "Issue penalty notices"
    AUTHORISE_PROSECUTION = "authorise-prosecution", "Authorise a prosecution"
    CONDUCT = "conduct-proceedings", "Conduct proceedings in court"
    SAFEGUARDING_LEAD = "safeguarding-lead", "Decide as safeguarding lead"


class Risk(Word):
    """How urgent a case is. Rules raise it; only a person lowers it (PRACTICE 1.3)."""

    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"

    @property
    def rank(self) -> int:
        return list(Risk).index(self)


class Relation(Word):
    """What an adult is to the child."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step-parent", "Step-parent"
    GRANDPARENT = "grandparent", "Grandparent"
    GUARDIAN = "guardian", "Guardian"
    FOSTER_CARER = "foster-carer", "Foster carer"
    SOCIAL_WORKER = "social-worker", "Social worker"
    RELATIVE = "relative", "Other relative"
    OTHER = "other", "Other adult"

    @property
    def may_be_parent_in_law(self) -> bool:
        """Foster carers and social workers act for the authority, which is never sent its own notice (PRACTICE 4.2)."""
        return self not in (Relation.FOSTER_CARER, Relation.SOCIAL_WORKER)


class ContactRule(Word):
    """Whether and how a person may be written to (PRACTICE 4.1)."""

    ALL = "all", "May be contacted in any way"
    SAFE_ONLY = "safe-only", "Only by the agreed safe channel"
    SUPERVISOR_FIRST = "supervisor-first", "Not without a supervisor"
    NEVER = "never", "Never"

    @property
    def strictness(self) -> int:
        return list(ContactRule).index(self)


class ContactMethod(Word):
    TELEPHONE = "telephone", "Telephone"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    IN_PERSON = "in-person", "In person"
    LETTER = "letter", "Letter received"


class Indicator(Word):
    """Signs of danger, asked at the door and at any time after (DOMAIN 4). None is a protected characteristic
    (PRACTICE 1.3).
    """

    PROTECTION_PLAN = "protection-plan", "On a child protection plan or under a section 47 enquiry"
    LOOKED_AFTER = "looked-after-missing", "Looked after and missing from placement"
    ABDUCTION = "abduction", "Possible abduction"
    FORCED_MARRIAGE = "forced-marriage", "Possible forced marriage"
    FGM = "fgm", "Possible female genital mutilation"
    TRAFFICKING = "trafficking", "Possible trafficking or exploitation"
    THREAT_TO_LIFE = "threat-to-life", "Threat to life"
    IN_DANGER = "in-danger-now", "Said to be in danger now"
    PRIMARY_UNSEEN = "primary-unseen", "Primary-age child whom nobody has seen"
    SOCIAL_WORKER = "social-worker", "Has a social worker"
    YOUTH_JUSTICE = "youth-justice", "Known to youth justice"
    EHCP = "plan", "Has an education, health and care plan and no school attends to it"
    DOMESTIC_ABUSE = "domestic-abuse", "Domestic abuse or a refuge"
    SIBLING_GONE = "sibling-gone", "A brother or sister is missing too"
    UNSEEN_FIVE_DAYS = "unseen-five-days", "Not seen for five school days"

    @property
    def proposes(self) -> Risk:
        """A plan is asked for, so that its provision is looked after; as a matter of disability it raises no level
        (PRACTICE 1.3, which stands over DOMAIN 4).
        """
        if self is Indicator.EHCP:
            return Risk.GREEN
        return Risk.RED if self in RED_INDICATORS else Risk.AMBER


RED_INDICATORS = frozenset(
    {
        Indicator.PROTECTION_PLAN,
        Indicator.LOOKED_AFTER,
        Indicator.ABDUCTION,
        Indicator.FORCED_MARRIAGE,
        Indicator.FGM,
        Indicator.TRAFFICKING,
        Indicator.THREAT_TO_LIFE,
        Indicator.IN_DANGER,
        Indicator.PRIMARY_UNSEEN,
    }
)


class LetterState(Word):
    """Where a letter stands, from first draft to returned post."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    ISSUED = "issued", "Issued, waiting to be posted"
    POSTED = "posted", "Posted"
    RETURNED = "returned", "Returned undelivered"
    STOPPED = "stopped", "Stopped before posting"
    WITHDRAWN = "withdrawn", "Withdrawn"


class VisitOutcome(Word):
    SEEN = "child-seen", "Child seen"
    FAMILY_ONLY = "family-only", "Spoke to the family, child not seen"
    NO_REPLY = "no-reply", "No reply"
    MOVED = "moved-away", "The family has moved away"
    REFUSED = "refused", "Asked to leave"


class EnquirySubject(Word):
    """The reasonable enquiries of guidance (DOMAIN 2.2)."""

    ADMISSIONS = "admissions", "School admissions"
    HOUSING = "housing", "Housing provider"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    REFUGE = "refuge", "Refuge service"
    YOUTH_JUSTICE = "youth-justice", "Youth justice"
    SOCIAL_CARE = "social-care", "Children's social care"
    HMRC = "hmrc", "HM Revenue and Customs"
    S2S = "lost-pupils", "National lost-pupil database"
    BORDER = "border", "Border and visas"
    LAST_SCHOOL = "last-school", "Last school"
    SIBLING_SCHOOL = "sibling-school", "School of a brother or sister"
    EMERGENCY_CONTACTS = "emergency-contacts", "Emergency contacts"
    NEIGHBOURS = "neighbours", "Neighbours or landlord"
    OTHER_AUTHORITY = "other-authority", "Other authority"
    HOME_EDUCATION = "home-education", "Home education officers"
    FORCES = "forces", "Service children and the Ministry of Defence"
    SOCIAL_MEDIA = "social-media", "Social media, with care"
    SCHOOL_STAFF = "school-staff", "Staff of the school"
    PUPILS = "pupils", "Friends, brothers, sisters and relatives at the school"
    SCHOOL_AGENCIES = "school-agencies", "Agencies that the school knows to be working with the family"
    SCHOOL_LETTER = "school-letter", "Letter of the school to the parent, warning of the referral"
    SCHOOL_VISIT = "school-visit", "Home visit by the school"


class EnquiryResult(Word):
    NO_ANSWER = "no-answer", "No answer yet"
    NO_TRACE = "no-trace", "No trace"
    TRACE = "trace", "A trace to follow"
    LOCATED = "located", "Child located"
    NOT_NEEDED = "not-needed", "Not asked, for a reason"


class Protection(Word):
    """Why details are protected; any one of them protects all of PRACTICE 4.3."""

    REFUGE = "refuge", "Refuge or domestic abuse"
    ADOPTION = "adoption", "Adoption or changed identity"
    WITNESS = "witness", "Witness protection"
    CARE = "care", "Placed by a local authority"
    POLICE = "police", "On police advice"
