"""Evidence as it comes in: what a file is by what it holds, how many pages it has, what of it can be read; and pages
from which something was removed for good.
"""
