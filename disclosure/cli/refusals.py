"""What a command says when it can't do what it was asked, each with its exit code."""

import errno

from ..system.console import complain
from .exit_codes import MACHINE, MISUSED
from .invocation import speaker, worded

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "文件系统只读",
    errno.ENOSPC: "磁盘已满",
    errno.EADDRINUSE: "端口已被占用",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOTDIR: "不是文件夹",
    errno.EEXIST: "不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
}


def misused(message: str) -> int:
    """Say what is wrong with the command line, and return its exit code."""
    complain(f"{speaker()}: {worded(message)}")
    return MISUSED


def failed(message: str) -> int:
    """Say what the machine refused, and return its exit code."""
    complain(f"{speaker()}: {worded(message)}")
    return MACHINE


def reason_of(error: OSError) -> str:
    """Return the machine's refusal in words, with the file it is about."""
    where = f"{error.filename}：" if error.filename else ""
    return f"{where}{_REASONS.get(error.errno or 0, error.strerror or str(error))}"
