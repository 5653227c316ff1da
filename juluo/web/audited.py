"""What each line of the log of deeds was about: the thing as it is called today, and its page if there still is one.

The log itself keeps the thing's name of the machine's, which says nothing about anybody and outlives every renaming.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from juluo.shell.accounts.facts import ON_PEOPLE, Deed
from juluo.shell.accounts.roles import ROLE_WORDS, Role
from juluo.shell.visit import Visit
from juluo.web.background import called
from juluo.web.things import Named, Thing, things

# What the deeds of each thing are called, a word each.
_DEEDS: Mapping[Thing, str] = MappingProxyType(
    {
        Thing.EVENT: "plan_event copy_event change_event open_event add_event_item tick_event_item drop_event_item"
        " set_event_run sign_up withdraw admit_next check_in take_back_check_in open_door print_codes scan_at_door"
        " spend_on_event unspend_on_event reflect_on_event close_event reopen_event cancel_event keep_event_file"
        " drop_event_file forget_guest export_event_people",
        Thing.DRAW: "plan_draw change_draw open_draw call_off_draw seal_draw type_draw_value draw pass_over_in_draw"
        " hand_over_prize claim_prize export_draw_winners",
        Thing.SURVEY: "create_survey set_survey change_survey drop_survey publish_survey ask_survey remind_survey"
        " close_survey export_survey",
        Thing.FEEDBACK: "receive_feedback decide_feedback reopen_feedback drop_feedback restore_feedback"
        " change_feedback merge_feedback unmerge_feedback tell_feedback prove_feedback_told take_back_feedback_told",
        Thing.QA: "set_up_qa change_qa end_qa reopen_qa publish_qa let_question_through hide_question merge_questions"
        " part_questions take_up_question answer_question take_back_answer",
        Thing.STREAK: "set_up_programme change_programme close_programme reopen_programme give_days_off"
        " take_back_days_off export_streak_people enter_check_in",
        Thing.INTERVIEW: "plan_interview change_interview held_interview cancelled_interview planned_interview"
        " note_consent withdraw_consent take_transcript drop_transcript name_speakers write_interview_notes"
        " mark_quote drop_quote",
        Thing.GUIDE: "write_guide change_guide put_guide_away",
        Thing.NEED: "draft_need told_need status_need owner_need renamed_need pinned_need unpinned_need muted_need"
        " unmuted_need merged_need unmerged_need split_need",
        Thing.FAQ: "keep_faq edit_faq published_faq draft_faq dropped_faq",
        Thing.TASK: "add_task take_up_task done_task dropped_task open_task",
        Thing.QUESTION: "give_question put_off_question answered_elsewhere reopen_question",
        Thing.READING: "is_question no_question is_problem no_problem is_suggestion no_suggestion is_praise no_praise"
        " is_advertising no_advertising unsaid_question unsaid_problem unsaid_suggestion unsaid_praise"
        " unsaid_advertising",
        Thing.THREAD: "draft_thread",
        Thing.REPORT: "sign_report reopen_report export_report draft_report",
        Thing.MEMBER: " ".join(ON_PEOPLE),
        Thing.MEMBERS: "tie_accounts tell_accounts_apart untie_account ask_again",
    }
)
THING_OF: Mapping[str, Thing] = MappingProxyType(
    {deed: thing for thing, all_ in _DEEDS.items() for deed in all_.split()}
)
# What is told of these is words already: a name, a role, a day, a number of people.
_AS_IS = (
    "invite accept_invitation give_role remove_colleague make_token revoke_token import drop_upload undo_import"
    " watch_folder stop_watching set_feedback_levels"
    " export_feedback watch_words unwatch_words set_model remove_model consent_model"
    " make_reset_link make_demo found_community describe_community state_members write_notice open_portal close_portal"
    " change_portal_link write_portal show_out_guest show_out_strangers joining_rests guardian_agree guardian_withdraw"
    " guardian_refuse ask_guardian_again settle_erasure_wish keep_text export_members set_survey_pauses note_day"
    " change_note remove_note keep_segment change_segment share_segment put_away_segment take_out_segment"
    " export_segment save_view rename_view share_view remove_view"
)
SAID_AS_IS = frozenset(_AS_IS.split())
# What is told of these is the name of a job and its number.
ON_JOBS = frozenset({"cancel_job", "retry_job"})


@dataclass(frozen=True, slots=True)
class About:
    """What one line was about. `gone` says that the thing isn't there any more; `key` is what the log has of it."""

    words: str
    url: str = ""
    key: str = ""
    gone: bool = False


def abouts(visit: Visit, lines: Sequence[Deed]) -> tuple[About, ...]:
    """Of every line; the questions are as many as there are kinds of things, however many lines."""
    wanted: dict[Thing, set[str]] = defaultdict(set)
    for line in lines:
        for thing, key in _meant(line):
            wanted[thing].add(key)
    found = things(visit, wanted)
    return tuple(_about(visit, line, found) for line in lines)


def _meant(line: Deed) -> Iterator[tuple[Thing, str]]:
    """What it can be about. A check-in is entered for a member, or for a guest: then the programme is told."""
    thing = THING_OF.get(line.deed)
    if thing is not None and line.about:
        yield thing, line.about
        if line.deed == "enter_check_in":
            yield Thing.MEMBER, line.about


def _about(visit: Visit, line: Deed, found: Mapping[tuple[Thing, str], Named]) -> About:
    if line.deed in ON_JOBS:
        return About(called(visit, line.about.partition(" ")[0]))
    meant = list(_meant(line))
    for one in meant:
        if one in found:
            return About(found[one].words or visit.say("原话已经不在了"), found[one].url)
    if not meant:
        return About(_roles(visit, line.about))
    of_people = any(thing in {Thing.MEMBER, Thing.MEMBERS} for thing, _ in meant)
    return About(visit.say("已抹去的成员") if of_people else visit.say("已经不在了"), key=line.about, gone=True)


def _roles(visit: Visit, about: str) -> str:
    """Roles in words, among what is words already."""
    return " ".join(visit.say(ROLE_WORDS[Role(word)]) if word in set(Role) else word for word in about.split(" "))
