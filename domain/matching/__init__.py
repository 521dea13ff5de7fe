"""The same child? Likenesses of two children compared, with reasons a person can weigh. Nothing here decides
(PRACTICE 1.5).
"""
