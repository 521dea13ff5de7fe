"""The common transfer file, by which schools hand on what they know of a pupil (DOMAIN 5): what is in one, how it is
named, and when the authority may make one to help a school.
"""
