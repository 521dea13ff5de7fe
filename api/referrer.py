"""Who told us: sealed with the key of the case, apart from its journal, and read only on purpose."""

from pydantic import BaseModel

from api.services import Services
from records.confidence import Confidence


class WhoReferred(BaseModel):
    """`account` is what they told us, where they asked that it be kept in confidence."""

    name: str = ""
    role: str = ""
    telephone: str = ""
    email: str = ""
    relation: str = ""
    confirm: str = ""
    account: str = ""


def who_referred(services: Services, ref: str) -> WhoReferred:
    """Whoever calls this has written down why. Empty where nobody said, or the case's key is destroyed."""
    kept = Confidence(services.engine, services.keys).opened(ref)
    return WhoReferred(**kept.get("referrer", {}), account=kept.get("account", ""))
