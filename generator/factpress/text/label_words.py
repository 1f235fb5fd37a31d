"""Words of labels, as data: titles, labels without a name, headings that label no speaker.

The words are `folded`: in small letters, without accents. They are those of English, French,
Russian, Spanish, German and Portuguese, and the commonest of Arabic, Chinese and Japanese.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_APOSTROPHES = str.maketrans("\u2019\u2018ʼ\uff07", "''''")


def folded(text: str) -> str:
    """A text in small letters, without accents, its white space single."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(text).split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in folded(text).split(";") if phrase.strip())


ARTICLES: Final = _words("the a an le la les l' el los las der die das den o os il lo")
# Words within a name or a title that begin with a small letter.
PARTICLES: Final = _words(
    "of the for and at in de la le les du des d' l' et aux von van der den ter zu und für fur "
    "del las los y e da do das dos di al el bin ibn bint ben abu по и при делам of on to"
)
# A title before a name; alone, or with the name of its institution, it is an office.
TITLES: Final = _words(
    """
    mr mrs ms miss mx madam dr prof professor sir dame lord lady hon rev reverend father sister
    pope king queen prince princess sen senator rep representative congressman congresswoman member
    mp mep delegate gov governor mayor deputy councillor councilor commissioner secretary general
    minister premier prime chancellor president vice pres chair chairman chairwoman chairperson
    speaker ambassador judge justice attorney chief gen col colonel lt lieutenant maj major capt
    captain sgt sergeant adm admiral cmdr commander director spokesman spokeswoman spokesperson
    acting former m mme mlle monsieur madame mademoiselle president presidente premier premiere
    ministre maire depute deputee senateur senatrice porte-parole ambassadeur commandant directeur
    directrice herr frau prasident prasidentin bundesprasident minister ministerin kanzler
    kanzlerin bundeskanzler bundeskanzlerin burgermeister burgermeisterin oberburgermeister
    abgeordneter abgeordnete sprecherin senor senora sr sra don dona presidente presidenta ministro
    ministra alcalde alcaldesa diputado diputada senador senadora prefeito prefeita governador
    governadora deputado deputada президент министр премьер премьер-министр мэр губернатор депутат
    господин госпожа г-н г-жа председатель директор спикер генерал полковник глава الرئيس الوزير
    السيد السيدة رئيس وزير
    """
)
HONORIFICS: Final = _words(
    "mr mrs ms miss mx madam sir m mme mlle monsieur madame herr frau senor senora sr sra don dona "
    "hon rev господин госпожа السيد السيدة"
)
DEGREES: Final = _words("mp mep jr sr ii iii iv phd md esq qc kc td mla")
EAST_ASIAN_TITLES: Final = (
    "总统 總統 主席 总理 部长 部長 市长 "
    "市長 先生 女士 小姐 首相 大臣 氏 さん "
    "大統領 发言人 議長 议员"
).split()
DEPUTIES: Final = _words("vice deputy acting former vize stellvertretender adjoint вице бывший")

# A label made of only these words gives a speaker's part, not a name.
_ASKERS = """
    q question questions interviewer reporter reporters journalist press host anchor presenter
    moderator correspondent announcer caller operator audience crowd protester heckler narrator
    questioner student chair intervieweur journaliste animateur animatrice presentateur
    presentatrice moderateur moderatrice public salle auditeur voix вопрос журналист журналистка
    корреспондент ведущий ведущая модератор интервьюер зала зал голос реплика pregunta p periodista
    entrevistador entrevistadora moderador moderadora presentador presentadora locutor frage f
    fragen journalistin moderatorin interviewerin reporterin zuschauer zuschauerin pergunta
    reporter entrevistador jornalista apresentador apresentadora domanda d سؤال س المذيع المذيعة
    الصحفي الصحفية المحاور المحاورة المقدم المراسل 问 問 记者 記者 主持人 提问 質問 司会
"""
_ANSWERERS = """
    a answer answers witness respondent interviewee guest reponse reponses r invite invitee ответ
    respuesta entrevistado entrevistada antwort zeuge resposta risposta جواب ج الجواب الضيف 答 答え
"""
_UNKNOWN = """
    speaker voice voices male female man woman men women unidentified unknown unnamed inaudible
    multiple several participant participants panelist panellist juror translator interpreter m f v
    s p i member all both group clerk bailiff court intervenant intervenante homme femme inconnu
    inconnue traducteur interprete мужчина женщина неизвестный неизвестная переводчик участник
    участница спикер hombre mujer desconocido participante mann sprecher sprecherin unbekannt
    unbekannter dolmetscher teilnehmer homem mulher desconhecido متحدث مجهول 翻译 通訳
"""
ASKERS: Final = _words(_ASKERS)
ANSWERERS: Final = _words(_ANSWERERS)
GENERIC: Final = _words(_ASKERS + _ANSWERERS + _UNKNOWN)
# With these beside another word a label names nobody: UNIDENTIFIED DELEGATE.
UNKNOWN: Final = _words(
    "unidentified unknown unnamed inaudible multiple several inconnu неизвестный unbekannter"
)

# With a colon after it, a heading begins an editor's words and ends a speaker's.
HEADINGS: Final = _phrases(
    """
    note; notes; editor's note; editors note; update; updates; updated; correction; corrections;
    clarification; source; sources; photo; photos; image; images; video; audio; credit; credits;
    caption; picture; map; graphic; illustration; read more; read also; also read; see also;
    related; more; more on this; listen; watch; share; tags; topics; topic; keywords; category;
    categories; filed under; contact; contacts; phone; tel; telephone; fax; email; e-mail; mail;
    web; website; online; address; url; link; links; date; time; place; location; venue; where;
    when; who; what; why; how; cost; price; tickets; admission; duration; fact; facts; the facts;
    fact check; fact-check; factcheck; the claim; claim; claims; verdict; rating; our rating; our
    ruling; ruling; conclusion; conclusions; summary; in short; context; background; analysis;
    comment; opinion; myth; truth; reality; the truth; the reality; evidence; our verdict;
    assessment; attribution; image information; disclaimer; copyright; author; authors; by; written
    by; reporting by; reporting; editing by; editing; published; posted; last updated; transcript;
    subject; re; from; to; cc; title; name; age; born; died; status; result; results; score; total;
    number; population; area; budget; capacity; height; length; weight; position; occupation; key
    points; key facts; highlights; at a glance; in brief; breaking; exclusive; live; latest;
    developing; present; absent; apologies; agenda; decision; decisions; action; motion; vote;
    votes; resolved; moved; seconded; in favour; against; abstentions; weather; traffic; pros;
    cons; problem; solution; method; remarque; nota bene; mise a jour; rectificatif; precision; la
    reponse; les faits; contexte; analyse; lire aussi; a lire; a lire aussi; voir aussi; legende;
    credit photo; lieu; tarif; tarifs; prix; telephone; courriel; adresse; site; auteur; bilan;
    resume; verification; le verdict; conclusion; chiffres; horaires; contact presse; sommaire;
    objet; duree; примечание; обновление; обновлено; исправление; поправка; источник; источники;
    фото; видео; читайте также; подробнее; справка; контекст; итог; вывод; выводы; адрес; телефон;
    почта; дата; время; место; цена; стоимость; автор; авторы; тема; теги; факт; факты; вердикт;
    важно; внимание; nota; actualizacion; correccion; fuente; fuentes; foto; fotos; vease tambien;
    lea tambien; contexto; analisis; veredicto; lugar; fecha; hora; precio; telefono; correo;
    direccion; autor; resumen; hechos; los hechos; conclusiones; hinweis; anmerkung;
    aktualisierung; korrektur; berichtigung; quelle; quellen; bild; siehe auch; lesen sie auch;
    mehr zum thema; kontext; hintergrund; fazit; ort; datum; uhrzeit; preis; kosten; telefon;
    anschrift; autorin; thema; zusammenfassung; fakten; die fakten; bewertung; tipp; atualizacao;
    correcao; fonte; fontes; leia tambem; leia mais; saiba mais; local; data; preco; conclusao;
    ملاحظة; تحديث; تصحيح; المصدر; مصدر; اقرأ أيضا; الصورة; صورة; المكان; التاريخ; الوقت; الهاتف;
    注; 更新; 更正; 来源; 來源; 图片; 时间; 地点; 电话; 地址; 编辑; 作者; 背景; 结论; 出典; 写真;
    注意; 日時; 場所
    """
)

# With a colon after them, these are anybody's words or a date: no label, and no end of a turn.
ASIDES: Final = _phrases(
    """
    look; listen to this; remember; now; well; so; but; and; or; yes; no; ok; okay; okay so; first;
    firstly; second; secondly; third; thirdly; fourth; finally; lastly; next; then; again; again
    and again; also; moreover; however; therefore; indeed; clearly; frankly; honestly; simply put;
    simple; in other words; for example; example; examples; for instance; namely; that is; i mean;
    think about it; the point is; the question is; my question; my answer; my point; the result;
    the answer; the problem; the reason; the truth is; bottom line; one; two; three; four; five;
    today; tonight; tomorrow; yesterday; here; there; there is; here it is; one thing; one more
    thing; guess what; imagine; consider; ask yourself; warning; important; attention; caution;
    tip; tips; hint; reminder; ps; p.s.; p.s; nb; n.b.; n.b; i said; he said; she said; they said;
    we said; and yet; part one; part two; part three; chapter one; day one; day two; step one;
    option; options; reasons; fact is; alors; bon; bref; ensuite; enfin; d'abord; premierement;
    deuxiemement; exemple; par exemple; en clair; resultat; attention; important; oui; non;
    aujourd'hui; hier; demain; autrement dit; итак; например; пример; во-первых; во-вторых;
    наконец; да; нет; сегодня; вчера; завтра; то есть; primero; segundo; tercero; ejemplo; por
    ejemplo; es decir; si; hoy; ayer; en resumen; mira; erstens; zweitens; drittens; beispiel; zum
    beispiel; also; ja; nein; heute; gestern; morgen; kurz; kurzum; wichtig; achtung; also gut;
    primeiro; exemplo; por exemplo; ou seja; hoje; ontem; monday; tuesday; wednesday; thursday;
    friday; saturday; sunday; january; february; march; july; september; october; november;
    december; spring; summer; autumn; winter; lundi; mardi; mercredi; jeudi; vendredi; samedi;
    dimanche; janvier; fevrier; mars; avril; mai; juin; juillet; aout; septembre; octobre;
    novembre; decembre; montag; dienstag; mittwoch; donnerstag; freitag; samstag; sonntag; januar;
    februar; marz; juni; juli; oktober; dezember; понедельник; вторник; среда; четверг; пятница;
    суббота; воскресенье; январь; февраль; март; апрель; май; июнь; июль; август; сентябрь;
    октябрь; ноябрь; декабрь; lunes; martes; miercoles; jueves; viernes; sabado; domingo; enero;
    febrero; marzo; abril; mayo; junio; julio; agosto; septiembre; octubre; noviembre; diciembre
    """
)
# Before a number, a letter or a name these number the parts of a text.
PARTS: Final = _words(
    """
    option options part parts step chapter section phase scenario plan point item example case
    lesson tip rule article figure table group level stage round act scene appendix annex exhibit
    variant type class category line route day week month year number no etape partie chapitre
    phase scenario variante point article часть глава шаг вариант этап пункт статья раздел parte
    capitulo paso opcion etapa articulo teil kapitel schritt variante punkt artikel abschnitt
    """
)
# Words at the end or beginning of a phrase such as "He said", in scripts without capitals.
SPEECH_VERBS: Final = (
    "说 說 表示 称 稱 道 指出 写道 如下 述べた 語った 言った قال وقال قالت وقالت وأضاف كما قائلا"
).split()

# Words that somebody says of himself or to another, and questions.
SPOKEN: Final = re.compile(
    r"[?\u061f\uff1f]|(?<!\w)(?:I|us)(?!\w)|我|你|您|أنا|نحن|私|僕"
    r"|(?<!\w)(?i:i'm|i've|i'll|i'd|we|we're|we've|we'll|our|ours|my|myself|you|your|yours"
    r"|je|j'\w+|nous|notre|nos|vous|votre|mon|mes|я|мы|мне|меня|нас|нам|наш\w*|мой|моя|мои|вы"
    r"|вас|вам|ваш\w*|ich|wir|uns|unser\w*|mein\w*|yo|nosotros|nosotras|nuestr\w+|usted"
    r"|ustedes|eu|nós|nosso\w*|nossa\w*|noi|nostr\w+)(?!\w)"
)
