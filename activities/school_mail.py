"""E-mail to a school: a reference and nothing else of a child (PRACTICE 1.1)."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from activities.duty_mail import DutyMail


class SchoolMail:
    """Through the same server as what is told to the duty address."""

    def __init__(self, server: DutyMail, authority: str, telephone: str) -> None:
        self._server, self._authority, self._telephone = server, authority, telephone

    def remind(self, to: str, ref: str, number: int, asked_at: datetime) -> None:
        """The `number`-th reminder to upload a lost-pupil file, asked for at that time. Raises MailNotSent."""
        message = EmailMessage()
        message["From"], message["To"] = self._server.sender, to
        message["Subject"] = f"{ref}: reminder {number}"
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self._server.sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(
            f"We wrote to you or spoke with you under our reference {ref}.\n\n"
            "You have taken a pupil off your roll whose whereabouts are not known. Please upload the lost-pupil\n"
            "common transfer file for that pupil, with exactly one pupil in it, and tell us its name and the day.\n\n"
            f"If there is a reason not to upload it, call us first on {self._telephone}.\n\n"
            "Do not write the pupil's name in an e-mail: the reference is enough.\n\n"
            f"{self._authority}\n"
        )
        self._server.send(message, asked_at)
