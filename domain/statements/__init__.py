"""The statement of a witness who works here: drafted from the record, in the witness's own words, signed (Criminal
Justice Act 1967 s.9; PRACTICE 7.2).
"""
