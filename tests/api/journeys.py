"""Real play: a case taken to a stage by the acts that lead there."""

from typing import Any

from tests.api.site import Site

# From a stage to the next: what it takes, in order. The last act moves the case on.
ON: dict[str, tuple[str, tuple[tuple[str, dict[str, Any]], ...]]] = {
    "referral": ("checks", (("decide-triage", {"route": "missing-education", "reasons": "On no roll."}),)),
    "checks": (
        "contact",
        (
            ("record-enquiry", {"subject": "admissions", "result": "no-trace"}),
            ("complete-checks", {"found": "nowhere", "summary": "No trace anywhere."}),
        ),
    ),
    "contact": ("support", (("record-family-reached", {"how": "in-person", "said": "They moved in September."}),)),
    "support": ("placement", (("agree-support", {"needs": "A place near home.", "plan": "Apply this week."}),)),
    "placement": (
        "reintegration",
        (
            ("record-offer", {"school_name": "Fixture Academy"}),
            ("record-place-accepted", {"starts_on": "TODAY", "agreed_with": "The mother"}),
        ),
    ),
    "reintegration": ("support", (("record-breakdown", {"why": "The journey was too long."}),)),
    "dormant": ("contact", (("record-traced", {"trace": "A cousin's school knows the street."}),)),
    "closed": ("contact", (("reopen-case", {"reason": "The child has stopped coming."}),)),
}
NOT_FOUND = {"why": "no-trace", "tried": "Two visits, letters, all contacts of the school."}
ORDER = ("referral", "checks", "contact", "support", "placement", "reintegration")


async def move_on(site: Site, ref: str, stage: str) -> str:
    """From this stage to the next. Returns the stage that the service then says."""
    done: dict[str, Any] = {}
    for action, form in ON[stage][1]:
        today = site.app.state.services.today.isoformat()
        given = {name: today if value == "TODAY" else value for name, value in form.items()}
        done = await site.do(ref, action, **given)
    return str(done["stage"])


async def close(site: Site, ref: str, who: str = "officer") -> str:
    """As a duplicate of another open case: the one closing that needs nothing of the child."""
    other = await site.refer()
    await site.do(ref, "record-no-other-children", who_said="The mother.")
    done = await site.do(ref, "close-case", who, outcome="DUPLICATE", proof="surviving-case", surviving_case=other,
                         evidence="The same child, referred twice.")  # fmt: skip
    return str(done["stage"])


async def case_at(site: Site, stage: str) -> str:
    """A new case in this stage."""
    ref, here = await site.refer(), "referral"
    goal = {"dormant": "contact", "closed": "referral"}.get(stage, stage)
    while here != goal:
        here = await move_on(site, ref, here)
    if stage == "dormant":
        here = str((await site.do(ref, "record-not-found", **NOT_FOUND))["stage"])
    if stage == "closed":
        here = await close(site, ref)
    assert here == stage
    return ref
