"""The commands, and how they end."""

DONE, STOPPED, MISUSED, MACHINE = 0, 1, 2, 3
"""Exit codes: done; findings stopped it; wrong command line; the machine (disk, port, permission)."""

COMMANDS: tuple[tuple[str, str], ...] = (
    ("init", "新建一个网站，或网站里的一个机构"),
    ("build", "核对并生成网站（默认命令）"),
    ("join", "把用 build --shard 分开做好的各部分合成网站"),
    ("publish", "公开：列出会公开什么，确认后生成网站，记入登记册"),
    ("rollback", "退回到以前的一次发布，记入登记册"),
    ("erase", "依法删去一份报告以前公开的一版，留下说明"),
    ("check", "只核对，草稿也核对，不写任何文件"),
    ("status", "各机构的年报到了哪一步，迟了几天"),
    ("serve", "本机预览，保存即刷新"),
    ("import", "把 Word、PDF、网页等年报变成内容文件"),
    ("new", "新建下一年的报告，填好上年的数"),
    ("fill", "计算报告中空白的总计，不改其他任何内容"),
    ("approve", "看过一份报告后签署，或做成可以打印的一页"),
    ("verify", "核对网站（文件夹或网址）是不是公布时的样子"),
    ("recode", "把 GBK 编码的文件改成 UTF-8，原来的留在旁边"),
    ("theme", "复制自带的模板到 theme/，改了就只改那一部分"),
    ("schema", "按格式生成供编辑器使用的 JSON Schema"),
    ("server-config", "写出 nginx、Apache 等网页服务器的配置"),
    ("explain", "说明一个提示代码"),
)
"""Each command with what it does, in the order of the help; its module is `<name>_command.py`, with `_` for `-`."""

MEANT_COMMANDS = {
    **dict.fromkeys(("create", "start", "建站", "新建网站"), "init"),
    **dict.fromkeys(("generate", "make", "生成"), "build"),
    **dict.fromkeys(("merge", "combine", "合并"), "join"),
    **dict.fromkeys(("validate", "lint", "检查", "核对"), "check"),
    **dict.fromkeys(("progress", "late", "状态", "进度", "催报"), "status"),
    **dict.fromkeys(("preview", "server", "run", "view", "预览"), "serve"),
    **dict.fromkeys(("convert", "read", "导入"), "import"),
    **dict.fromkeys(("iconv", "utf8", "utf-8", "encoding", "转码"), "recode"),
    **dict.fromkeys(("add", "year", "新建", "新增"), "new"),
    **dict.fromkeys(("total", "totals", "sum", "calculate", "计算"), "fill"),
    **dict.fromkeys(("sign", "review", "签署", "审核", "审批"), "approve"),
    **dict.fromkeys(("revert", "undo", "退回", "回滚", "回退"), "rollback"),
    **dict.fromkeys(("delete", "remove", "forget", "privacy", "删除", "删去"), "erase"),
    **dict.fromkeys(("nginx", "apache", "caddy", "iis", "serverconfig", "server_config", "服务器"), "server-config"),
    **dict.fromkeys(("verification", "audit", "sha256", "校验", "验证"), "verify"),
    **dict.fromkeys(("template", "templates", "skin", "模板", "主题"), "theme"),
    **dict.fromkeys(("why", "code", "说明", "解释"), "explain"),
}
"""Words that people type for a command."""
