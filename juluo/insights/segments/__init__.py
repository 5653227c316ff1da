"""Who belongs together: rules that say so, who meets them day by day, and groups that the records themselves suggest.

A rule asks only what somebody did, never how they feel. What an export can't show is unknown, neither yes nor no.
"""
