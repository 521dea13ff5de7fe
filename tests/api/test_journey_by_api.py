"""The main job, on real input, through the API: from a referral to a child back in school and the case closed."""

from tests.api.site import Site


async def test_from_referral_to_closed(site: Site) -> None:
    ref = await site.refer()
    case = await site.case(ref)
    assert (case["stage"], case["owner"]) == ("referral", "officer")
    assert {action["name"] for action in case["actions"]} >= {"decide-triage", "record-child-seen", "add-note"}
    blocked = {action["name"]: action for action in case["blocked"]}
    assert blocked["complete-checks"]["code"] == "NOT_A_STEP"
    assert blocked["send-back"]["code"] == "ROLE"
    await site.do(ref, "acknowledge-referral", how="By e-mail")
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll.")
    await site.do(ref, "record-enquiry", subject="admissions", result="no-trace")
    await site.do(ref, "complete-checks", found="nowhere", summary="No trace anywhere.")
    await site.do(
        ref, "record-visit", outcome="child-seen", where="At home", child_said="Wants to go back.", alone=True
    )
    await site.do(ref, "record-family-reached", how="in-person", said="They moved in September.")
    await site.do(ref, "agree-support", needs="A place near home.", plan="Apply this week.")
    await site.do(ref, "record-offer", school_name="Fixture Academy", school="800/4001")
    today = str(case["opened_on"])
    await site.do(ref, "record-place-accepted", starts_on=today, agreed_with="The mother")
    await site.do(ref, "confirm-first-attendance", attended_on=today, said_by="Attendance office")
    await site.do(ref, "review-attendance", attending="sustained", seen="In every day.")
    await site.do(ref, "record-no-other-children", who_said="The mother, and the housing record.")
    done = await site.do(
        ref, "close-case", outcome="ON_ROLL", proof="first-attendance", evidence="In class.", attended_on=today
    )
    assert done["stage"] == "closed"
    history = (await site.get(f"/api/cases/{ref}/timeline")).json()
    assert [entry["label"] for entry in history][-1] == "Referral received"
    assert history[0]["label"] == "Moved to: Closed"
