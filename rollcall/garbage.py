"""How often a long-lived process looks for cycles of garbage.

Worker and API hold some hundred thousand objects that live as long as they do: modules, models, the sandboxes of cases
under way. Python's own pace, made for small scripts, walks over all of them again and again while officers wait.
"""

import gc

_YOUNG, _MIDDLE, _OLD = 20_000, 20, 50


def collect_less_often() -> None:
    """Called once everything is imported. What is there now is never looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
