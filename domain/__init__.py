"""What the service knows: its vocabulary, calendars, the law and local policy.

Pure Python. Nothing here does I/O, knows Temporal, FastAPI or SQLModel, or asks what time it is: today is an argument.
"""
