"""Why the system refused, in Chinese: what stands after “无法读取……：” in a sentence for people."""

from __future__ import annotations

import errno
import sqlite3

_ERRNO = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOTDIR: "路径中有一部分不是文件夹",
    errno.EISDIR: "它是文件夹，不是文件",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许这样做",
    errno.EROFS: "所在的磁盘是只读的",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EFBIG: "文件太大",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不足",
    errno.EBUSY: "正被占用",
    errno.ETXTBSY: "正被占用",
    errno.EXDEV: "不在同一个磁盘上",
    errno.EINVAL: "名称或参数不对",
    errno.ESTALE: "网络磁盘上的文件已失效",
    errno.ETIMEDOUT: "等待超时",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.ENETUNREACH: "网络不通",
    errno.EHOSTUNREACH: "网络不通",
    errno.EAFNOSUPPORT: "本机不支持这种地址",
}
_SQLITE = {
    sqlite3.SQLITE_FULL: "磁盘空间不足",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_READONLY: "数据库文件不可写",
    sqlite3.SQLITE_CANTOPEN: "数据库文件打不开",
    sqlite3.SQLITE_CORRUPT: "数据库文件已损坏",
    sqlite3.SQLITE_NOTADB: "它不是数据库文件",
    sqlite3.SQLITE_BUSY: "数据库正被占用",
    sqlite3.SQLITE_LOCKED: "数据库正被占用",
    sqlite3.SQLITE_NOMEM: "内存不足",
}


def reason(error: OSError | sqlite3.Error) -> str:
    """A few Chinese words, without a full stop; a rare error is told by its number."""
    if isinstance(error, OSError):
        if error.errno is None:
            return "系统没有说明原因"
        return _ERRNO.get(error.errno, f"系统错误 {error.errno}")
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return "数据库错误"
    return _SQLITE.get(code & 0xFF, f"数据库错误 {code}")
