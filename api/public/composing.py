"""From the answers of the public form to a referral like any other."""

from collections.abc import Callable, Iterator
from typing import Any

from api.pages.forms.reading import read
from api.public.questions import NONE, UNKNOWN, Answers, channel_of, questions
from api.routes.referrals import Referral
from domain.people import NOT_KNOWN
from domain.vocabulary import Channel, Indicator, Reason, Risk

_ABOUT = {
    "age": "About how old",
    "looks": "Who it is",
    "since_about": "Not in school since",
    "visits": "Home visits by the school",
    "contacts": "Calls, e-mails and letters by the school",
    "steps": "What else the school has done",
    "talks": "Talks with other professionals",
    "help": "What would help",
}


def referral_of(answers: Answers, school_number: Callable[[str], str]) -> Referral:
    """`school_number` gives the number of a school from what somebody called it, "" where that is not plain.

    What has no place of its own in a referral is told in its account, which is kept apart where they asked for that.
    """
    who = channel_of(answers)
    if who is None:
        raise ValueError("the first question is not answered")
    said = {each.name: read(each.fields, dict(answers.get(each.name, {})))[0] for each in questions(answers)}
    confidential = said.get("confidence", {}).get("confidence") == "yes" or said.get("safe", {}).get("safe") == "yes"
    school = said["school"].get("school", "")
    number = school_number(school) if school else ""
    account = list(_told(said, "" if number else school))
    adults = list(_adults(who, said, account, hidden=who is Channel.PARENT and confidential))
    why = said["why"]["why"]
    return Referral.model_validate(
        {
            "channel": who.value,
            "reason": None if why == UNKNOWN else Reason(why),
            "groups": said.get("groups", {}).get("groups", []),
            "indicators": [sign.value for sign in _signs(said)],
            "child": _child(said, number),
            "adults": adults,
            "household": [{"name": name} for name in said["others"].get("others", [])],
            "account": "\n\n".join(account),
            "referrer": _referrer(who, said["you"]),
            "confidential": confidential,
        }
    )


def dangerous(referral: Referral) -> bool:
    """Whether the duty social worker is told at once."""
    return any(sign.proposes is Risk.RED for sign in referral.indicators)


def _signs(said: dict[str, dict[str, Any]]) -> Iterator[Indicator]:
    if said["danger"]["danger"] == "yes":
        yield Indicator.IN_DANGER
    yield from (Indicator(sign) for sign in said["signs"]["signs"] if sign != NONE)


def _child(said: dict[str, dict[str, Any]], school: str) -> dict[str, Any]:
    named = said["child"]
    return {
        "given": named.get("given", NOT_KNOWN),
        "surname": named.get("surname", NOT_KNOWN),
        "known_as": named.get("known_as", ""),
        "date_of_birth": said["born"].get("date_of_birth"),
        "first_absent_on": said["since"].get("first_absent_on"),
        "school": school,
    }


def _told(said: dict[str, dict[str, Any]], school: str) -> Iterator[str]:
    yield said["account"]["account"]
    if school:
        yield f"School, as they called it: {school}"
    for body in said.values():
        for name, words in _ABOUT.items():
            if name in body:
                yield f"{words}: {body[name]}"
    if from_whom := said.get("safe", {}).get("from_whom"):
        yield f"Who must not learn of it: {from_whom}"


def _adults(
    who: Channel, said: dict[str, dict[str, Any]], account: list[str], *, hidden: bool
) -> Iterator[dict[str, Any]]:
    """The one adult that is asked about. Where they are, if that is `hidden` or no whole address, goes into the account
    instead.
    """
    person, home = dict(said["you"] if who is Channel.PARENT else said["adult"]), said["home"]
    lines = [home[name] for name in ("line1", "line2") if name in home]
    whole = bool(lines) and "postcode" in home
    written = ", ".join([*lines, *([home["postcode"]] if "postcode" in home else [])])
    if hidden:
        ways = [person.pop(name) for name in ("telephone", "email") if name in person]
        account.extend([f"Safe ways to reach them: {', '.join(ways)}"] if ways else [])
    if written and (hidden or not whole):
        account.append(f"Where they live: {written}")
    if not set(person) - {"relation"} and (hidden or not whole):
        return
    yield {
        **{name: value for name, value in person.items() if name in ("relation", "telephone", "email")},
        "name": person.get("name", NOT_KNOWN),
        "lives_with_child": True,
        **({"address": {"lines": lines, "postcode": home["postcode"]}} if whole and not hidden else {}),
    }


def _referrer(who: Channel, you: dict[str, Any]) -> dict[str, str]:
    names = ("name", "role", "telephone", "email", "relation")
    wish = {"email": "By e-mail", "letter": f"By letter to: {you.get('confirm_to', '')}"}.get(
        you.get("confirm", ""), ""
    )
    return {name: str(you[name]) for name in names if name in you} | ({"confirm": wish} if wish else {})
