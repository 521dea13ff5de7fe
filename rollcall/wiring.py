"""Where the rooms are joined: the front door gives each what it needs from the settings."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from fastapi import FastAPI
from sqlalchemy import Engine
from temporalio.client import Client, Interceptor

from activities.bundle_desk import BundleDesk
from activities.delivery import Delivery
from activities.duty_mail import DutyMail
from activities.letter_desk import LetterDesk
from activities.notify import NotifyPost
from activities.school_mail import SchoolMail
from activities.tracing_night import TracingNight
from activities.watched_folder import WatchedFolder
from activities.world_clock import WorldClock
from api.oidc import Provider
from api.services import Public, Services
from api.training.world import TrainingWorld
from domain.calendars import Almanac
from domain.deadline import uk_day
from domain.law.regime import Switch
from domain.office_hours import OfficeHours
from letters.facts import Authority
from letters.training import TrainingAuthority
from records import almanac as calendars
from records import demo
from records.confidence import Confidence
from records.database import engine_of, transaction
from records.keys import CaseKeys
from rollcall.case_codec import sealed_converter
from rollcall.oidc_settings import terms_of
from rollcall.settings import Settings
from rollcall.spans import Linked
from rollcall.transfer_ends import delivery_of
from workflows.world_time import BeginsInWorldTime

# Refused outside development (rollcall.settings); each belongs to the demo person of that name.
_DEVELOPMENT_TOKENS = {f"dev-{who}": who for who in ("officer", "supervisor", "legal", "admin")}


@dataclass(frozen=True)
class House:
    """Everything a process of Rollcall is built from."""

    settings: Settings

    @cached_property
    def clock(self) -> WorldClock | None:
        """The clock of a training world; elsewhere there is none to move."""
        return WorldClock(self.settings.training_clock) if self.settings.training_clock else None

    def now(self) -> datetime:
        return self.clock.now() if self.clock else datetime.now(UTC)

    @cached_property
    def engine(self) -> Engine:
        return engine_of(str(self.settings.database_url))

    @cached_property
    def keys(self) -> CaseKeys:
        return CaseKeys(self.engine, self.settings.master_keys)

    @cached_property
    def notify(self) -> NotifyPost | None:
        key = self.settings.notify_api_key
        return NotifyPost(key.get_secret_value(), self.settings.notify_url) if key else None

    @cached_property
    def letters(self) -> LetterDesk:
        channel = "notify" if self.notify and not self.settings.training else "post-room"
        return LetterDesk(
            authority(self.settings),
            channel,
            Confidence(self.engine, self.keys),
            order_law(self.settings),
            self.settings.absence_charged_by,
            self.settings.transfer_version,
            self.settings.secure_mailboxes,
        )

    @cached_property
    def delivery(self) -> Delivery:
        if self.settings.training:  # neither sent to nor looked at: in the real place are files of real children
            return WatchedFolder(self.settings.data_dir / "transfer")
        return delivery_of(self.settings)

    @cached_property
    def school_mail(self) -> SchoolMail | None:
        server = self.duty_mail
        return SchoolMail(server, self.settings.authority_name, self.settings.authority_telephone) if server else None

    def night(self, client: Client) -> TracingNight:
        """What the night does for the tracings."""
        settings = self.settings
        ends = self.delivery, self.school_mail, settings.transfer_version
        return TracingNight(self.engine, client, *ends, training=settings.training, now=self.now)

    @cached_property
    def bundles(self) -> BundleDesk:
        return BundleDesk(self.letters, self.keys, Confidence(self.engine, self.keys))

    @cached_property
    def duty_mail(self) -> DutyMail | None:
        settings = self.settings
        if settings.smtp_server is None:
            return None
        host, _, port = settings.smtp_server.rpartition(":")
        return DutyMail(
            host=host.strip("[]"),
            port=int(port),
            sender=settings.smtp_sender,
            to=settings.duty_email,
            security=settings.smtp_security,
            user=settings.smtp_user,
            password=settings.smtp_password.get_secret_value(),
            training=settings.training,
        )

    def make_service_key(self) -> None:
        with transaction(self.engine) as session:
            self.keys.ensure_service_key(session, self.now())

    def services(self, client: Client) -> Services:
        """What the routes work with."""
        settings = self.settings
        return Services(
            engine=self.engine,
            keys=self.keys,
            client=client,
            letters=self.letters,
            bundles=self.bundles,
            public=Public(
                authority=settings.authority_name,
                telephone=settings.authority_telephone,
                duty_telephone=settings.duty_telephone,
                duty_hours=settings.duty_hours,
                brand_colour=settings.authority_brand_colour,
                secure_cookies=not settings.development,
                demo_users=settings.serves_demo_users,
                work_accounts=settings.oidc_issuer is not None,
                tokens=_DEVELOPMENT_TOKENS if settings.takes_development_tokens else {},
                session_minutes=settings.session_minutes,
                session_hours=settings.session_hours,
                backup_days=settings.backup_days,
                temporal_ui=settings.temporal_ui or "",
                office=OfficeHours(
                    time.fromisoformat(settings.office_opens), time.fromisoformat(settings.office_closes)
                ),
                duty_told_by_email=self.duty_mail is not None and not self.settings.training,
                email=settings.authority_email,
                address=settings.authority_address,
                exit_website=settings.exit_website,
                reports_an_hour=settings.reports_an_hour,
                intake_team=settings.intake_team,
            ),
            cookie_key=settings.derived_key("cookies"),
            held_key=settings.derived_key("held answers"),
            now=self.now,
            training=TrainingWorld(self.clock) if self.clock else None,
            transfer_version=settings.transfer_version,
            census_dates=tuple(
                date.fromisoformat(each.strip()) for each in settings.census_dates.split(",") if each.strip()
            ),
            provider=Provider(terms) if (terms := terms_of(settings)) else None,
        )

    async def client(self, *, lazy: bool = False) -> Client:
        """A client whose payloads are sealed. A lazy one connects when first used: a page may come before Temporal."""
        interceptors: list[Interceptor] = [Linked()] if self.settings.traces_url else []
        if self.clock is not None:
            interceptors.append(BeginsInWorldTime(lambda: self.clock.ahead if self.clock else timedelta(0)))
        return await Client.connect(
            str(self.settings.temporal_address),
            namespace=self.settings.temporal_namespace,
            data_converter=sealed_converter(self.keys),
            interceptors=interceptors,
            lazy=lazy,
        )


def authority(settings: Settings) -> Authority:
    """The sender of letters, from the settings; in training each of them says so."""
    sender = Authority(
        name=settings.authority_name,
        service="Children Missing Education Service",
        address_lines=tuple(line.strip() for line in settings.authority_address.split(",")),
        telephone=settings.authority_telephone,
        email=settings.authority_email,
        website=settings.authority_website,
        duty_number=settings.duty_telephone,
        privacy_url=f"{settings.authority_website}/privacy",
    )
    return TrainingAuthority.of(sender) if settings.training else sender


def order_law(settings: Settings) -> Switch:
    """Which law of attendance orders is in force: the 1996 Act's until the day the 2026 Act's is appointed."""
    return Switch(
        appointed=settings.orders_2026_from,
        chains_go_on=settings.orders_2026_chains_go_on,
        preliminary_days=settings.orders_2026_preliminary_days,
        nomination_days=settings.orders_2026_nomination_days,
        imprisonable=settings.orders_2026_imprisonable,
    )


def application(settings: Settings) -> FastAPI:
    """The API and the pages, joined to the records and the processes."""
    from api.app import create_app  # every route and page: seconds that the worker and the commands need not spend

    house = House(settings)

    async def connect() -> Services:
        house.make_service_key()
        return house.services(await house.client(lazy=True))

    return create_app(connect, training=house.clock is not None)


def load_demo(settings: Settings) -> None:
    """Load the demo authority where it is not loaded yet."""
    house = House(settings)
    demo.load_demo(house.engine, house.keys, uk_day(house.now()))


def almanac(settings: Settings) -> Almanac:
    """Every calendar that has been imported."""
    with transaction(House(settings).engine) as session:
        return calendars.almanac(session)
