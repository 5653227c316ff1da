"""Whose acts a number counts."""

from enum import StrEnum


class Actors(StrEnum):
    """Members; members and the staff who run the community; or everybody, bots too.

    It says who is counted: who asks, speaks, comes, is new. What was said to those counted is another matter: an
    answer by staff is an answer always, one by a bot only where bots are counted.
    """

    MEMBERS = "members"
    STAFF = "staff"
    ALL = "all"
