"""The questions of the public form, one page each. What has been answered decides what is asked next.

A page may be read over somebody's shoulder, so its title in the browser and its address never say what was answered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from api.pages.forms.field import Field, Kind, Option, Typed
from domain.vocabulary import Channel, Indicator, Reason, Relation, SupportGroup

Answers = Mapping[str, Typed]
PROFESSIONALS = frozenset({Channel.SCHOOL, Channel.AGENCY, Channel.AUTHORITY})
NONE, UNKNOWN = "none", "unknown"


@dataclass(frozen=True)
class Question:
    """One page. `says` stands above the answers, and so does `means`, under its own heading."""

    name: str
    title: str
    fields: tuple[Field, ...]
    says: tuple[str, ...] = ()
    means: tuple[str, tuple[str, ...]] = ("", ())

    @property
    def single(self) -> bool:
        """Whether the question is its one field's own."""
        return len(self.fields) == 1 and self.fields[0].title == self.title


def one(name: str, kind: Kind, title: str, hint: str = "", *, says: tuple[str, ...] = (), **more: object) -> Question:
    asked = Field(name, kind, title, hint, required=True)
    return Question(name, title, (replace(asked, **more),), says)  # type: ignore[arg-type]


_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
WHO = one(
    "who",
    Kind.RADIOS,
    "Who are you?",
    options=(
        Option(Channel.PARENT, "The child’s parent or carer"),
        Option(Channel.PUBLIC, "A neighbour, relative, friend or anybody else"),
        Option(Channel.SCHOOL, "I work at a school"),
        Option(Channel.AGENCY, "I work for another service", "Health, police, housing, a charity or the like"),
        Option(Channel.AUTHORITY, "I work for another local authority"),
    ),
)
DANGER = one(
    "danger",
    Kind.RADIOS,
    "Is a child in danger now?",
    options=(*_YES_NO, Option(UNKNOWN, "I do not know")),
)

# In the words of somebody who is not a professional. What only professionals know of is not asked of others.
_PLAIN = {
    Indicator.THREAT_TO_LIFE: "Somebody has threatened to kill or badly hurt the child",
    Indicator.ABDUCTION: "Somebody has taken the child away, or may be about to",
    Indicator.FORCED_MARRIAGE: "The child may be made to marry",
    Indicator.FGM: "A girl may be cut (female genital mutilation)",
    Indicator.TRAFFICKING: "The child may be made to work, beg, carry drugs or have sex",
    Indicator.DOMESTIC_ABUSE: "There is violence or fear at home",
    Indicator.SIBLING_GONE: "A brother or sister is missing too",
    Indicator.PRIMARY_UNSEEN: "The child is under 11 and nobody has seen them",
    Indicator.UNSEEN_FIVE_DAYS: "Nobody has seen the child for a school week or longer",
}
_NONE_KNOWN = Option(NONE, "None of these, or I do not know")


def _signs(who: Channel) -> Question:
    known: Mapping[Indicator, str] = _PLAIN
    if who in PROFESSIONALS:
        known = {sign: sign.label for sign in Indicator if sign is not Indicator.IN_DANGER}
    options = (*(Option(sign.value, words) for sign, words in known.items()), _NONE_KNOWN)
    return one("signs", Kind.MANY, "Could any of these be so?", "Choose all that you know or fear", options=options)


_NAMES = (
    Field("given", Kind.TEXT, "First names", required=True),
    Field("surname", Kind.TEXT, "Last name", required=True),
    Field("known_as", Kind.TEXT, "Any other name they are known by"),
)


def _child(who: Channel) -> Question:
    if who is not Channel.PUBLIC:
        return Question("child", "What is the child’s name?", _NAMES)
    looks = Field("looks", Kind.WORDS, "If you do not know the name: who is it?", "Such as: a girl of about 8", rows=3)
    fields = (*(replace(each, required=False) for each in _NAMES), looks)
    return Question("child", "Who is the child?", fields, ("Tell us what you know. It need not be everything.",))


_BORN = Question(
    "born",
    "How old is the child?",
    (
        Field("date_of_birth", Kind.DAY, "Date of birth", "For example, 4 3 2017"),
        Field("age", Kind.TEXT, "Or about how old?", width="5"),
    ),
)


def _school(who: Channel) -> Question:
    if who is Channel.SCHOOL:
        return one("school", Kind.TEXT, "Which school do you work at?", "Its name, or its number like 800/4001")
    title = "Which school did the child last go to?"
    return Question("school", title, (Field("school", Kind.TEXT, title, "Its name and town, if you know them"),))


_SINCE = Question(
    "since",
    "Since when has the child not been in school?",
    (
        Field("first_absent_on", Kind.DAY, "First day not in school"),
        Field("since_about", Kind.TEXT, "Or roughly since when?", "Such as: since half term, or never went"),
    ),
)
_WHY = one(
    "why",
    Kind.RADIOS,
    "Why is the child not in school?",
    "As far as you know",
    says=(
        "Parents may educate a child at home. That is lawful, and by itself it is no reason to report a family.",
        "If you fear that a child gets no education at all, or is not safe, tell us.",
    ),
    options=(*(Option(reason.value, reason.label) for reason in Reason), Option(UNKNOWN, "I do not know")),
)
# What a school's referral must carry (DOMAIN 1.2).
_DONE = Question(
    "done",
    "What has the school done so far?",
    (
        Field("visits", Kind.WORDS, "Home visits", "The date and outcome of each", rows=3),
        Field("contacts", Kind.WORDS, "Telephone calls, e-mails and letters", "The date and outcome of each", rows=3),
        Field("steps", Kind.WORDS, "What else the school has done", rows=3),
        Field("talks", Kind.WORDS, "Talks with other professionals", "With whom, and what came of it", rows=3),
    ),
)
_LIVES = Question(
    "adult",
    "Who does the child live with?",
    (
        Field("name", Kind.TEXT, "Their name"),
        Field(
            "relation",
            Kind.SELECT,
            "What are they to the child?",
            options=tuple(Option(each.value, each.label) for each in Relation),
        ),
        Field("telephone", Kind.TEXT, "Their telephone"),
    ),
    ("Leave empty what you do not know.",),
)
_ADDRESS = (
    Field("line1", Kind.TEXT, "House and street"),
    Field("line2", Kind.TEXT, "Town or village"),
    Field("postcode", Kind.TEXT, "Postcode", width="10"),
)


def _home(who: Channel) -> Question:
    title = "Where do you and the child live?" if who is Channel.PARENT else "Where does the child live?"
    return Question("home", title, _ADDRESS, ("Leave empty what you do not know.",))


_OTHERS = Question(
    "others",
    "Do other children live there?",
    (
        Field(
            "others",
            Kind.LINES,
            "Names of the other children",
            "One to a line. Leave empty if there are none or you do not know",
        ),
    ),
)
_GROUPS = Question(
    "groups",
    "Could any of these be true of the child?",
    (
        Field(
            "groups",
            Kind.MANY,
            "Could any of these be true of the child?",
            "This is so that we offer the right support. It never makes anybody suspect",
            options=tuple(Option(group.value, group.label) for group in SupportGroup),
        ),
    ),
)


def _account(who: Channel) -> Question:
    hint = "What you have seen or heard, and when. Do not say here who you are: that has its own page"
    if who is Channel.PARENT:
        hint = "In your own words"
    title = "What has happened?"
    return one("account", Kind.WORDS, title, hint, rows=10)


_HELP = Question("help", "What would help?", (Field("help", Kind.WORDS, "What would help?", rows=5),))


_SAYS_NOTHING = "It says nothing of the child. You are given a reference in any case"
_CONFIRM = (Option("no", "No"), Option("email", "Yes, by e-mail"), Option("letter", "Yes, by letter"))


def _you(who: Channel) -> Question:
    name = Field("name", Kind.TEXT, "Your name", required=True)
    ways = (
        Field("telephone", Kind.TEXT, "Your telephone", "A number on which it is safe to call you"),
        Field("email", Kind.TEXT, "Your e-mail", "One that only you read"),
        Field("confirm", Kind.SELECT, "Shall we write to you that we have it?", _SAYS_NOTHING, options=_CONFIRM),
        Field("confirm_to", Kind.WORDS, "If by letter: where to?", "Your name and a safe address", rows=3),
    )
    if who in PROFESSIONALS:
        role = Field("role", Kind.TEXT, "Your job and where you work", required=True)
        return Question("you", "Who are you, and how do we reach you?", (name, role, *ways))
    if who is Channel.PARENT:
        relation = Field(
            "relation",
            Kind.SELECT,
            "What are you to the child?",
            required=True,
            options=tuple(Option(each.value, each.label) for each in Relation if each.may_be_parent_in_law),
        )
        return Question("you", "Who are you, and how do we reach you?", (name, relation, *ways))
    known = Field("relation", Kind.TEXT, "How do you know the child?")
    says = ("You do not have to say who you are. If you do, we can ask you more, and it helps the child.",)
    return Question("you", "Will you tell us who you are?", (replace(name, required=False), known, *ways), says)


_MEANS = (
    "What this means",
    (
        "We do not tell the family, or anybody who asks, who told us.",
        "Your name is kept apart, and so is what you told us: nobody opens either without writing down why.",
        "We cannot always promise it. Where a child is in serious danger we may have to tell police or social care.",
        "A court can order us to say who told us.",
        "The family may guess, if only few people can know what you have told us.",
    ),
)
_CONFIDENCE = Question(
    "confidence",
    "Shall we keep it confidential that you told us?",
    (Field("confidence", Kind.RADIOS, "Keep it confidential?", required=True, options=_YES_NO),),
    means=_MEANS,
)
_SAFE = Question(
    "safe",
    "Is there anybody who must not learn where you are, or that you told us?",
    (
        Field("safe", Kind.RADIOS, "Is there anybody?", required=True, options=_YES_NO),
        Field("from_whom", Kind.WORDS, "If so, who, and what should we know?", rows=4),
    ),
    ("If you say yes, we keep your address, your number and what you told us apart from the case.",),
    _MEANS,
)


def channel_of(answers: Answers) -> Channel | None:
    said = answers.get("who", {}).get("who", [""])[0]
    return Channel(said) if said in {option.value for option in WHO.fields[0].options} else None


def questions(answers: Answers) -> Iterator[Question]:
    """The questions for whoever has answered so, in order. Signs of danger are asked of everybody."""
    yield WHO
    who = channel_of(answers)
    if who is None:
        return
    yield from (DANGER, _signs(who), _child(who), _BORN, _school(who), _SINCE, _WHY)
    if who is Channel.SCHOOL:
        yield _DONE
    if who is not Channel.PARENT:
        yield _LIVES
    yield from (_home(who), _OTHERS)
    if who in PROFESSIONALS:
        yield _GROUPS
    yield _account(who)
    if who is Channel.PARENT:
        yield _HELP
    yield _you(who)
    yield _SAFE if who is Channel.PARENT else _CONFIDENCE


def question_named(answers: Answers, name: str) -> Question | None:
    return next((each for each in questions(answers) if each.name == name), None)


def first_open(answers: Answers) -> Question | None:
    """The first question that has not been answered yet; None where all have."""
    return next((each for each in questions(answers) if each.name not in answers), None)


def before(answers: Answers, name: str) -> str:
    """The address of the page before this one."""
    earlier = ""
    for each in questions(answers):
        if each.name == name:
            break
        earlier = f"/{each.name}"
    return f"/refer{earlier}"


# Every page that anybody may be asked; an address beyond these is no page.
NAMES = frozenset(each.name for who in WHO.fields[0].options for each in questions({"who": {"who": [who.value]}}))
