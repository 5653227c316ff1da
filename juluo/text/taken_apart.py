"""Characters taken apart, as people write a word so as not to be found: 氵去 for 法, 弓虽 for 强. Our own list."""

from collections.abc import Iterator

# The character and its parts, side by side.
_PARTS = (
    "加力口 信亻言 法氵去 轮车仑 功工力 强弓虽 好女子 相木目 明日月 校木交 枪木仓 机木几 炮火包 赌贝者 博十尃"
    " 骗马扁 钱钅戋 银钅艮 货化贝 贷代贝 资次贝 购贝勾 贩贝反 赚贝兼 赔贝咅 账贝长 贴贝占 财贝才 彩采彡 影景彡"
    " 群君羊 扣扌口 打扌丁 接扌妾 提扌是 抢扌仓 投扌殳 扫扌彐 抖扌斗 找扌戈 拉扌立 推扌隹 挂扌圭 抽扌由 换扌奂"
    " 代亻弋 件亻牛 们亻门 低亻氐 价亻介 做亻故 住亻主 位亻立 你亻尔 他亻也 借亻昔 付亻寸 作亻乍 佣亻用 传亻专"
    " 倍亻咅 债亻责 值亻直 保亻呆 优亻尤 请讠青 证讠正 试讠式 课讠果 论讠仑 词讠司 话讠舌 评讠平 说讠兑 讨讠寸"
    " 记讠己 订讠丁 许讠午 设讠殳 识讠只 谈讠炎 访讠方 让讠上 计讠十 认讠人 给纟合 红纟工 级纟及 约纟勺 组纟且"
    " 结纟吉 线纟戋 维纟隹 妹女未 姐女且 婚女昏 嫖女票 娼女昌 妓女支 私禾厶 利禾刂 秒禾少 积禾只 租禾且 税禾兑"
    " 种禾中 期其月 朋月月 股月殳 软车欠 转车专 剧居刂 动云力 助且力 码石马 破石皮 矿石广 球王求 现王见 理王里"
    " 玩王元 联耳关 职耳只 取耳又 政正攵 教孝攵 收丩攵 放方攵 效交攵 汇氵匚 注氵主 洗氵先 港氵巷 活氵舌 源氵原"
    " 添氵忝 情忄青 性忄生 快忄夬 裸衤果 补衤卜 神礻申 福礻畐 视礻见 药艹约 花艹化 猫犭苗 狗犭句 部咅阝 都者阝"
    " 领令页 顶丁页 额客页 新亲斤 歌哥欠 欧区欠 鸡又鸟 难又隹 观又见 双又又 对又寸 欢又欠 体亻本 休亻木 仓人㔾"
)
_TABLE = {told[0]: told[1:] for told in _PARTS.split()}
# Who has no radical to type writes the whole character.
_WHOLE = str.maketrans("讠钅亻", "言金人")


def taken_apart(left: str) -> Iterator[str]:
    """Ways to write a folded word with one of its characters taken apart, or all that can be."""
    apart = {at: _TABLE[sign] for at, sign in enumerate(left) if sign in _TABLE}
    forms = [left[:at] + parts + left[at + 1 :] for at, parts in apart.items()]
    if len(apart) > 1:
        forms.append("".join(_TABLE.get(sign, sign) for sign in left))
    for form in forms:
        yield form
        if (whole := form.translate(_WHOLE)) != form:
            yield whole
