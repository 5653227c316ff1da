"""What can be allowed and what was done, as a person says it."""

from collections.abc import Mapping
from types import MappingProxyType

from juluo.shell.accounts.roles import May

MAY_WORDS: Mapping[May, str] = MappingProxyType(
    {
        May.SEE_NUMBERS: "看数",
        May.READ_MESSAGES: "读原话",
        May.SEE_MEMBERS: "看成员",
        May.EXPORT_NUMBERS: "导出数",
        May.EXPORT_PEOPLE: "导出成员资料",
        May.KEEP_ORDER: "管秩序",
        May.WRITE_REPORT: "写日报",
        May.SIGN_REPORT: "签日报",
        May.KEEP_NOTES: "写批注",
        May.IMPORT: "导入记录",
        May.UNDO_IMPORT: "退回导入",
        May.ERASE_PEOPLE: "抹去成员",
        May.CHANGE_SETTINGS: "改设置",
        May.MANAGE_TEAM: "管团队",
        May.SEE_AUDIT: "看操作记录",
    }
)

# A deed that has no word here is shown by its own name.
DEED_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "invite": "发出邀请",
        "accept_invitation": "接受邀请",
        "give_role": "换角色",
        "remove_colleague": "请出同事",
        "make_token": "造令牌",
        "revoke_token": "收回令牌",
        "import": "开始导入",
        "drop_upload": "删掉上传的文件",
        "undo_import": "退回导入",
        "watch_folder": "看守文件夹",
        "stop_watching": "不再看守文件夹",
        "cancel_job": "停下后台工作",
        "retry_job": "重试后台工作",
        "sign_report": "签发日报",
        "reopen_report": "重新打开日报",
        "export_report": "带走日报",
        "add_task": "加一件要做的事",
        "take_up_task": "选一条建议来做",
        "done_task": "做完一件事",
        "dropped_task": "不做一件事了",
        "open_task": "把一件事重新打开",
        "make_reset_link": "造换密码的链接",
        "make_demo": "造模拟社群",
        "found_community": "建社群",
        "tie_accounts": "把账号算作同一个人",
        "tell_accounts_apart": "说账号不是同一个人的",
        "untie_account": "把账号分开算",
        "ask_again": "再问是不是同一个人",
        "describe_community": "改社群的资料",
        "state_members": "报成员数",
        "write_notice": "改写给成员的告知",
        "keep_text": "改正文留多久",
        "export_person": "导出一位成员的资料",
        "erase_person": "抹去一位成员",
        "export_members": "导出成员名单",
        "agree_cooperation": "记下和一位成员的合作",
        "go_on_with_cooperation": "合作开始了",
        "done_cooperation": "合作做完了",
        "dropped_cooperation": "合作不做了",
        "remove_cooperation": "删一次合作",
        "opt_out": "不给一位成员推荐",
        "opt_in": "重新给一位成员推荐",
        "note_day": "给一天写批注",
        "change_note": "改批注",
        "remove_note": "删批注",
        "save_view": "存视图",
        "rename_view": "给视图改名",
        "share_view": "换视图给谁看",
        "remove_view": "删视图",
    }
)
