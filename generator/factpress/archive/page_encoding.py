"""The text of a page's bytes, as a browser decodes it.

A page names its encoding itself. Of Python's codecs only those count that browsers know: in `utf-7`
or `cp037` a page could hold words that no reader sees. https://encoding.spec.whatwg.org/
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding: comments are passed
# over. Some pages have their declaration after the first 1,024 bytes.
_HEAD: Final = 8192
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.S)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.I)
_META = re.compile(rb"<meta[\s/][^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_LATIN: Final = "cp1252"
# Python's names of the codecs that read each encoding; the standard reads some as another.
_AS_THEY_ARE: Final = (
    "utf-8 koi8-r koi8-u mac-roman mac-cyrillic cp866 cp874 gb18030 euc_jp iso2022_jp "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 "
    "iso8859-14 iso8859-15 iso8859-16 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 "
    "cp1258"
).split()
_CODECS: Final = {
    **{name: name for name in _AS_THEY_ARE},
    **dict.fromkeys(("ascii", "iso8859-1"), _LATIN),
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "utf-8"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5hkscs"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "cp932"), "cp932"),
    **dict.fromkeys(("euc_kr", "cp949"), "cp949"),
    **dict.fromkeys(("iso8859-11", "tis-620"), "cp874"),
    "iso8859-9": "cp1254",
}
# Labels of the standard that Python lacks.
_ALIASES: Final = {
    "unicode-1-1-utf-8": "utf-8",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "gb_2312-80": "gb18030",
    "ks_c_5601": "cp949",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": _LATIN,
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
}


def decoded_page(content: bytes) -> str:
    """The text of a page. Bytes that its encoding lacks become U+FFFD."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace")
    declared = declared_codec(content)
    if declared:
        return content.decode(declared, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_LATIN, "replace")


def declared_codec(content: bytes) -> str | None:
    """The codec that a page asks for, if browsers know its encoding."""
    head = _COMMENT.sub(b" ", content[:_HEAD])
    match = _XML.match(head) or _META.search(head)
    if match is None:
        return None
    name = match[1].decode("ascii", "replace").lower()
    if name in _ALIASES:
        return _ALIASES[name]
    try:
        return _CODECS.get(codecs.lookup(name).name)
    except (LookupError, ValueError):
        return None
