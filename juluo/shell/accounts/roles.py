"""Roles in a community, and the one table of what each may do there."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """A colleague's role in one community. Kept in the database as these words."""

    OWNER = "owner"
    OPERATOR = "operator"
    MODERATOR = "moderator"
    ANALYST = "analyst"
    VIEWER = "viewer"


ROLE_WORDS: Mapping[Role, str] = MappingProxyType(
    {
        Role.OWNER: "负责人",
        Role.OPERATOR: "运营",
        Role.MODERATOR: "管理员",
        Role.ANALYST: "分析",
        Role.VIEWER: "只看",
    }
)


class May(StrEnum):
    """What can be allowed. Pages, actions and tokens all ask for one of these."""

    SEE_NUMBERS = "see_numbers"
    READ_MESSAGES = "read_messages"
    SEE_MEMBERS = "see_members"
    EXPORT_NUMBERS = "export_numbers"
    EXPORT_PEOPLE = "export_people"
    KEEP_ORDER = "keep_order"
    WRITE_REPORT = "write_report"
    SIGN_REPORT = "sign_report"
    KEEP_TASKS = "keep_tasks"
    KEEP_NOTES = "keep_notes"
    IMPORT = "import"
    UNDO_IMPORT = "undo_import"
    ERASE_PEOPLE = "erase_people"
    CHANGE_SETTINGS = "change_settings"
    MANAGE_TEAM = "manage_team"
    SEE_AUDIT = "see_audit"


_O, _R, _M, _A, _V = Role

ALLOWED: Mapping[May, frozenset[Role]] = MappingProxyType(
    {
        May.SEE_NUMBERS: frozenset({_O, _R, _M, _A, _V}),
        May.READ_MESSAGES: frozenset({_O, _R, _M, _A}),
        May.SEE_MEMBERS: frozenset({_O, _R, _M, _A}),
        May.EXPORT_NUMBERS: frozenset({_O, _R, _A}),
        May.EXPORT_PEOPLE: frozenset({_O, _R}),
        May.KEEP_ORDER: frozenset({_O, _R, _M}),
        May.WRITE_REPORT: frozenset({_O, _R}),
        May.SIGN_REPORT: frozenset({_O, _R}),
        May.KEEP_TASKS: frozenset({_O, _R, _M}),
        May.KEEP_NOTES: frozenset({_O, _R, _M, _A}),
        May.IMPORT: frozenset({_O, _R}),
        May.UNDO_IMPORT: frozenset({_O, _R}),
        May.ERASE_PEOPLE: frozenset({_O}),
        May.CHANGE_SETTINGS: frozenset({_O}),
        May.MANAGE_TEAM: frozenset({_O}),
        May.SEE_AUDIT: frozenset({_O}),
    }
)


def may(role: Role | None, deed: May) -> bool:
    """Whether a role allows a deed. Who has no role may nothing."""
    return role in ALLOWED[deed]
