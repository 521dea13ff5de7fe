"""A long-lived process looks for cycles less often, and still finds them."""

import subprocess
import sys
from pathlib import Path

_ASKED = """
import gc, weakref
from rollcall.garbage import collect_less_often

class Node:
    pass

before = gc.get_threshold()
collect_less_often()
assert gc.get_threshold() > before
assert gc.get_freeze_count() > 0
assert gc.isenabled()
node = Node()
node.itself = node
gone = weakref.ref(node)
del node
[[] for _ in range(100_000)]  # objects that live at once, so that the young are looked at
kept = [[] for _ in range(100_000)]
assert gone() is None, "a cycle made later is found"
"""


def test_what_is_made_later_is_still_collected() -> None:
    """In a process of its own: it would change the pace of every test."""
    checkout = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", _ASKED], check=True, cwd=checkout, timeout=60)
