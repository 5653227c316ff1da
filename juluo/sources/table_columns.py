"""What the columns of a generic table mean: by their usual names, or by the operator's mapping."""

from collections.abc import Mapping, Sequence

from juluo.sources.reader import UnreadableError
from juluo.wording.sentence import Sentence, told

# Role → the names under which people export it. The first name found wins; comparison ignores case and blanks.
NAMES: dict[str, tuple[str, ...]] = {
    "ts": (
        "ts",
        "time",
        "timestamp",
        "datetime",
        "date",
        "created_at",
        "create_time",
        "sent_at",
        "at",
        "时间",
        "发送时间",
        "发帖时间",
        "发布时间",
        "发言时间",
        "日期",
    ),
    "author": (
        "author",
        "author_id",
        "user_id",
        "sender_id",
        "user",
        "sender",
        "from",
        "发送人",
        "作者",
        "昵称",
        "用户",
        "发言人",
        "发帖人",
    ),
    "author_name": (
        "author_name",
        "user_name",
        "username",
        "sender_name",
        "nickname",
        "display_name",
        "名字",
        "群昵称",
    ),
    "text": ("text", "content", "message", "body", "msg", "内容", "消息", "正文", "消息内容"),
    "id": ("id", "msg_id", "message_id", "post_id", "消息id", "编号"),
    "channel": ("channel", "channel_name", "room", "group", "category", "频道", "群", "群名", "板块", "版块"),
    "channel_id": ("channel_id", "room_id", "group_id", "category_id", "群号"),
    "topic": ("topic", "thread", "thread_id", "topic_id", "subject", "话题", "主题"),
    "reply_to": ("reply_to", "reply_to_id", "in_reply_to", "parent_id", "parent", "回复"),
    "kind": ("kind", "type", "event", "类型"),
    "mentions": ("mentions", "at_users", "提及"),
    "reactions": ("reactions", "likes", "like_count", "点赞", "表情回应"),
    "media": ("media", "n_media", "attachments", "附件"),
    "edited_ts": ("edited_ts", "edited_at", "edit_time", "编辑时间"),
    "deleted": ("deleted", "is_deleted", "recalled", "已撤回", "已删除"),
    "is_bot": ("is_bot", "bot", "机器人"),
    "is_staff": ("is_staff", "staff", "moderator", "管理员"),
    "platform": ("platform", "source", "平台", "来源"),
    "peer": ("peer", "inviter", "invited_by", "removed_by", "邀请人"),
    "members": ("members", "member_count", "成员数"),
    "detail": ("detail", "details"),
    "extra": ("extra",),
}
REQUIRED = ("ts", "author")
# Settings that a mapping may carry beside columns.
SETTINGS = ("time_format", "platform_name", "channel_name")


def plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_")


def roles_of(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Role → column. Raises UnreadableError if a mapping names no column, or a required role finds none."""
    known = {plain(column): column for column in columns}
    roles: dict[str, str] = {}
    for role, column in mapping.items():
        if role in SETTINGS:
            if plain(column) in known:
                raise UnreadableError(_a_column(role, column))
            continue
        if role not in NAMES:
            known_roles = [*NAMES, *SETTINGS]
            raise UnreadableError(told("--map 里的 {role} 不是认得的列：可用 {known}。", role=role, known=known_roles))
        if plain(column) not in known:
            raise UnreadableError(_no_such_column(role, column, columns))
        roles[role] = known[plain(column)]
    for role, names in NAMES.items():
        found = next((known[name] for name in names if name in known), None)
        if role not in roles and found is not None and found not in roles.values():
            roles[role] = found
    missing = [role for role in REQUIRED if role not in roles]
    if missing:
        raise UnreadableError(_lacking(missing, columns))
    return roles


def _a_column(role: str, column: str) -> Sentence:
    """A setting is a value for every row; naming a column there is a slip."""
    return told(
        "--map {role}={column}：{column} 是表里的一列，而 {role} 要直接写值；"
        "要用这一列请写 --map {column_role}={column}。",
        role=role,
        column=column,
        column_role=role.split("_", maxsplit=1)[0],
    )


def _no_such_column(role: str, column: str, columns: Sequence[str]) -> Sentence:
    return told(
        "--map {role}={column}：表里没有 {column} 这一列，只有 {columns}。",
        role=role,
        column=column,
        columns=list(columns),
    )


def _lacking(missing: Sequence[str], columns: Sequence[str]) -> Sentence:
    if len(missing) > 1:
        return told(
            "表里找不到时间列和作者列（有 {columns}）：请用 --map ts=列名 --map author=列名 指定。",
            columns=list(columns),
        )
    if missing[0] == "ts":
        return told("表里找不到时间列（有 {columns}）：请用 --map ts=列名 指定。", columns=list(columns))
    return told("表里找不到作者列（有 {columns}）：请用 --map author=列名 指定。", columns=list(columns))


def looks_like_a_table(columns: Sequence[str]) -> float:
    """How sure these column names are those of a table of messages."""
    known = {plain(column) for column in columns}
    found = {role for role, names in NAMES.items() if known & set(names)}
    if not {"ts", "author"} <= found:
        return 0.0
    return min(0.5 + 0.05 * len(found), 0.9)
