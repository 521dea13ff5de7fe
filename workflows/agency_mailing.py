"""Sending one e-mail to an agency: tried until it is taken or refused, and told to the journey either way."""

from temporalio import workflow

from activities.names import SEND_AGENCY_MAIL, MailRequest
from domain.actions.agency_mail import AgencyMailNotSent, AgencyMailSent
from workflows.handing import NotTaken, handed_over
from workflows.telling import report


@workflow.defn(name="AgencyMailing")
class AgencyMailing:
    """Reports to the journey by signal: it never writes the journal itself."""

    @workflow.run
    async def run(self, request: MailRequest) -> str:
        try:
            await handed_over(SEND_AGENCY_MAIL, request)
        except NotTaken as failed:
            code = str(failed)
            await report(request.case, AgencyMailNotSent.name, {"enquiry": request.enquiry, "code": code})
            return code
        await report(request.case, AgencyMailSent.name, {"enquiry": request.enquiry})
        return "sent"
