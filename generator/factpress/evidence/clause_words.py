"""Clause words: the words that begin a new clause, as data, for six languages.

In a language without lists only punctuation separates clauses.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from factpress.text.number_words import word_lists


class ClauseWords(NamedTuple):
    """The words of one language between its clauses: phrases separated by `;`, `*` for any letters.

    `adversatives` turn against the clause before, `coordinators` continue it. `subordinators` begin
    a clause of their own, `complementizers` one that the verb before governs. `subjects` begin a
    clause after a coordinator, `finite` verbs a predicate of its own. The complement of `factives`
    holds even when the verb is negated. `joining` may begin a second complement ("and that").
    `nouns` among the hedges govern only a complement right after them; so do `nouns_or_verbs` after
    one of the `determiners`.
    """

    adversatives: str = ""
    coordinators: str = ""
    subordinators: str = ""
    complementizers: str = ""
    subjects: str = ""
    finite: str = ""
    factives: str = ""
    determiners: str = ""
    joining: str = ""
    nouns: str = ""
    nouns_or_verbs: str = ""


# In these languages a comma begins a complement.
COMMA_COMPLEMENTS: Final = frozenset({"ru", "de"})

_LISTS: Final = {
    "en": """
    adversatives: but; yet; however; whereas; nevertheless; nonetheless; still; though; although
    coordinators: and; or; nor; so; then
    subordinators: because; although; though; when; where; since; after; before; until; while; as;
      which; who; whom; whose; so that; even though; once; for; like; except that
    complementizers: that; to; of
    subjects: i; we; he; she; they; it; you; this; that; there; these; those; the; a; an; his; her;
      their; our; my; your; its; what; who; nobody; everyone; all; some; many; mr; mrs; ms; dr
    finite: spread; began; ended; remained; became; led; met; ran; was; were; is; are; has; had;
      have; will; did; does; do; said; went; got; came; left; made; took; gave; told; kept; *ed
    factives: know that; knew that; known that; aware that; realise that; realize that; told that;
      forget that; forgotten that; surprised that; regret that; mind that
    determiners: the; a; an; his; her; their; our; my; your; its; this; that; these; those; no;
      any; some; all; such; false; many; several; of; other; about; by; and
    joining: that; whether   nouns: rumour*; rumor*; denial*; allegation*; accusation*; suspicion*
    nouns_or_verbs: claim; claims; doubt; doubts; dispute; disputes; suspect; suspects
    """,
    "fr": """
    adversatives: mais; or; cependant; pourtant; toutefois; tandis que; alors que; néanmoins
    coordinators: et; ou; puis; donc
    subordinators: parce que; parce qu'*; car; bien que; quoique; quand; lorsque; lorsqu'*;
      puisque; après que; avant que; qui; dont; où; lequel; laquelle; lesquels; comme; pour que
    complementizers: que; qu'*; de; d'*; selon laquelle; selon lequel
    subjects: je; j'*; nous; il; elle; ils; elles; vous; tu; on; ce; cela; c'*; le; la; les; l'*;
      un; une; des; son; sa; ses; leur; leurs; notre; nos; mon; ma; mes
    finite: a; ont; est; sont; était; avait; fut; sera; seront; *èrent; *aient
    determiners: le; la; les; l'*; un; une; des; ces; cette; ce; sa; son; leurs
    joining: que; qu'*
    nouns: rumeur*; allégation*; accusation*; affirmation*; soupçon; soupçons; démenti; démentis
    nouns_or_verbs: doute; doutes; refus; rejet
    """,
    "ru": """
    adversatives: но; а; однако; зато; тогда как; хотя   coordinators: и; или; да; затем
    subordinators: потому что; так как; поскольку; хотя; когда; где; пока; котор*; после того;
      перед тем; ибо; чтобы
    complementizers: что; чтобы; том, что; том; тем, что; того, что; в том, что; о том, что
    subjects: я; мы; он; она; они; оно; вы; ты; это; все; каждый   joining: что; чтобы
    nouns: слух*; утверждени*; обвинени*; предположени*; отказ   nouns_or_verbs: ложь
    """,
    "es": """
    adversatives: pero; sino; mas; sin embargo; mientras que; en cambio
    coordinators: y; e; o; u; luego; entonces
    subordinators: porque; aunque; cuando; donde; mientras; puesto que; ya que; después de que;
      antes de que; quien; quienes; cuyo; cuya; el cual; la cual; pues; como; para que
    complementizers: que; de; de que
    subjects: yo; nosotros; él; ella; ellos; ellas; usted; ustedes; eso; esto; el; la; los; las;
      un; una; unos; su; sus; nuestro; nuestra; mi
    finite: fue; fueron; es; son; era; ha; han; había; *ó; *aron; *ieron
    determiners: el; la; los; las; un; una; sus; esa; ese   joining: que
    nouns: rumor*; acusaci*; sospecha; sospechas   nouns_or_verbs: duda; dudas; rechazo
    """,
    "de": """
    adversatives: aber; sondern; doch; jedoch; während; hingegen   coordinators: und; oder; dann
    subordinators: weil; obwohl; als; wo; nachdem; bevor; bis; da; denn; damit; indem; welche*;
      deren; dessen
    complementizers: dass; ob; zu
    subjects: ich; wir; er; sie; es; ihr; man; das; dies; der; die; ein; eine; sein; seine; ihre;
      unser; unsere; mein
    finite: war; waren; ist; sind; hat; haben; wurde; wurden; wird; werden; *te; *ten
    determiners: der; die; das; den; dem; ein; eine; einen; diese; sein; seine   joining: dass; ob
    nouns: gerücht*; behauptung*; vorwurf*; verdacht*; vermutung*
    """,
    "pt": """
    adversatives: mas; porém; contudo; todavia; enquanto que; no entanto
    coordinators: e; ou; depois; então
    subordinators: porque; embora; quando; onde; enquanto; pois; já que; depois que; antes que;
      quem; cujo; cuja; o qual; a qual; como; para que
    complementizers: que; de; de que
    subjects: eu; nós; ele; ela; eles; elas; você; vocês; isso; isto; o; a; os; as; um; uma; seu;
      sua; seus; nosso; nossa; meu; minha
    finite: foi; foram; é; são; era; tem; têm; tinha; *ou; *aram; *eram
    determiners: o; a; os; as; um; uma; seus; essa; esse   joining: que
    nouns: rumor*; boato*; acusaç*; suspeita; suspeitas
    """,
}

CLAUSES: Final[Mapping[str, ClauseWords]] = MappingProxyType(
    {language: ClauseWords(**word_lists(text)) for language, text in _LISTS.items()}
)
