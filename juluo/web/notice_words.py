"""A first draft of what members are told, from what is known of the community."""

from juluo.desk.communities.facts import NoticeWords
from juluo.store.text_rule import TextRule
from juluo.wording.catalogue import speaker

# The parts of a notice, as members read them.
PARTS = {
    "why": "为什么收集",
    "what": "收集了什么",
    "who_sees": "谁看得到",
    "how_long": "留多久",
    "whom_to_ask": "找谁",
}


def draft(profile: dict[str, str], rule: TextRule) -> NoticeWords:
    """In the language in which the community speaks to its members."""
    say = speaker(profile.get("language", "zh"))
    kept = (
        say(
            "你说的话留{days}天，之后原文从我们这里抹掉，只剩计数（哪天有几条，不含内容）。计数和名字留到你要我们"
            "抹去、或社群停用为止。",
            days=rule.days,
        )
        if rule.days is not None
        else say("记录一直留着，到你要我们抹去、或社群停用为止。")
    )
    return NoticeWords(
        say(
            "为了把群运营好：知道每天有多少人在聊、提问有没有人答、大家需要什么、活动有没有用。不用来给谁打分，不推销，"
            "不卖给任何人。"
        ),
        say(
            "你在群里的名字和账号、你在群里发的文字、什么时候进出群。图片和文件只记有几个，不看内容；没有你的手机号、私聊和"
            "别的群。"
        ),
        say(
            "只有本群的运营同事，按角色看；谁打开过谁的页面都有记录。发到群里的日报没有名字和原话。数据放在我们自己的机器"
            "上，不交给别的公司。"
        ),
        kept,
        say(
            "找{operator}。你可以要一份我们留着的关于你的全部资料，可以更正，也可以要我们抹去，不用说理由；抹去以后再导入"
            "也不会回来。",
            operator=profile.get("operator") or say("群里的运营"),
        ),
    )


def as_text(words: NoticeWords, name: str, lang: str) -> str:
    """The notice as it is pasted into the group."""
    say = speaker(lang)
    title = say("{name}：关于你的记录", name=name) if name else say("关于你的记录")
    parts = [f"{say(PARTS[part])}\n{getattr(words, part)}" for part in PARTS]
    return "\n\n".join([title, *parts])
