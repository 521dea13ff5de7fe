"""E-mail that asks an agency about a child. Whether it may still go is judged at the door, under the case's lock.

The subject is the reference alone. The text names the child, so it goes to a listed address only, over a connection
that is encrypted, or to a mail server on this machine.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from ipaddress import ip_address

from sqlalchemy import Engine
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.delivery import MayNotGo, nothing_leaves
from activities.duty_mail import DutyMail, MailNotSent
from activities.names import SEND_AGENCY_MAIL, MailRequest
from activities.recording import answered
from domain.case_file import CaseFile
from domain.enquiring import Enquiry
from domain.protecting import protected_values, shows
from domain.secure_addresses import is_secure
from records.database import transaction
from records.recorder import NoSuchCase, load_case
from records.tables import DocumentRow


class AgencyMail:
    """`listed` are the secure addresses; `answers_to` is where an agency answers, `own_words` what every
    letter says of its sender.
    """

    def __init__(
        self,
        engine: Engine,
        server: DutyMail | None,
        listed: Sequence[str],
        answers_to: str,
        *,
        own_words: str = "",
        training: bool = False,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._engine, self._server, self._listed, self._answers_to = engine, server, tuple(listed), answers_to
        self._own_words = own_words
        self._training, self._now = training, now or (lambda: datetime.now(UTC))

    @activity.defn(name=SEND_AGENCY_MAIL)
    def send(self, request: MailRequest, asked_at: datetime) -> None:
        """Sent, or refused with a code. A worker that dies after the server took it asks again: the second has the
        same message id, by which mail servers know it as the same.
        """
        with answered("agency mail"):
            try:
                self._send(request, asked_at)
            except MayNotGo as stopped:
                raise ApplicationError(
                    "not sent", type=str(stopped), non_retryable=True, category=ApplicationErrorCategory.BENIGN
                ) from None
            except MailNotSent as failed:
                code = str(failed)
                final = code.startswith("SMTP_5") or code == "SMTPNotSupportedError"
                raise ApplicationError("not sent", type=code, non_retryable=final) from None

    def _send(self, request: MailRequest, asked_at: datetime) -> None:
        if code := nothing_leaves(asked_at, training=self._training, now=self._now()):
            raise MayNotGo(code)
        if self._server is None:
            raise MayNotGo("NO_MAIL_SERVER")
        if self._server.security == "none" and not _on_this_machine(self._server.host):
            raise MayNotGo("NOT_ENCRYPTED")
        # The lock is held while the server answers: nobody protects this family between the check and the sending.
        with transaction(self._engine) as session:
            try:
                case = load_case(session, request.case, lock=True)
            except NoSuchCase:
                raise MayNotGo("NO_SUCH_CASE") from None
            enquiry, sha256 = self._still_goes(case, request)
            text = session.get_one(DocumentRow, sha256).content.decode()
            if shows(text, [value for value in protected_values(case) if not shows(self._own_words, [value])]):
                raise MayNotGo("PROTECTED_IN_TEXT")
            self._server.send(self._message(request, self._server.sender, enquiry.email, text, asked_at), asked_at)

    def _still_goes(self, case: CaseFile, request: MailRequest) -> tuple[Enquiry, str]:
        enquiry = next((each for each in case.enquiries if each.id == request.enquiry), None)
        document = case.document(request.document)
        if not case.open:
            raise MayNotGo("CASE_CLOSED")
        if enquiry is None or document is None or not enquiry.waiting:
            raise MayNotGo("NOT_WAITED_FOR")
        if not is_secure(enquiry.email, self._listed):
            raise MayNotGo("ADDRESS_NOT_SECURE")
        return enquiry, document.sha256

    def _message(self, request: MailRequest, sender: str, to: str, text: str, at: datetime) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Reply-To"] = sender, to, self._answers_to
        message["Subject"] = request.case
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{request.case}.{request.document}@{sender.rpartition('@')[2]}>".lower()
        message.set_content(text.partition("\n\n")[2])
        return message


def _on_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
