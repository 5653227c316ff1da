"""An address for every page that a window can open. A new page without a line here fails."""

from hostile import SLUG
from lived import DAY, EVENT, IMPORTS, LINK, REPORT, SURVEY

from juluo.web.doors import found

METRIC = f"/desk/{SLUG}/metrics"
# By the page's name, in the states that look different.
PAGES: dict[str, tuple[str, ...]] = {
    "today": (f"/desk/{SLUG}/", f"/desk/{SLUG}/?day={DAY}", "/desk/go/"),
    "communities": ("/communities",),
    "imports": (IMPORTS, "/desk/go/imports"),
    "member_counts": (f"{IMPORTS}/counts", "/desk/go/imports/counts"),
    "import_parcel": (f"{IMPORTS}/parcel/2", f"{IMPORTS}/parcel/3"),
    "import_receipt": (f"{IMPORTS}/1", f"{IMPORTS}/2"),
    "reports": (f"/desk/{SLUG}/reports", f"/desk/{SLUG}/reports?grain=week", "/desk/go/reports"),
    "report": (REPORT, f"{REPORT}?version=1", f"/desk/{SLUG}/reports/week/2026-11-09"),
    "report_compare": (f"{REPORT}/compare",),
    "tasks": (f"/desk/{SLUG}/all-tasks",),
    "team_page": (f"/desk/{SLUG}/settings/team",),
    "community_settings": (f"/desk/{SLUG}/settings",),
    "notice_write": (f"/desk/{SLUG}/settings/notice",),
    "notice": (f"/desk/{SLUG}/notice", "/desk/go/notice"),
    "text_kept": (f"/desk/{SLUG}/settings/text", f"/desk/{SLUG}/settings/text?days=30"),
    "member_personal": (f"/desk/{SLUG}/members/4/personal",),
    "member_erase": (f"/desk/{SLUG}/members/4/erase",),
    "tokens_page": (f"/desk/{SLUG}/settings/tokens",),
    "audit_page": (f"/desk/{SLUG}/settings/audit",),
    "metrics_catalogue": (METRIC, f"{METRIC}?group=members", "/desk/go/metrics"),
    "metric_page": tuple(f"{METRIC}/{name}" for name in ("messages", "channel_share", "hour_of_week", "csat")),
    "metric_records": (f"{METRIC}/messages/records?day={DAY}",),
    "metric_flow": (f"/desk/{SLUG}/flow",),
    "metric_views": (f"/desk/{SLUG}/metric-views",),
    "merges": (f"/desk/{SLUG}/members/merges",),
    "search": (f"/search?in={SLUG}&q=script",),
    "components": ("/components",),
    "retention": (f"/desk/{SLUG}/retention",),
    "members": (f"/desk/{SLUG}/members", "/desk/go/members"),
    "kol": (f"/desk/{SLUG}/kol", f"/desk/{SLUG}/kol?by=thanked&person=4", "/desk/go/kol"),
    "at_risk": (f"/desk/{SLUG}/at-risk", "/desk/go/at-risk"),
    "member_recommended": (f"/desk/{SLUG}/members/4/recommended",),
    "member_page": (f"/desk/{SLUG}/members/4",),
    "segments": (f"/desk/{SLUG}/segments",),
    "segment_new": (f"/desk/{SLUG}/segments/new", f"/desk/{SLUG}/segments/new?mode=text&rule=asked+in+%23x"),
    "segments_suggested": (f"/desk/{SLUG}/segments/suggested",),
    "segment_page": (f"/desk/{SLUG}/segments/1",),
    "segment_people": (f"/desk/{SLUG}/segments/1/people",),
    "segment_edit": (f"/desk/{SLUG}/segments/1/edit",),
    "member_records": (f"/desk/{SLUG}/members/4/records",),
    "language_model": (f"/desk/{SLUG}/settings/model",),
    "needs": (f"/desk/{SLUG}/needs", f"/desk/{SLUG}/needs?of=month", "/desk/go/needs"),
    "questions": (f"/desk/{SLUG}/questions", f"/desk/{SLUG}/questions?show=all&day={DAY}", "/desk/go/questions"),
    "faq_page": (f"/desk/{SLUG}/faq", "/desk/go/faq"),
    "readings": (
        f"/desk/{SLUG}/readings",
        *(f"/desk/{SLUG}/readings?days=90&show={one}" for one in ("problem", "floods", "watch", "clicked")),
        "/desk/go/readings",
    ),
    "watch_words": (f"/desk/{SLUG}/watch-words",),
    "segment_recommended": (f"/desk/{SLUG}/segments/1/recommended",),
    "events_page": (f"/desk/{SLUG}/events?month={DAY}", "/desk/go/events"),
    "event_new": (f"/desk/{SLUG}/events/new", f"/desk/{SLUG}/events/new?form=meetup"),
    "event_page": tuple(f"{EVENT}?tab={tab}" for tab in ("plan", "people", "day", "after")),
    "event_edit": (f"{EVENT}/edit",),
    "event_roll": (f"{EVENT}/roll",),
    "event_sheet": (f"{EVENT}/sheet",),
    "event_door": (f"{EVENT}/door",),
    "survey_results": (f"{SURVEY}/results",),
    "portal_settings": (f"/desk/{SLUG}/settings/portal", "/desk/go/settings/portal"),
    "portal_home": (f"/c/{SLUG}/", "/c/go/"),
    "portal_join": (f"/c/go/join/{LINK}",),
    "portal_rules": (f"/c/{SLUG}/rules",),
    "portal_notice": (f"/c/{SLUG}/notice", "/c/go/notice"),
    "portal_me": (f"/c/{SLUG}/me",),
    "portal_survey": (f"/c/{SLUG}/surveys/attacked",),
    "sign_in": ("/sign-in",),
    "own_settings": ("/settings",),
}
# Where words of others get into charts, records, tables and answers to a search.
CHARTS_AND_RECORDS = (
    f"/desk/{SLUG}/?day={DAY}",
    REPORT,
    f"{IMPORTS}/parcel/2",
    f"{METRIC}/channel_share",
    f"{METRIC}/messages/records?day={DAY}",
    f"/desk/{SLUG}/flow",
    f"/desk/{SLUG}/members",
    f"/desk/{SLUG}/members/4",
    f"/desk/{SLUG}/members/4/records",
    f"/desk/{SLUG}/members/merges",
    f"/desk/{SLUG}/questions",
    f"/desk/{SLUG}/faq",
    f"/desk/{SLUG}/readings?days=90",
    f"/search?in={SLUG}&q=script",
    f"{EVENT}?tab=people",
    f"{SURVEY}/results",
    f"/c/{SLUG}/rules",
    f"/c/{SLUG}/me",
    f"/c/{SLUG}/surveys/attacked",
)
# Pages that lead on, parts of others, files, and pages whose address nobody knows beforehand.
NO_PAGES = {
    "survey_results_file",
    "healthz",
    "home",
    "community_door",
    "import_progress",
    "portal_guardian",
    "portal_told",
    "import_quarantine",
    "metric_export",
    "metric_picture",
    "members_export",
    "faq_text",
    "segment_preview",
    "need_page",
    "segment_export",
    "events_calendar",
    "event_calendar",
    "event_file",
    "event_door_list",
    "portal_event_code",
    "portal_event_code_file",
    "event_door_worker",
    "sign_in_code",
    "invitation",
    "new_password",
    "around_entry",
}


def addresses() -> list[str]:
    """Every address of every page that there is."""
    return [address for name, those in PAGES.items() if name in found() for address in those]


def firsts() -> list[str]:
    """One address of every page."""
    return [those[0] for name, those in PAGES.items() if name in found()]
