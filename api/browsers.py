"""Which browser somebody uses, in a word or two: enough to know one's own sessions by."""

# In this order: each also says the name of some that stand below it.
_PROGRAMS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_MACHINES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str:
    """Such as "Firefox on Windows"; of what a browser says of itself nothing else is kept."""
    program = next((name for sign, name in _PROGRAMS if f"{sign}/" in user_agent), "Another browser")
    machine = next((name for sign, name in _MACHINES if sign in user_agent), "")
    return f"{program} on {machine}" if machine else program
