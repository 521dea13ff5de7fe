"""E-mail to the duty address, by SMTP. It carries a reference and nothing else of what was reported (PRACTICE 2.2)."""

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from activities.delivery import nothing_leaves

_ANSWER_WITHIN = 10.0  # seconds


class MailNotSent(Exception):
    """The server did not take it. The text is a code, never what the server said: that may quote an address."""


@dataclass(frozen=True)
class DutyMail:
    """`security` is "tls" from the first byte, "starttls" before anything is said, or "none" for a server beside us."""

    host: str
    port: int
    sender: str
    to: str
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    training: bool = False

    def tell(self, ref: str, again: bool, asked_at: datetime) -> None:
        """Say that this reference needs somebody now. Raises MailNotSent."""
        self.send(self._message(ref, again), asked_at)

    def send(self, message: EmailMessage, asked_at: datetime) -> None:
        """Hand one message to the server; `asked_at` by the clock of whoever asks. Raises MailNotSent, also where
        nothing may leave the building (PRACTICE 8.11).
        """
        if code := nothing_leaves(asked_at, training=self.training):
            raise MailNotSent(code)
        try:
            with self._connection() as server:
                if self.security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as nobody:
            raise MailNotSent(f"SMTP_{max(code for code, _ in nobody.recipients.values())}") from None
        except smtplib.SMTPResponseException as refused:
            raise MailNotSent(f"SMTP_{refused.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as fault:
            raise MailNotSent(type(fault).__name__) from None

    def _connection(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_ANSWER_WITHIN, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=_ANSWER_WITHIN)

    def _message(self, ref: str, again: bool) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self.sender, self.to
        message["Subject"] = f"{'Still waiting: ' if again else ''}{ref} needs you now"
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=self.sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(
            f"A report of danger has come in. Its reference is {ref}.\n\n"
            "Sign in to Rollcall, follow “Danger reported” and say that you have it.\n"
            "Until somebody does, this is sent again.\n"
            "Do not answer this e-mail.\n"
        )
        return message
