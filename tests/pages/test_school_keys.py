"""The administrator's page of school keys."""

from tests.api.site import Site
from tests.pages.visitor import Visitor


async def test_a_key_is_shown_once_listed_and_revoked(site: Site) -> None:
    async with Visitor.signed_in(site, "admin") as admin:
        assert (await admin.page("/")).link("School keys") == "/school-keys"
        form = (await admin.page("/school-keys")).form("/school-keys")
        for named, says in (("", "name a school"), ("Nowhere", "No school in our list"), ("Fixture", "Which of these")):
            wrong = await admin.post("/school-keys", form.filled(school=named))
            assert wrong.status == 422
            assert says.casefold() in wrong.text.casefold()
        made = await admin.post("/school-keys", form.filled(school="Fixture Primary"))
        assert "it cannot be shown again" in made.text
        key = next(word for word in made.text.split() if word.startswith("school_"))
        listed = await admin.page("/school-keys")
        assert key not in listed.html
        assert "Fixture Primary" in listed.text
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "k", "Accept": "application/json"}
        body = {"child": {"given": "Kai", "surname": "Example"}}
        sent = await admin.client.post("/api/school/referrals", json=body, headers=headers)
        assert sent.status_code == 201
        revoke = next(each for each in listed.forms if each.action.endswith("/revoke"))
        assert (await admin.post(revoke.action, revoke.filled())).goes_to == "/school-keys"
        assert "Revoked" in (await admin.page("/school-keys")).text
        assert (await admin.client.post("/api/school/referrals", json=body, headers=headers)).status_code == 401


async def test_it_is_the_administrators(site: Site) -> None:
    for who in ("officer", "supervisor", "legal"):
        async with Visitor.signed_in(site, who) as visitor:
            assert (await visitor.get("/school-keys")).status == 403
            csrf = {"csrf": (await visitor.page("/")).form("/sign-out").values["csrf"], "school": "800/2001"}
            assert (await visitor.post("/school-keys", csrf)).status == 403
