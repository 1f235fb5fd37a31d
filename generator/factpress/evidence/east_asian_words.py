"""Chinese and Japanese: numerals and negations that are part of the word they are written to.

In go folded letters and a position; out comes whether a cut there takes a numeral from what it
counts (三十人) or a negation from what it negates (不是罪犯, 行かない). Words that merely end in
such a sign, such as 特别, are listed.
"""

from __future__ import annotations

import re
from typing import Final

_NUMERALS: Final = "〇零一二两兩三四五六七八九十百千万萬亿億兆壹贰叁肆伍陆柒捌玖拾佰仟廿卅数數几幾"
# What counts only beside another numeral or a unit: 几乎 and 数据 are words of their own.
_VAGUE: Final = "数數几幾"
_NEGATIONS: Final = "不没沒无無未非勿别別莫甭"
# Words that end in a numeral or a negation without being one; the sign is the last of each.
_WHOLE: Final = (
    "统一 統一 唯一 之一 同一 专一 單一 单一 划一 归一 歸一 逐一 星期一 周一 週一 礼拜一 禮拜一 "
    "星期二 周二 週二 星期三 周三 週三 星期四 周四 週四 星期五 周五 週五 星期六 周六 週六 万一 "
    "萬一 万万 無二 无二 不二 特别 特別 区别 區別 個別 个别 级别 級別 性别 性別 分别 分別 类别 "
    "類別 差别 差別 辨别 識別 识别 告别 告別 离别 鉴别 派别 是非 南非 北非 西非 东非 東非 中非 "
    "除非 并非常 沉没 沉沒 淹没 淹沒 出没 埋没 没没 覆没 日没 有无 有無 南无 皆无 皆無 函数 函數 "
    "参数 參數 次数 次數 人数 人數 多数 多數 少数 少數 总数 總數 指数 指數 分数 分數 票数 票數 "
    "奇数 件数 回数 件數 半数 半數 过半数 無数 无数 复数 単数 代数 点数 年数 日数 戸数 手数 変数 "
    "関数 茶几 要不 对不 好不"
)
_ENDS_IN_WHOLE = re.compile(f"(?:{'|'.join(sorted(_WHOLE.split(), key=len, reverse=True))})\\Z")
_NEGATED = re.compile(
    f"(?:[{_NEGATIONS}]|不[是会會能可要该該应應必曾得再让讓许許想肯愿願]|[没沒][有能]|未[曾能必]|非[是])\\Z"
)
_COUNTED = re.compile(f"[{_NUMERALS}]\\Z")
# Japanese negates at a verb's or adjective's end, and with では or じゃ between.
_NEGATIVE_ENDING = re.compile(
    r"(?:では?|じゃ|は|が|も|と|に)?(?:な(?:い(?!し|ち|ふ)|かっ|けれ|けりゃ|きゃ)|なく(?!な|す)|ありません|ません)"
    r"|ぬ(?![るいりぐけら])|ず(?![っつれら])|まい(?![らりる])|ざる"
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]")
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30ff]")
# After these a numeral is a word by itself.
_PARTICLES = "はがをにでともへやの"
_LOOK_BACK = 4


def parts_numeral_or_negation(letters: str, position: int) -> bool:
    """Whether a cut between two characters written without spaces parts one of these words."""
    after = letters[position]
    behind = letters[max(0, position - _LOOK_BACK) : position]
    if _KANA.match(after):
        if _NEGATIVE_ENDING.match(letters, position):
            return True
        is_particle = after in _PARTICLES
        return not is_particle and bool(_COUNTED.search(behind)) and _is_numeral(behind)
    if not _HAN.match(after) or _ENDS_IN_WHOLE.search(behind):
        return False
    return bool(_NEGATED.search(behind)) or (bool(_COUNTED.search(behind)) and _is_numeral(behind))


def _is_numeral(behind: str) -> bool:
    """Whether these characters end in a numeral; a vague one only after nothing but a limit."""
    if _ENDS_IN_WHOLE.search(behind):
        return False
    last, before = behind[-1], behind[-2:-1]
    return last not in _VAGUE or not before or not _HAN.match(before) or before in "约約近好"


def begins_number(before: str, after: str) -> bool:
    """Whether a digit after this character begins a number of its own, as in 约500人."""
    is_unspaced = bool(_HAN.match(before) or _KANA.match(before))
    return is_unspaced and after.isdigit() and before not in f"{_NUMERALS}第"
