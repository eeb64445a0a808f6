"""The plain words of reports, by what they do in a sentence. What a form calls its own things by stands in the form."""

PLAIN = (
    "共 共计 总计 合计 累计 总共 一共 总 计 已 已经 均已 依法 依规 依法依规 依规依法 按时 按期 按规 及时 如期 限时 按照 按 "
    "依照 根据 规定 要求 有关规定 相关规定 法律规定 法律法规 法定 期限 时限 法定期限 法定时限 规定期限 规定时限 期限内 "
    "时限内 范围内 以内 之内 期间 在 内 于 的 了 着 有 共有 为 是 达 达到 至 到 往 数 数量 总数 总数量 总量 量 数为 件数 "
    "宗数 总件数 情况 情形 现象 问题 方面 工作 相关 有关 案 案件 事项 事件 案例 事宜 事务 过程 结果 方式 形式 渠道 途径 类 "
    "类型 因 因为 由 由于 引起 引发 引起的 导致 产生 发生 出现 涉及 涉 针对 对 就 向 与 关于 被 遭 提起 提出 提交 任何 过 "
    "曾 各类 各种 各项 新 新增 实际 实有 尚 仍 还 另 另有 另外 此外 同时 并 且 并且 而 而且 也 又 再 其 该 此 仅 只 只有 即 "
    "期内 年度 认真 严格 妥善 圆满 规范 规范化 做好 作出 做出 给予 予以 进行 完成 全部完成 正式 书面 统一 高效 高质量 稳妥 "
    "有序 有效 顺利 准确 积极 全面 扎实 切实 主动 持续 依程序 按程序 按要求 按规定 妥为 告知 群众 公众 社会 社会公众 "
    "社会各界 人民群众 申请人 当事人 各方 向社会 来自 外界 对外 依职权 公民法人和其他组织 政府 政务 政府信息 信息 "
    "政府信息公开 信息公开 政务公开 政务信息公开 政府信息与政务公开 公开 公开工作 政府信息公开工作 信息公开工作 诉求 请求 "
    "经 经过 通过 统计 据统计 经统计 汇总 梳理 截至目前 目前 一是 二是 三是 四是 五是 首先 其次 最后 一方面 另一方面 从 以 "
    "中 里 上 所 所有 继续 待 后 以后 之后 前 全面完成 得到 得以 获 获得 给 出 起 一 了解 组织 开展 数据 加上 连同 加 "
    "实施 收取 收缴 征收 原行政行为 原具体行政行为 原答复 原决定 其他形式 其它形式 其他方式 其它方式 可 能 会 应 应当 须 需 "
    "共需 共应 合并 较好 较好地 较为 较多 较大 总的 地 率先 一律 总体 整体 概况 上述 以上 下列 至于 当中 答复书 告知书 决定书 "
    "回应 反馈 反馈完毕 妥善处理 案由 类案件 类申请 类事项 等形式 等方式 等渠道 等途径 是指 比 例 待办 待办理 完毕 完结 完 "
    "好 我们 本 我 呈 现 现有 仍有 尚有 还有 余 剩余 其余 剩 剩下 未满 法定办理期限 法定答复期限 答复期限 办理期限 期 结束 "
    "止 末 底 起诉 信息处理 制发 行政 机关 行政机关 任何形式 任一 先后 陆续 累计共 居民 村民 市民 企业和群众 群众和企业 "
    "企业群众 群众企业 办事群众 市场主体 各类主体 主体 申请主体 递交 提请 寄送 送达 发来 报送 所接 所收 所收到 凡 属于 属 "
    "作 作为 主要 内容 所涉内容 涉及内容 性质 审查 经审查 审核 经审核 另行 事先 不再 理由 原因 复议机关 行政复议机关 "
    "复议机构 法院 人民法院 不适应 不适应实际 清理 集中 全面清理 既 亦 应诉 审理后 优先 予 全力 督办 最终 判决 裁定 原告 "
    "被告 诉求人 得知 形成 汇总后 情况来看 看 来看 事由 占大头 居多 最多 次之 居首 但 却 然而 不过 因此 因而 故 所以 其间 "
    "归口 牵头 负责 承担 不含 不包括 不包含 连续多年 连续 多年来 多年 保持 始终保持 继续保持 不当 不服 符合要求 符合规定 "
    "符合条件 纳入 台账 台账管理 管理 建档 归档 存档 卷宗 案卷 档案 系统 认定 认定为 到位 总额 来自社会 电子 电子形式 "
    "书面形式 社会各方面 各方面 文书 提供 已提供 答复文书 法律文书 名义 身份 行为 行政行为 具体行政行为 程序 正式程序 进入 "
    "总共计 入库 收入 金额 到账 缴库 上缴 规定时间 规定时间内 法定时间 法定时间内 时间内 规定的时限 规定的期限 而来 的共 "
    "合计为 共计为 总量为 总数为 计为 为主 办件 办件量 工作量 九成 八成 七成 六成 五成 四成 三成 两成 一成 过半 大半 半数 "
    "一半 半数以上 一半以上 多数 大多数 绝大多数 绝大部分 大部分 老百姓 企事业单位 服务对象 相对人 行政相对人 利害关系人 "
    "第三人 代理人 委托代理人 起诉人 发出 发放 签发 出具 制作 印制 完成了 进行了 作出了 收到了 合法 合规 合法合规 规范地 "
    "将 须 收文 收费 过来 过来的 记录 突出 特点 亮点 特征 者 指标 所提 所提出 所提交 批准 经批准 "
    "决定书 通知书 每一件 每件 每一份 每份 每一项 "
    "专项清理 专项清理工作 集中清理 动态清理 评估清理 "
    "及时地 依法地 主管 分管 承办 经办 具体承办 逐一登记 登记造册 逐件登记 编号 立卷 汇总统计 核实 核查 "
    "核对 依据 对照 回顾 纳税人 缴费人 纳税人缴费人 业主 职工 家长 商户 农户 状态 实收 实征 虽 虽然 尽管 "
    "综合 截止目前 截至年末 截至当年 全部的 则 则为 分 按照规定 左右 现将 说明 其他组织 组织和个人 单位和个人 个人和单位 "
    "单位或个人 单位、个人 任何单位 任何单位和个人 任何人 任何组织 个人或组织 任意 一宗 范畴 领域 范围 层面 环节 板块 条线 "
    "口径 处在 处于 办理期 答复期 办理期内 答复期内 时 仍然 依然 尚且 已然 业已 共同 陆续地 相继 前来 上门 主动向 提交了 "
    "递交了 提出了 发起 发起的 形成了 产生了 出现了 发生了 引发了 涉诉 涉案 涉及到 有关的 相关的 类的 类别 类型为 全流程 "
    "全过程 全部流程 流转 流程 受托 依法依程序 依照规定 依照法定程序 法定程序 按法定程序 依法定程序 合理 适当 圆满地 高效地 "
    "保质保量 按质按量 无误 准确地 需要 相加 之和 两项 二者 两者 会同 检索 查找 确认 而不能提供 系 跟踪 跟踪督办"
)
"""What may stand beside a count without changing what it counts."""

WEAK = "来信 来函 来件 来电 来访 来文 诉求 请求 书 表 函 件 信函 类信息 数据 材料 件数 办件数"
"""What people send; these count something only with what the table is about (依申请公开来信)."""

NONE = (
    "未 没有 无 未曾 尚未 从未 并未 均未 均无 均没有 未有 不存在 暂无 暂未 未予 未再 没 未能有 无一 无一例 无一件 亦无 亦未 "
    "既无 既未 并无 尚无 从无 没有人 没人 无人 无一起 无一宗 没有一件 没有一例 没有一起 零 未收到一件 也未 也没有 也无 皆无 "
    "皆未 都没有 空白 为空白 双零 未能 从没有 从未有 无任何 没有任何 未有任何 未出现过 未发生过 亦没有 亦无任何 皆没有 全无 "
    "概无 没发生 没发生过 没出现 没产生 仍未 仍无 仍没有 至今未 始终未 始终没有 一直没有 一直未 暂时没有 目前没有 "
    "不曾 未见 并没有 还没有 也未曾 都未 全都未"
)
"""That there was nothing."""

ALL = "均 全部 所有 皆 都 悉数 全数 一律 逐一 逐件 件件 全 均已 皆已 都已 全都 已全部 无一例外"
"""That it is said of all."""

AMONG = "其中 含 包含 包括 其中含 其中包括 内含"
"""That what follows is out of what was counted before."""

EXCEPT = "除 除了 除去 除开"
"""That what follows is taken out of “all”."""

DUE = (
    "应办结 需办结 须办理 须答复 应办件 应办总量 应办理总量 待办总量 应办 应办理 "
    "需办 需办理 在册 应答复 需答复 共需办理 共应办理 应当办理 应予办理 需要办理 应处理 需处理"
)
"""That all is meant that had to be dealt with: what came in and what was there before."""

ENDED = "到期 届满 届期 界满 期满 已到期"
"""That “all” is said only of those whose time was up."""

SHARE = (
    "占 占比 占比为 占总数 占总数的 占总量 占总量的 占全部 占申请总数 占申请总量 占答复总数 占办结总数 占办理总数 "
    "占总申请量 占比达 比例为 占总件数 占比例 比重 占总数比例 占全年 占申请 占新收 占应办 占办结 占全部办结 占总申请 约占 "
    "各占 率 率为 率达"
)
"""That a percentage is a share."""

COMPARED = "同比 环比 相比 较 比 相较 对比 同期 较之"
"""That what follows is held against another year."""

CHANGED = "增长 增加 上升 上涨 增幅 提高 提升 增多 减少 下降 降低 回落 下滑 降幅 减幅 持平 相差 翻了"
"""By how much something is more or less."""

JOINED = "、 和 与 及 以及 或 或者 暨 并"
"""What joins the members of a list."""

SPANS = (
    "上半年 下半年 季度 一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 月均 日均 每月 每季度 历年 历年累计 "
    "近年来 近三年 近年 近两年 近五年 以来 五年来 三年来 十年来 月份 当月 当日 半年 以前 之前 此前"
)
"""A part of a year, or several years."""

OFFICE = "本级 机关本级 办公厅 政府办公厅 政府办公室 市政府办公厅 市政府办公室 县政府办公室 区政府办公室 省政府办公厅"
"""An office of a government: what it counts is not of the whole area."""

PARTIAL = (
    "网上 网络 当面 信函 邮寄 邮件 传真 现场 窗口 门户网站 网站 微信 公众号 线上 线下 电话 电子邮件 电子邮箱 邮箱 平台 快递 "
    "邮政 邮政寄递 寄递 在线 在线平台 现场递交 现场提交 当面递交 当面提交 网络提交 网上提交 信件 超期 逾期 延期 超时 补正 "
    "撤回 撤销申请 征求第三方 下级 下属 所属 基层 各部门 各单位 各科室 各镇 各乡镇 各街道 作为被告 为被告 出庭 应诉率 "
    "以上级 为被申请人 代表 目录 清单 事项清单 指南 培训 会议 通报 抽查 检查 考核 第三方 由此 个人隐私 商业秘密 个人信息 隐私 拟"
)
"""A channel or an office: what is counted beside these is only a part of what the tables count."""

MATTERS = (
    "建议 提案 信访 投诉 举报 咨询 留言 来访 热线 转办 交办 转送 移送 主动公开 公示 公布 发布 公告 解读 转载 涉密 查档 查询 "
    "内容: 事项: 类别: 主题: "
    "信访件 工单 诉求件 来信件 会议纪要"
)
"""Other matters: what is counted beside these, and after them in a sentence, is not what the tables count."""

SORTS = "两类 三类 四类 五类 两项 三项 四项 两种 三种 三者"
"""How many kinds a list has just named."""

SOME = "少量 部分 个别 少数 若干 数件 几件 一些 多件 大量 不少"
"""That there were some, however many."""

EACH = "各 各为 各有"
"""That a count is of each."""

BECAME = (
    "降至 降到 降为 升至 升到 升为 增至 增到 减至 减到 增加到 增加至 减少到 减少至 增长到 增长至 下降到 下降至 上升到 "
    "上升至 提高到 提高至 变为 增长为 增加为 减少为 下降为 上升为"
)
"""That last year's count became this year's."""

LEFT = "尚有 仍有 还有 剩下 其余 余下 尚余 仍余 其他 其它"
"""That what follows is what is left over, of a whole that is not always told."""

BOUND = {
    "over": "超过 突破 逾 超",
    "least": "多达 不少于 不低于",
    "about": "近 约 大约 接近 将近 约为 约有",
    "under": "不足 不到 少于 不满",
}
"""That the number right behind is a bound, or rounded."""

EVERYBODY = (
    "各级各部门 各级行政机关 各级机关 各级政府 各级各单位 各部门各单位 各级政府及其部门 各级各有关部门 各地各部门 各区县 "
    "及所属部门 及其所属部门 及所属各部门 及所属单位 及其所属单位 及工作部门 及政府部门 及政府各部门 政府系统 "
    "各县区 各县(市、区) 及各部门 和各部门 及其部门 及其各部门 及各有关部门 各县(区) 各区(县) 各行政机关 各级政府部门 "
    "及各部门、各街镇 及各部门、各镇街 及各部门、各乡镇 及各部门、各街道"
)
"""All bodies of an area."""

RESPECTIVELY = "分别 分别为 分别是 分别有 分别达 依次为"
"""That several counts follow for several names."""

VAGUE = "等 等等 之类 等原因 等情形 等其他 以及其他"
"""That a list goes on."""

RATES = (
    "办结率 答复率 办理率 回复率 办复率 处理率 按期办结率 按时办结率 按时答复率 按期答复率 及时答复率 规范答复率 满意率 "
    "及时率 按时办理率 依法答复率 法定期限内答复率 期限内办结率"
)
"""Shares that have names of their own."""

SAME_YEAR = "全年 全年度 年内 一年来 当年 这一年 全年来 一年中"
"""The year that is spoken of already, whichever it is."""

SELF_NOUNS = (
    "局 委 办 厅 院 所 站 关 中心 队 会 署 处 镇 乡 县 市 区 街道 街 单位 机关 部门 州 旗 盟 行 校 公司 政府 街道办 管委会 "
    "办公室 办公厅 开发区 街道办事处 镇政府 乡政府 大队 支队 分局 总队 苏木 村 司 部"
)
"""What 我 or 本 before it makes the body itself."""

LAST, THIS, NEXT = "上年", "本年", "下年"
"""How the words of a form name the year before, the year of the report and the year after."""

TIMES = {
    LAST: ("上年 上年度 上一年 上一年度 去年 去年度 前一年 前一年度 上年末 上年底 去年底 上年年底 上年年末 往年 以前年度 年初"),
    THIS: (
        "今年以来 年初以来 今年来 本年以来 本年度以来 一年以来 年来 本年 本年度 今年 今年度 报告期内 报告年度 年度内 "
        "本报告期 本期"
    ),
    NEXT: "下年 下年度 下一年 下一年度 明年 次年 次年度 来年 翌年 后一年 下一个年度 明年度",
}
"""The words for each of these years."""

KINDS: tuple[tuple[str, str], ...] = (
    ("weak", WEAK),
    ("plain", PLAIN),
    ("same-year", SAME_YEAR),
    ("partial", PARTIAL),
    ("matter", MATTERS),
    ("office", OFFICE),
    ("compared", COMPARED),
    ("changed", CHANGED),
    ("join", JOINED),
    ("vague", VAGUE),
    ("some", SOME),
    ("sorts", SORTS),
    ("each", EACH),
    ("respectively", RESPECTIVELY),
    ("became", BECAME),
    ("left", LEFT),
    ("everybody", EVERYBODY),
    ("span", SPANS),
    ("all", ALL),
    ("among", AMONG),
    ("share", SHARE),
    ("rate", RATES),
    ("none", NONE),
    ("except", EXCEPT),
    ("due", DUE),
    ("ended", ENDED),
)
"""The kinds of words; of a word in two lists the later counts."""
