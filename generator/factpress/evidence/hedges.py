"""Negations and hedges: the words whose loss turns a quotation into another statement.

The lists here and the publication's own are compiled into one pattern per language. Each phrase has
a kind, which says what it can govern (see `governing`). A language without lists has no hedges: the
wrong words would guard its passages badly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, cast

from factpress.text.folding import fold
from factpress.text.number_words import word_lists

HedgeKind = Literal[
    "negation", "privation", "modal", "adverb", "focus", "adjective", "denial", "claim",
    "predicate", "question", "condition", "attribution", "affirmation", "any",
]  # fmt: skip

_LISTS: Final = {
    "en": """
    negation: not; no; never; none; nor; neither; nobody; nothing; nowhere; no one; cannot; *n't;
      has yet to; have yet to; had yet to; by no means; little evidence; ceased to; stopped short
      of; fail to; fails to; failed to; failing to; failure to
    privation: without; instead of; rather than; far from
    modal: could; might; would; may=; unlikely to; likely to
    adverb: allegedly; reportedly; purportedly; supposedly; presumably; ostensibl*; apparently;
      perhaps; maybe; possibly; probably; potentially; falsely; seemingly; in my opinion; in our
      opinion; seem*; appear to; appears to; appeared to; appears; appeared; said to be; said to
      have; believed to; thought to; reported to; alleged to; purport*; supposed to
    focus: hardly; barely; scarcely; almost; nearly; only; except
    adjective: alleged; supposed; so-called; suspected; presumed; fake*; possible; potential;
      likely; unlikely; probable; unconfirmed; unverified; unproven; unsubstantiated; baseless;
      false; hoax*; unfounded; untrue
    denial: deny; denies; denied; denying; denial*; refute*; refuting; reject*; dispute*;
      disputing; debunk*; refus*; doubt; doubts; doubted; doubting; rule out; rules out; ruled out;
      false that; not true; a lie that; a myth that; lie that
    claim: allege; alleges; alleging; allegation*; claim*; suspect; suspects; suspicion*; presume;
      presumes; rumour*; rumor*; we think; i think; we believe; i believe; i guess; believe;
      believes; believed; joked; joking*; i hope; we hope; hopes; hoped; feared that; fears that;
      imagine; imagining; pretend*; reported as saying; quoted as saying; want you to believe;
      wants you to believe; would have you believe; like you to believe; let's say; let us say;
      assume; assumes; accuse; accuses; accused; accusing; accusation*
    predicate: is false; is untrue; is a lie; are false; was false; is unclear; is a myth;
      is baseless
    question: whether; as if; as though; even if
    condition: unless; if; suppose; supposing; if true; provided that; on condition that; Had the=;
      Had we=; Had they=; Had he=; Had she=; Had it=; Had I=; Had you=; assuming
    attribution: according to
    affirmation: no doubt; without doubt; without a doubt; without question; no question; not only;
      not just; not merely; not simply; no secret; no wonder; nothing but; no longer than; no less
      than; no fewer than; no more than; not less than; not more than; no sooner; nobody disputes;
      no one disputes; nobody denies; no one denies; nobody doubts; no one doubts; whether or not;
      if not; if only; if anything; if you like; if you will; if you look; if you remember; if you
      recall; if i may; if you ask me; if we look; if you think about; not surprising; not to
      mention; would like to; never mind; why not; last but not least
    """,
    "fr": """
    negation: ne; n'*; pas; jamais; aucun; aucune; aucuns; aucunes; rien; ni; non; nul; nulle;
      guère; nullement; personne ne; personne n'*; échou*
    privation: sans; faute de; au lieu de; au lieu d'*; loin de
    modal: aurait; auraient; serait; seraient; pourrait; pourraient; devrait; devraient; peut;
      peuvent
    adverb: peut-être; sembl*; paraît; paraissent; apparemment; présumément; probablement;
      possiblement; éventuellement; soi-disant; prétendument; à mon avis; à notre avis; censé;
      censée; censés; censées
    focus: seulement; sauf; quasi*; presque; à peine
    adjective: présumé*; supposé*; soi-disant; prétendu*; allégu*; non confirmé*; probable*;
      possible*; éventuel*; douteu*; fausse*; faux; infondé*
    denial: nie; nient; nier; nié; niée; nia; niait; niaient; niant; dément*; démenti*; réfut*;
      conteste*; contesté*; contestant; contestent; rejet*; refus*; doute; doutent; doutait; faux
      que; faux qu'*; exclut; excluent
    claim: prétend; prétendent; prétendait; présum*; allèg*; allég*; affirm*; accus*; soupçonn*;
      suppos*; rumeur*; nous pensons; je pense; nous croyons; je crois; croit; croient
    predicate: est faux; est fausse; est infondé*; est douteu*   question: comme si; même si
    condition: à moins; si; s'il; s'ils; à condition   attribution: selon; d'après; à en croire
    affirmation: non seulement; pas seulement; sans doute; sans aucun doute; nul doute; aucun
      doute; personne ne conteste; nul ne conteste; personne ne doute; pas moins de; ne conteste;
      rien que; non plus; si bien que; selon que
    """,
    "ru": """
    negation: не; ни; нет; никогда; никто; никого; никому; никем; ничего; ничто; ничем; ничему;
      никак*; нигде; нельзя; не удалось; так и не
    privation: без; безо; вместо   modal: может; могут; мог; могла; могло; могли; мог бы; бы; б
    adverb: якобы; будто; как будто; вряд ли; едва ли; предположительно; возможно; вероятно;
      кажется; казалось; похоже; судя по; наверное; видимо; по слухам
    focus: едва; только; лишь; кроме; почти; разве
    adjective: так называем*; неподтвержд*; не подтвержд*; предполагаем*; ложн*; фейк*; мнимы*
    denial: отрица*; отверг*; отвергн*; опроверг*; опроверж*; оспарива*; оспор*; отказ*; сомнева*;
      неправда; ложь
    claim: предполага*; предполож*; мы думаем; я думаю; мы считаем; я считаю; мы полагаем; полага*;
      утвержда*; подозрева*; слух*; обвиня*; обвини*
    predicate: это ложь; это неправда   question: ли   condition: если; при условии
    attribution: по словам; по данным; по сообщениям; по информации; согласно; по мнению; по версии
    affirmation: не только; нет сомнений; нет сомнения; не менее; не более; не раз; как только;
      никто не оспаривает; никто не сомневается; если не; не меньше; не больше; тем не менее; вряд
      ли не
    """,
    "es": """
    negation: no; nunca; jamás; nadie; nada; ningún; ninguno; ninguna; ni; tampoco
    privation: sin; en vez de; en lugar de; lejos de
    modal: podría; podrían; puede; pueden; habría; habrían; debería; deberían; sería; serían;
      estaría; estarían
    adverb: quizá; quizás; tal vez; acaso; supuestamente; presuntamente; al parecer; aparentemente;
      probablemente; posiblemente; a lo mejor; parece; parecía; en mi opinión
    focus: casi; apenas; solo; sólo; solamente; excepto; salvo
    adjective: presunt*; supuest*; posible*; probable*; fals*; infundad*; llamad*
    denial: niega; niegan; negó; negaron; negaba; negar; desmiente*; desmint*; refut*; rechaza*;
      rechazó; duda; dudan; dudaba; es falso que; mentira que; descarta*; descartó; se negó a; se
      negaron a; se niega a
    claim: alega; alegan; alegó; alegaron; supone; suponen; cree que; creen que; creo que;
      sospecha*; rumor*; acusa; acusan; acusó; acusaron; acusado de; acusada de; pretende;
      pretenden; presume; presumen; creemos que; pienso que; pensamos que
    predicate: es falso; es falsa; es mentira   question: como si; aunque sea
    condition: si; a menos que; salvo que; a no ser que; siempre que; con tal de que
    attribution: según; de acuerdo con
    affirmation: no solo; no sólo; no hay duda; sin duda; no cabe duda; nadie discute; nadie duda;
      no menos de; no más de; nada más; no obstante
    """,
    "de": """
    negation: nicht; kein*; nie; niemals; niemand*; nichts; nirgends; weder; noch nie; nirgendwo
    privation: ohne; statt; anstatt; anstelle
    modal: könnte; könnten; dürfte; dürften; würde; würden; soll; sollen; will angeblich; mag;
      möge; kann; können
    adverb: angeblich; vielleicht; vermutlich; offenbar; anscheinend; scheinbar; womöglich;
      möglicherweise; wahrscheinlich; mutmaßlich; scheint; schien; meines erachtens
    focus: kaum; fast; beinahe; nur; lediglich; außer
    adjective: angebliche*; mutmaßliche*; vermeintliche*; sogenannte*; mögliche*; falsche*;
      unbestätigt*; wahrscheinliche*
    denial: bestreite*; bestritt*; dementier*; leugne*; widerleg*; weigert*; weigern; zurückweis*;
      bezweifel*; zweifelt; zweifeln; falsch, dass; lüge, dass; unwahr
    claim: behaupte*; behauptung*; gerücht*; wirft; werfen; warf; vorwurf; beschuldig*;
      verdächtig*; vermut*; glaube; glauben; glaubt; ich denke; wir denken; unterstellt;
      unterstellen
    predicate: ist falsch; ist gelogen; ist unwahr; ist unklar   question: ob; als ob
    condition: wenn; falls; sofern; es sei denn; vorausgesetzt
    attribution: laut; zufolge; nach angaben; nach ansicht; nach auskunft
    affirmation: nicht nur; kein zweifel; keinen zweifel; ohne zweifel; zweifellos; niemand
      bestreitet; niemand bezweifelt; nicht weniger als; nicht zuletzt
    """,
    "pt": """
    negation: não; nunca; jamais; ninguém; nada; nenhum; nenhuma; nem; tampouco
    privation: sem; em vez de; ao invés de; longe de
    modal: poderia; poderiam; pode; podem; teria; teriam; deveria; deveriam; seria; seriam
    adverb: talvez; quiçá; supostamente; alegadamente; aparentemente; provavelmente; possivelmente;
      ao que parece; parece
    focus: quase; apenas; só; somente; exceto; salvo
    adjective: supost*; alegad*; presumív*; possív*; prováv*; fals*; infundad*
    denial: nega; negam; negou; negaram; negava; desment*; refut*; rejeit*; duvid*; é falso que; é
      mentira que; recus*; descart*
    claim: alega; alegam; alegou; alegaram; acha que; acho que; acredita que; suspeit*; rumor*;
      boato*; acusa; acusam; acusou; acusado de; acusada de; supõe
    predicate: é falso; é falsa; é mentira   question: como se; mesmo que
    condition: se=; a menos que; a não ser que; desde que; caso
    attribution: segundo; de acordo com; conforme
    affirmation: não só; não apenas; não há dúvida; sem dúvida; ninguém contesta; não menos de; não
      mais de
    """,
}


def _hedges(text: str) -> Mapping[HedgeKind, Sequence[str]]:
    lists = word_lists(text).items()
    return {cast(HedgeKind, kind): tuple(phrases.split("; ")) for kind, phrases in lists}


HEDGES: Final[Mapping[str, Mapping[HedgeKind, Sequence[str]]]] = MappingProxyType(
    {language: MappingProxyType(_hedges(text)) for language, text in _LISTS.items()}
)
# The phrases that a quotation may not leave out, by language: all but the affirmations.
LISTS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        language: tuple(
            phrase for kind, phrases in lists.items() if kind != "affirmation" for phrase in phrases
        )
        for language, lists in HEDGES.items()
    }
)
# An editor's brackets may hold no hedge of these languages, and no negation of the others: other
# hedges are too often words of English, such as "sin" or "falls".
_WHOLLY_INSERTED = ("en", "fr", "ru")


@dataclass(frozen=True, slots=True)
class HedgeLexicon:
    """The hedges of one language; `pattern` finds them in folded text, and is None without any.

    `language` is the primary subtag of a BCP 47 tag, such as "en" for "en-GB". `affirmations` finds
    phrases with a negation that affirm ("no doubt"). `kinds` gives each phrase's kind.
    """

    language: str
    pattern: re.Pattern[str] | None
    affirmations: re.Pattern[str] | None = None
    kinds: Mapping[str, HedgeKind] = field(default_factory=dict)

    def kind(self, words: str) -> HedgeKind:
        """The kind of a phrase that the pattern found."""
        small = words.lower()
        kind = self.kinds.get(words) or self.kinds.get(small)
        if kind:
            return kind
        for length in range(len(small), 0, -1):
            kind = self.kinds.get(f"{small[:length]}*")
            if kind:
                return kind
        endings = (self.kinds.get(f"*{small[start:]}") for start in range(len(small)))
        return next((kind for kind in endings if kind), "any")


def lexicon(
    language: str, extra: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> HedgeLexicon:
    """The lexicon of a language tag, with the publication's `extra` phrases for that language.

    A phrase matches whole words in any letter case. `*` at its end matches any further letters, at
    its start any letters before. `=` at its end means this letter case only (may, not May).
    """
    primary = re.split("[-_]", language.strip().lower())[0]
    own = extra.get(language, extra.get(primary, ()))
    lists = HEDGES.get(primary, {})
    kinds: dict[str, HedgeKind] = {
        _key(phrase): kind for kind, phrases in lists.items() for phrase in phrases
    }
    kinds |= dict.fromkeys(map(_key, own), "any")
    phrases = (*LISTS.get(primary, ()), *own)
    return HedgeLexicon(primary, _pattern(phrases), _pattern(lists.get("affirmation", ())), kinds)


def lexicon_of_all(extra: Mapping[str, Sequence[str]] = MappingProxyType({})) -> HedgeLexicon:
    """The lexicons of all languages in one, for the words of an editor."""
    phrases = [
        phrase
        for language, lists in HEDGES.items()
        for kind, listed in lists.items()
        for phrase in listed
        if _is_inserted(language, kind, phrase)
    ]
    return HedgeLexicon("mul", _pattern([*phrases, *(p for each in extra.values() for p in each)]))


def _is_inserted(language: str, kind: HedgeKind, phrase: str) -> bool:
    """Whether an editor's brackets may not hold this phrase; "far from" may be said of a place."""
    if kind == "affirmation" or (kind == "privation" and " " in phrase):
        return False
    return language in _WHOLLY_INSERTED or kind == "negation"


def _key(phrase: str) -> str:
    words = phrase.strip().removesuffix("=")
    return (words if words.isascii() else fold(words).text).lower()


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    readings = {_reading(phrase.strip()) for phrase in phrases if phrase.strip(" *=")}
    if not readings:
        return None
    # The longest first: "said to be" is one hedge, and "to" none.
    ordered = sorted(readings, key=lambda reading: (-len(reading), reading))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)")


def _reading(phrase: str) -> str:
    is_small = phrase.endswith("=")
    words = phrase.strip("*=")
    words = words if words.isascii() else fold(words).text
    before = r"\w*" if phrase.startswith("*") else ""
    after = r"\w*" if phrase.endswith("*") else ""
    folded = re.escape(words).replace(r"\ ", r"\s")
    return f"{before}{folded}{after}" if is_small else f"(?i:{before}{folded}{after})"
