"""The pages. Each is a form (what was sent, as values or faults), a presenter (words and values) and a template with
almost nothing in it.
"""
