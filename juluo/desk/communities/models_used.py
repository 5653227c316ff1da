"""What owners decide of the optional language model: where it is, and of which platforms words may be sent to it."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from juluo.insights.drafting.endpoint import Endpoint, EndpointError, address, is_key
from juluo.insights.drafting.setup import Setup, setup_of, write_setup
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told

_LONGEST = 500


def set_endpoint(by: Colleague, home: Path, community: str, told_endpoint: Endpoint, scene: Scene) -> None:
    """Set where drafts come from. An empty key keeps the one that is there, for the same address only."""
    require(by, community, May.CHANGE_SETTINGS)
    url, model, key = (one.strip() for one in (told_endpoint.url, told_endpoint.model, told_endpoint.key))
    if max(map(len, (url, model, key))) > _LONGEST or not model:
        raise RefusedError(told("写上模型的名字；一处最多{n}个字。", n=_LONGEST))
    try:
        address(url)
    except EndpointError as error:
        raise RefusedError(told("地址以 http:// 或 https:// 开头，里面不带账号、密码、问号。")) from error
    if not is_key(key):
        raise RefusedError(told("密钥里只有字母、数字和符号，没有空格和汉字：请再贴一次。"))
    before = setup_of(home, community, {})
    if not key and before.endpoint is not None and before.endpoint.url == url:
        key = before.endpoint.key
    # Another address is somebody else: consent was not given for them.
    same = before.endpoint is not None and before.endpoint.url == url
    consented = before.consented if same else frozenset[str]()
    write_setup(home, community, Setup(Endpoint(url, model, key), consented))
    note(scene, by, "set_model", community=community, detail={"address": url, "model": model})


def remove_endpoint(by: Colleague, home: Path, community: str, scene: Scene) -> None:
    """Forget the endpoint and its key; nothing is sent any more."""
    require(by, community, May.CHANGE_SETTINGS)
    write_setup(home, community, Setup())
    note(scene, by, "remove_model", community=community)


def consent(by: Colleague, home: Path, community: str, platforms: Collection[str], setup: Setup, scene: Scene) -> None:
    """Say of which platforms members' words may be sent; of all others nothing is."""
    require(by, community, May.CHANGE_SETTINGS)
    if setup.endpoint is None:
        raise RefusedError(told("先填好模型的地址。"))
    write_setup(home, community, replace(setup, consented=frozenset(platforms)))
    note(scene, by, "consent_model", community=community, detail={"platforms": sorted(platforms)})
