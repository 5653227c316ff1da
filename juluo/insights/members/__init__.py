"""Who is here: the directory of a community's members, and what the ledger tells of one of them.

Only what somebody did stands here, never how they feel or whether they will leave.
"""
