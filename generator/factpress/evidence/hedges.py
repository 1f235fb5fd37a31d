"""Negations and hedges: the words whose loss turns a quotation into another statement.

The lists are data, one phrase a line, for English, French and Russian; a `*` ends a stem that any
letters may follow. They are compiled into one pattern per language. A language without a list has
none: its passages are not guarded, rather than guarded by the wrong words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from factpress.evidence.folding import fold

_ENGLISH = """
not; no; never; none; nor; neither; without; nobody; nothing; nowhere; no one; cannot; *n't
hardly; barely; scarcely; almost; nearly; only; unless; if; whether; except
deny; denies; denied; denying; denial*; refute*; refuting; reject*; dispute*; disputing; debunk*
alleg*; reported to; reportedly; purport*; claim*; supposed*; suppose*; supposing; presum*
according to; suspect*; rumour*; rumor*; unconfirmed; unverified; unproven
unsubstantiated; baseless; unfounded; false; falsely; untrue; fake*; hoax*; so-called; ostensibl*
apparently; appear to; appears to; appeared to; appears; appeared; seem*; said to be; said to have
believed to; thought to; we think; i think; we believe; i believe; i guess; in my opinion
in our opinion; could; might; would; may=; perhaps; maybe; possibl*; probabl*; potential*
likely; unlikely; fail to; fails to; failed to; failing to; failure to; refus*; ceased to
stopped short of; far from; if true; little evidence; joked; joking*; as if; as though
"""

_FRENCH = """
ne; n'*; pas; jamais; aucun; aucune; aucuns; aucunes; rien; sans; ni; non; nul; nulle; guère
nullement; sauf; seulement; à moins; faute de; si; s'il; s'ils
nie; nient; nier; nié; niée; nia; niait; niaient; niant; dément*; démenti*; réfut*; conteste*
contesté*; contestant; contestent; rejet*; échou*
prétend*; présum*; soi-disant; allégu*; allég*; selon; d'après; affirm*; à en croire
aurait; auraient; serait; seraient; pourrait; pourraient; devrait; devraient; peut-être
peut; peuvent; sembl*; paraît; paraissent; apparemment; nous pensons; je pense; nous croyons
je crois; à mon avis; à notre avis; accus*; soupçonn*; suppos*; rumeur*; non confirmé*
probable*; probablement; possible*; possiblement; éventuel*; faux; fausse*; infondé*; douteu*
quasi*; presque; à peine; refus*
"""

_RUSSIAN = """
не; ни; нет; никогда; никто; никого; никому; никем; ничего; ничто; ничем; ничему; никак*
нигде; нельзя; без; безо; вряд ли; едва; только; лишь; если; кроме; разве
якобы; будто; как будто; отрица*; отверг*; отвергн*; опроверг*; опроверж*; оспарива*; оспор*
предположительно; предполага*; предполож*; по словам; по данным; по сообщениям; по информации
согласно; по мнению; по версии; по слухам; слух*; мы думаем; я думаю; мы считаем; я считаю
мы полагаем; полага*; возможно; вероятно; может; могут; мог; могла; могло; могли; мог бы; бы; б
кажется; казалось; похоже; судя по; утвержда*; подозрева*; неподтвержд*
не подтвержд*; так называем*; не удалось; отказа*; ложь; лож*; фейк*; сомнева*; почти
"""

LISTS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        language: tuple(phrase.strip() for phrase in re.split("[;\n]", text) if phrase.strip())
        for language, text in (("en", _ENGLISH), ("fr", _FRENCH), ("ru", _RUSSIAN))
    }
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The negations and hedges of one language as a pattern over folded text; None if it has none.

    `language` is the primary subtag of a BCP 47 tag, such as "en" for "en-GB".
    """

    language: str
    pattern: re.Pattern[str] | None


def lexicon(language: str, extra: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Lexicon:
    """The lexicon of a language tag, with the publication's `extra` phrases for that language.

    A phrase matches whole words in any letter case. `*` at its end stands for any further letters,
    at its start for any letters before; `=` at its end means small letters only (may, not May).
    """
    primary = re.split("[-_]", language.strip().lower())[0]
    own = extra.get(language, extra.get(primary, ()))
    phrases = (*LISTS.get(primary, ()), *own)
    return Lexicon(primary, _pattern(phrases))


def lexicon_of_all(extra: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Lexicon:
    """The lexicons of every language in one: for words that are an editor's, of any language."""
    phrases = (*LISTS.values(), *extra.values())
    return Lexicon("mul", _pattern(phrase for each in phrases for phrase in each))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    readings = {_reading(phrase.strip()) for phrase in phrases if phrase.strip(" *=")}
    if not readings:
        return None
    # The longest first: "said to be" is one hedge, and "to" none.
    ordered = sorted(readings, key=lambda reading: (-len(reading), reading))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)")


def _reading(phrase: str) -> str:
    is_small = phrase.endswith("=")
    words = fold(phrase.strip("*=")).text
    before = r"\w*" if phrase.startswith("*") else ""
    after = r"\w*" if phrase.endswith("*") else ""
    folded = re.escape(words).replace(r"\ ", r"\s")
    return f"{before}{folded}{after}" if is_small else f"(?i:{before}{folded}{after})"
