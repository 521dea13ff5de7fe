"""The form in which a task is done: of the journey, or of the proceeding that the task is about."""

from domain.actions import JOURNEY
from domain.actions.of_proceedings import actions_of
from domain.case_file import CaseFile, Task

_OF_JOURNEY = frozenset(action.name for action in JOURNEY)
FINISH = "finish-task"


def form_of_task(case: CaseFile, task: Task) -> str:
    """An action of the journey by its name; of a proceeding as "proceedings/prosecution-1/do/record-plea". Where that
    is over, or it is no action, the task is finished by saying what was done.
    """
    if task.action in _OF_JOURNEY:
        return task.action
    proceeding = case.proceeding(task.subject.partition(":")[0])
    if proceeding is None or not proceeding.open:
        return FINISH
    known = {action.name for action in actions_of(proceeding.kind)}
    return f"proceedings/{proceeding.name}/do/{task.action}" if task.action in known else FINISH
