"""What platforms are called. The ledger holds the short word of the export; people read the name they know."""

from collections.abc import Mapping
from types import MappingProxyType

from juluo.wording.catalogue import speaker

# Names that differ between languages, as messages of the catalogue.
_SPOKEN: Mapping[str, str] = MappingProxyType(
    {
        "dingtalk": "钉钉",
        "feishu": "飞书",
        "table": "表格",
        "wechat": "微信",
        "wecom": "企业微信",
        "weibo": "微博",
    }
)
_PROPER: Mapping[str, str] = MappingProxyType(
    {
        "discord": "Discord",
        "discourse": "Discourse",
        "github": "GitHub",
        "gitter": "Gitter",
        "irc": "IRC",
        "matrix": "Matrix",
        "qq": "QQ",
        "slack": "Slack",
        "telegram": "Telegram",
        "whatsapp": "WhatsApp",
        "zulip": "Zulip",
    }
)


def platform_name(platform: str, lang: str) -> str:
    """微信 for wechat; a platform that only its export knows keeps its own word."""
    word = platform.lower()
    if spoken := _SPOKEN.get(word):
        return speaker(lang)(spoken)
    return _PROPER.get(word, platform)
