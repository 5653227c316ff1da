from juluo.wording.platforms import platform_name


def test_a_platform_is_called_what_people_call_it() -> None:
    assert (platform_name("wechat", "zh"), platform_name("wechat", "en")) == ("微信", "WeChat")
    assert platform_name("Telegram", "zh") == platform_name("telegram", "en") == "Telegram"


def test_a_platform_only_its_export_knows_keeps_its_own_word() -> None:
    assert platform_name("qinghe", "zh") == "qinghe"
