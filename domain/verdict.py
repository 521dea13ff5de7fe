"""What a guard answers: may it be done, and if not, why, by which rule, and from when."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.source import Source, Tag


class Verdict(BaseModel):
    """One guard's answer. `opens_on` where a day alone opens the step; else `needs` says what must come first."""

    model_config = ConfigDict(frozen=True)

    code: str
    reason: str
    source: Source
    allowed: bool = False
    opens_on: date | None = None
    needs: str | None = None
    field: str | None = None
    absolute: bool = False

    @property
    def overridable(self) -> bool:
        """Law is never overridden, nor what keeps the record or a person safe; guidance and local practice may be
        (PRACTICE 1.6).
        """
        return self.source.tag is not Tag.STAT and not self.absolute

    def public(self) -> dict[str, object]:
        """As the API prints it: `from` where a day alone opens the step, else `needs`."""
        said: dict[str, object] = {
            "code": self.code,
            "reason": self.reason,
            "source": self.source.words,
            "override": self.overridable,
        }
        if self.opens_on:
            said["from"] = self.opens_on.isoformat()
        else:
            said["needs"] = self.needs or self.reason
        if self.field:
            said["field"] = self.field
        return said


class Refused(Exception):
    """An action that a guard does not let through. Carries the verdicts; its text is a code only, since it may reach
    a log.
    """

    def __init__(self, *verdicts: Verdict) -> None:
        super().__init__(verdicts[0].code)
        self.verdicts = verdicts
