"""Every field of every record that could hold a member's name is masked when they are erased, or holds none."""

import re
from datetime import date
from pathlib import Path

import pytest
from cast import Cast
from django.apps import apps
from django.db.models import CharField, JSONField, Model, TextField
from django_home import MORNING

from juluo.desk.numbers.models import DayNote, SavedView
from juluo.store.traces import MASK
from juluo.web.forgetting import PLACES

# What may name members: `PLACES` mask it.
MASKED = {
    "AuditLine": {"about", "detail"},
    "Job": {"told", "error", "result"},
    "DayNote": {"words"},
    "SavedView": {"name", "query"},
    "Segment": {"name", "rule"},
    "NoticeVersion": {"why", "what", "who_sees", "how_long", "whom_to_ask"},
    "Portal": {"welcome", "rules"},
    "Guest": {"name", "guardian"},
    "GuestNotice": {"values"},
    "Upload": {"name"},
    "WatchedFolder": {"trouble"},
    "Place": {"words"},
    "SignedVersion": {"written", "tasks", "why", "needs", "segments", "reflections", "runs"},
    "Task": {"words", "evidence", "why"},
    "HandledQuestion": {"note"},
    "WatchedWord": {"key", "text", "topic", "unless"},
    "FaqEntry": {"question", "answer"},
    "KeptNeed": {"name", "called"},
    "Step": {"words", "whom"},
    "Cooperation": {"agreed", "channel", "contact", "came_of_it"},
    "Guide": {"title", "purpose", "questions"},
    "Interview": {"title", "questions", "name", "chosen_words", "place", "consent_words", "notes"},
    "Speaker": {"label", "name"},
    "Line": {"label", "words"},
    "Quote": {"words"},
    "Event": {"title", "content", "lessons", "place", "partners", "went_well", "went_badly", "next_time", "why"},
    "ChecklistItem": {"words"},
    "RunLine": {"words", "who"},
    "SignUp": {"name", "note"},
    "MergedSignUp": {"name", "note"},
    "DoorScan": {"words"},
    "Cost": {"words"},
    "EventFile": {"name", "caption"},
    "Programme": {"title", "about", "words"},
    "Freeze": {"why"},
    "QaSession": {"title", "answerers", "about"},
    "AskedQuestion": {"name", "words", "letters", "telling", "flags", "answer"},
    "Survey": {"form"},
    "FormVersion": {"form"},
    "Answering": {"answers", "shown"},
    "Feedback": {"words", "asker", "title", "answer", "letters", "telling"},
    "FeedbackStep": {"words"},
    "Telling": {"words"},
    "Draw": {"title", "prize", "rule", "source", "listed", "kept_out", "early", "who", "why"},
    "Entrant": {"name"},
    "DrawnPick": {"why", "contact"},
}
# Words of ours, colleagues' names, numbers of accounts, and what is gone by itself before anybody is erased.
OURS = {
    "User": {"password", "name", "shown_as", "lang", "theme"},
    "Membership": {"community", "role"},
    "Invitation": {"token_hash", "community", "role"},
    "ResetLink": {"token_hash"},
    "SecondStep": {"secret"},
    "RecoveryCode": {"code_hash"},
    "Knock": {"door"},
    "ApiToken": {"community", "label", "scopes", "token_hash", "ending"},
    "AuditLine": {"name", "community", "deed", "address"},
    "Job": {"name", "arguments", "community", "status", "worker", "once_key", "queue_key", "cursor"},
    "WaitingAct": {"community", "name", "kind", "detail", "platform", "account"},
    "Parcel": {"community", "state", "format", "zone", "mapping", "lang"},
    "WatchedFolder": {"community", "path", "lang"},
    "NoticeVersion": {"community", "by_name"},
    "Portal": {"community", "link"},
    "ReturnedBrowser": {"key_hash"},
    "Guest": {"community", "key_hash", "return_hash", "guardian_key_hash", "phrase", "tied_by"},
    "ErasureWish": {"community", "settled_by"},
    "Agreement": {"purpose"},
    "GuestNotice": {"words", "address", "key"},
    "DayNote": {"community", "made_by"},
    "SavedView": {"community", "owner_name", "metric"},
    "Segment": {"community", "owner_name"},
    "Issue": {"community", "grain"},
    "Place": {"key", "by_name"},
    "SignedVersion": {"by_name", "contents", "mark", "reopened_by"},
    "Decision": {"community", "verdict", "made_by"},
    "Task": {"community", "owner_name", "grain", "status", "made_by"},
    "KeptNeed": {"community", "need_id", "seeds", "parted", "into", "status", "owner_name"},
    "Step": {"community", "need_id", "kind", "made_by"},
    "Evidence": {"community", "need_id", "source", "place", "part", "made_by"},
    "Cooperation": {"community", "status", "made_by"},
    "OptOut": {"community", "made_by"},
    "Event": {"community", "slug", "form", "controls", "goal_metric", "owner_name", "remind", "state", "made_by"},
    "Guide": {"community", "made_by"},
    "Interview": {"community", "chosen", "state", "consent", "source", "owner_name", "made_by"},
    "Quote": {"made_by"},
    "ChecklistItem": {"owner_name", "done_by"},
    "DoorScan": {"key", "told", "fate", "why", "told_by"},
    "SignUp": {"key", "state", "came_how", "origin", "was"},
    "MergedSignUp": {"was", "state", "came_how", "before_state", "scans"},
    "Cost": {"made_by"},
    "EventFile": {"kind", "made_by"},
    "Programme": {"community", "slug", "event", "weekdays", "made_by"},
    "Freeze": {"made_by"},
    "QaSession": {"community", "slug", "event", "made_by"},
    "AskedQuestion": {"key", "state", "stage", "answered_by"},
    "QuestionVote": {"key"},
    "CheckIn": {"key", "how"},
    "AskingRule": {"community"},
    "Survey": {"community", "slug", "state", "audience", "event", "secret", "made_by", "allocation"},
    "FormVersion": {"made_by"},
    "Wave": {"made_by", "seed", "frame", "asked", "allocation", "cells"},
    "Asked": {"stratum", "tenure"},
    "Answering": {"key", "alias", "stratum", "told", "tenure"},
    "TookPart": {"mark"},
    "Feedback": {
        "community",
        "slug",
        "sort",
        "severity",
        "origin",
        "sent_from",
        "need",
        "owner_name",
        "state",
        "made_by",
        "told_as",
    },
    "FeedbackStep": {"deed", "made_by"},
    "Telling": {"how", "made_by"},
    "BoardVote": {"key"},
    "ServiceLevel": {"community"},
    "Draw": {
        "community",
        "slug",
        "mode",
        "event",
        "state",
        "made_by",
        "closes_told",
        "until_told",
        "left_out",
        "secret",
        "seal",
        "sealed_by",
        "value",
        "value_by",
        "drawn_by",
    },
    "Entrant": {"tag", "key"},
    "DrawnPick": {"passed_by", "given_by"},
    "HandledQuestion": {"community", "fate", "owner_name", "made_by"},
    "FaqEntry": {"community", "quotes", "asked_again", "status", "made_by"},
    "Click": {"community", "reading", "made_by"},
    "WatchedWord": {"community", "tier", "made_by"},
}


def worded(model: type[Model]) -> set[str]:
    return {
        field.name for field in model._meta.concrete_fields if isinstance(field, CharField | TextField | JSONField)
    }


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("juluo.")]


@pytest.mark.parametrize("model", ours(), ids=lambda model: model.__name__)
def test_every_field_with_words_was_thought_of(model: type[Model]) -> None:
    name = model.__name__
    masked, kept = MASKED.get(name, set()), OURS.get(name, set())
    assert masked & kept == set()
    assert worded(model) == masked | kept


@pytest.mark.usefixtures("records")
def test_notes_and_saved_addresses_forget(cast: Cast, records: Path) -> None:
    assert records.exists()
    DayNote.objects.create(
        community="tea", day=date(2026, 11, 19), words="阿海来了", made_by="x", made_by_id=cast.lin.id, made_at=MORNING
    )
    query = "words=%E9%98%BF%E6%B5%B7&days=7"
    view = {"owner_id": 1, "owner_name": "x", "metric": "messages", "made_at": MORNING, "query": query}
    SavedView.objects.create(community="tea", name="阿海那周", **view)
    SavedView.objects.create(community="go", name="阿海那周", **view)
    assert sum(forget("tea", re.compile("阿海"), MASK) for forget in PLACES) == 2
    mine, others = (SavedView.objects.get(community=slug) for slug in ("tea", "go"))
    assert (DayNote.objects.get().words, mine.name) == (f"{MASK}来了", f"{MASK}那周")
    assert "%E9%98%BF" not in mine.query
    assert mine.query.endswith("&days=7")
    assert (others.name, others.query) == ("阿海那周", query)
