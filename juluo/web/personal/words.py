"""What a person's data are called in the file that they get."""

from collections.abc import Mapping
from types import MappingProxyType

WHAT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "report": "日报里写到",
        "task": "要做的事里写到",
        "question": "待答和常问里写到",
        "watch_word": "关注词里写到",
        "is_question": "说你的一句话是提问",
        "no_question": "说你的一句话不是提问",
        "is_problem": "说你的一句话是遇到问题",
        "no_problem": "说你的一句话不是遇到问题",
        "is_suggestion": "说你的一句话是建议",
        "no_suggestion": "说你的一句话不是建议",
        "is_praise": "说你的一句话是夸赞",
        "no_praise": "说你的一句话不是夸赞",
        "is_advertising": "说你的一句话是广告",
        "no_advertising": "说你的一句话不是广告",
        "need": "需求的经过里写到",
        "notice": "告知里写到",
        "note": "批注里写到",
        "segment": "分群的规则里写到",
        "cooperation": "合作里写到",
        "event": "活动里写到",
        "event_sign_up": "报名了活动",
        "event_came": "到了活动",
        "programme": "打卡里写到",
        "check_in": "打了卡",
        "feedback": "你提的反馈",
        "feedback_told": "回告了你提的反馈",
        "feedback_named": "反馈里写到",
        "draw": "抽奖里写到",
        "draw_entrant": "在抽奖名单里，代号",
        "draw_pick": "抽奖中奖",
        "draw_claim": "领奖时留的联系方式",
        "draw_pressed": "参加了抽奖",
        "qa": "问答里写到",
        "interview": "和你约的访谈",
        "interview_said": "你在访谈里说的",
        "interview_quote": "从你的访谈里引的",
        "interview_named": "访谈里写到",
        "qa_question": "在问答里问过",
        "qa_vote": "给问答里的一个问题点过“我也想问”",
        "survey": "问卷或它的回答里写到",
        "survey_asked": "请你答过问卷",
        "survey_answered": "你答的问卷（你同意连到账号的）",
        "guest": "你在成员的页面上的称呼",
        "guardian": "你加入时写的监护人",
        "opted_out": "不给你推荐，也不拿你的发言去推荐别人",
        "opt_out": "记下了不给你推荐",
        "opt_in": "记下了重新给你推荐",
        "agree_cooperation": "记下了和你的一次合作",
        "go_on_with_cooperation": "记下了和你的合作开始",
        "done_cooperation": "记下了和你的合作做完",
        "dropped_cooperation": "记下了和你的合作不做了",
        "remove_cooperation": "删了和你的一次合作",
        "look_at_member": "打开过你的页面",
        "export_person": "导出过你的资料",
        "tie_guest": "成员的页面认出了这个账号是你",
        "untie_guest": "成员的页面解开了这个账号",
        "take_own_data": "你自己带走过一份资料",
        "wish_erasure": "你要求抹去",
        "erase_person": "抹去过你的一个账号",
    }
)
HOW_WORDS: Mapping[str, str] = MappingProxyType({"peer": "和你有关的进出群", "mentioned": "@了你"})
_KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "message": "说话",
        "repost": "转发",
        "reaction": "点了回应",
        "join": "进群",
        "leave": "退群",
        "invite": "受邀进群",
        "kick": "被移出",
        "poll": "投票",
        "rename": "改名",
        "topic": "改话题",
        "pin": "置顶",
        "call": "通话",
    }
)


def kind_words(kind: str) -> str:
    """What was done; the ledger's own word for what people seldom do."""
    return _KIND_WORDS.get(kind, kind)
