"""What may stand in a template's {slot}."""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SLOTS: dict[str, tuple[str, ...]] = {
    "form": words("""
        报销单 请假单 采购申请 客户台账 资产登记表 访客登记 巡检表 合同台账 出库单 入库单 项目周报 用车申请 工单
        值班表 培训报名表 盘点表 发票登记 面试记录 维修单 物料清单
    """),
    "field": words("""
        部门 金额 申请人 日期 附件 状态 负责人 备注 单号 手机号 客户名称 数量 单价 审批人 图片 地址 签名 截止日期
        类别 优先级
    """),
    "dept": words("行政 财务 仓库 销售 人事 采购 售后 车间 教务 物业 设备科 法务"),
    "role": words("普通成员 部门主管 外部访客 只读账号 财务角色 仓管 管理员 新来的同事 分公司的人"),
    "ver": words("3.1.4 3.2.0 3.2.1 3.2.3 3.3.0 3.3.1 2.9.8 3.0.7"),
    "browser": words("Chrome Edge Firefox 微信内置浏览器 平板上的浏览器 Safari"),
    "phone": words("安卓 iPhone 鸿蒙 老安卓机 折叠屏 平板"),
    "n": tuple(str(n) for n in range(2, 48)),
    "big": words("1200 3000 4500 8000 1.2万 2万 3.6万 5万 9万 12万"),
    "food": words("""
        螺蛳粉 黄焖鸡 麻辣烫 牛肉面 沙县拌面 食堂两荤一素 煎饼果子 酸菜鱼 饺子 轻食沙拉 热干面 兰州拉面 盖浇饭
        烤冷面 馄饨 肠粉 泡面加蛋 小笼包
    """),
    "city": words("杭州 成都 武汉 苏州 西安 青岛 长沙 郑州 合肥 厦门 昆明 沈阳 佛山 无锡"),
    "drink": words("美式 拿铁 豆浆 奶茶 红茶 冰可乐 枸杞水 速溶三合一 凉白开"),
    "pet": words("橘猫 布偶 柯基 金毛 仓鼠 乌龟 鹦鹉 狸花猫 边牧"),
    "tool": words("Docker Nginx MySQL PostgreSQL Redis 宝塔 群晖 k3s 树莓派 Compose"),
    "lang": words("Python JavaScript TypeScript Go Java PHP"),
    "part": words("子表 看板 审批流 打印模板 公式字段 仪表盘 外链表单 消息通知 数据权限 导入向导"),
    "day": words("周一 周二 周三 周四 周五 下周 月底 明天 下午 今晚"),
    "hour": words("九点 十点半 两点 三点 四点一刻 五点 八点"),
    "err": words("500 403 404 timeout 空白页 “无权访问” “数据已过期” 一直转圈 502 “字段不存在”"),
    "ok": words("好了 可以了 搞定 通了 成了 正常了"),
    "trade": words("""
        印刷厂 连锁药房 幼儿园 装修公司 律所 物流园 茶叶店 健身房 模具厂 社区医院 培训学校 农业合作社 外贸公司
        物业公司 烘焙工作室 检测机构
    """),
    "job": words("行政 出纳 仓管 IT，就我一个 运营 车间统计 人事 项目经理 教务 实习生 老板兼网管"),
    "weather": words("下雨 起风 降温 出太阳 闷热 起雾 阴天"),
    "game": words("象棋 羽毛球 桌游 数独 拼图 飞盘 乒乓球 骑行"),
}
