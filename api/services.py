"""What the routes work with: made once by the front door, found on the application."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine
from temporalio.client import Client

from activities.bundle_desk import BundleDesk
from activities.letter_desk import LetterDesk
from api.oidc import Provider
from api.training.world import TrainingWorld
from domain.deadline import uk_day
from domain.office_hours import OfficeHours
from records.keys import CaseKeys


@dataclass(frozen=True)
class Public:
    """What pages say about the authority, and how people sign in."""

    authority: str = "Fixture Borough Council"
    telephone: str = ""
    duty_telephone: str = ""
    duty_hours: str = ""
    brand_colour: str = "#1d5a4e"
    secure_cookies: bool = True
    demo_users: bool = False
    work_accounts: bool = False  # signing in by the authority's own provider is set up
    tokens: Mapping[str, str] = field(default_factory=dict)  # development tokens: token -> staff id
    session_minutes: int = 60
    session_hours: int = 10
    backup_days: int = 35  # that a backup is kept
    temporal_ui: str = ""  # the origin of the engine's own pages
    office: OfficeHours = field(default_factory=OfficeHours)
    duty_told_by_email: bool = False
    email: str = ""
    address: str = ""
    exit_website: str = "https://www.bbc.co.uk/weather"
    reports_an_hour: int = 10
    intake_team: str = ""
    assets: Path | None = None


@dataclass(frozen=True)
class Services:
    engine: Engine
    keys: CaseKeys
    client: Client
    letters: LetterDesk
    bundles: BundleDesk
    public: Public
    cookie_key: bytes
    held_key: bytes  # with a cookie it makes the key of what is held under that cookie; used for nothing else
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    training: TrainingWorld | None = None  # in a training world: the clock that can be moved
    provider: Provider | None = None  # where people sign in with their work accounts
    census_dates: tuple[date, ...] = ()
    transfer_version: str = "26.0"
    answer_within: float = 5.0  # seconds before a caller gets a receipt instead of an answer

    @property
    def today(self) -> date:
        """The one place from which a page or route takes today (DESIGN 2.5)."""
        return uk_day(self.now())

    @property
    def out_of_hours(self) -> bool:
        """Whether only the duty number answers now."""
        return not self.public.office.open_at(self.now())


def services_of(request: Request) -> Services:
    services = request.app.state.services
    assert isinstance(services, Services)  # noqa: S101 - set by create_app
    return services


Use = Annotated[Services, Depends(services_of)]
