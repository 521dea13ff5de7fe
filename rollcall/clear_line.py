"""What the person at the terminal is told when something cannot go on."""


class ClearLine(Exception):
    """An end that the person at the terminal can act on. Its text is one line: what is wrong and what to do about it,
    with no secret and no personal data. The command line prints it without a trace and exits with 1."""
