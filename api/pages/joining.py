"""Where the pages join the application."""

from fastapi import FastAPI

from api import sign_in, work_account
from api.access import KNOWN
from api.pages import problem_pages
from api.pages.routes import (
    access_review,
    acknowledging,
    acting,
    as_it_stood,
    assets,
    authorisations,
    bundle_profiles,
    bundles,
    case,
    census,
    document,
    engine,
    erasing,
    feeds,
    figures,
    finding,
    glass,
    identities,
    inbox,
    legal,
    letter,
    looked,
    matches,
    more,
    papers,
    people,
    policy,
    policy_standards,
    policy_wordings,
    post_room,
    proceeding,
    proof,
    referral,
    rules,
    statement,
    team,
    training,
    transfers,
    views,
    work,
)
from api.public import routes as public
from api.public import school_answers, school_pages, staff_pages


def join(app: FastAPI, *, in_training: bool = False) -> None:
    """Routes, style sheet, and what a browser is shown in place of problem details."""
    problem_pages.register(app)
    door = (staff_pages, school_pages)
    cases = (case, finding, proceeding, matches, identities, acting, acknowledging, letter, statement, document)
    who = (sign_in, work_account, people, looked, proof, as_it_stood, engine, glass, erasing)
    for room in (
        *who,
        work,
        views,
        feeds,
        team,
        figures,
        policy_standards,
        policy_wordings,
        policy,
        more,
        legal,
        census,
        papers,
        access_review,
        bundles,
        bundle_profiles,
        authorisations,
        *cases,
        inbox,
        transfers,
        post_room,
        referral,
        rules,
        assets,
        *door,
    ):
        app.include_router(room.router, dependencies=[KNOWN])
    if in_training:
        app.include_router(training.router, dependencies=[KNOWN])
    app.include_router(public.router)
    app.include_router(school_answers.router)
    app.include_router(public.before_now)
    app.mount("/assets", assets.Assets(), name="assets")
