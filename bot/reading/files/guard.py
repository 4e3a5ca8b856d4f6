"""What must not be opened: files too big, zip bombs, macros, encrypted or old Office files."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bot.reading.files.model import refuse

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 60 * 2**20
MOST_RATIO = 200  # times that a part may be larger than packed; a text table packs to a tenth or so
MOST_PARTS = 2000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACRO_KINDS = {".xlsm", ".xltm", ".docm", ".dotm", ".xlsb"}
_OLD_KINDS = {".xls": "xlsx", ".doc": "docx", ".et": "xlsx", ".wps": "docx"}


def check_size(path: Path) -> None:
    """FileError for a file that is not there, is empty or too big."""
    if not path.is_file():
        raise refuse(path.name, "没有这个文件", "请核对路径")
    size = path.stat().st_size
    if size == 0:
        raise refuse(path.name, "文件是空的", "请重新导出一份")
    if size > MOST_BYTES:
        raise refuse(
            path.name,
            f"文件有{size / 2**20:.0f} MB，最多{MOST_BYTES // 2**20} MB",
            "请删去图片和多余的工作表，只留清单本身",
        )


def check_kind(path: Path) -> None:
    """FileError for kinds with macros and for old Office files."""
    kind = path.suffix.lower()
    if kind in _MACRO_KINDS:
        raise refuse(path.name, f"{kind} 文件可以带宏，不打开", "请在 Excel 或 Word 里另存为不带宏的 xlsx 或 docx")
    if kind in _OLD_KINDS:
        raise refuse(path.name, f"{kind} 是旧格式", f"请另存为 {_OLD_KINDS[kind]} 再读")


def check_package(path: Path) -> None:
    """FileError for an Office file (a zip) that is encrypted, broken, carries macros or unpacks to too much."""
    with path.open("rb") as file:
        if file.read(8) == _OLD_OFFICE:
            raise refuse(path.name, "文件有密码，或者其实是旧格式", "请去掉密码，另存为 xlsx 或 docx")
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except zipfile.BadZipFile:
        raise refuse(path.name, "打不开：内容和扩展名不符，或者文件坏了", "请用 Excel 或 Word 打开，另存一份") from None
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise refuse(path.name, "文件里有宏，不打开", "请另存为不带宏的格式")
    if any(part.flag_bits & 0x1 for part in parts):
        raise refuse(path.name, "文件有密码", "请去掉密码再读")
    unpacked = sum(part.file_size for part in parts)
    swollen = [part for part in parts if part.file_size > 2**20 and part.file_size > MOST_RATIO * part.compress_size]
    if unpacked > MOST_UNPACKED or swollen or len(parts) > MOST_PARTS:
        raise refuse(
            path.name,
            f"展开后有{unpacked / 2**20:.0f} MB，像是压缩炸弹或者带了大量图片，不打开",
            "请新建一个文件，只把清单的文字粘贴过去",
        )
