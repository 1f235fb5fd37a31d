"""Number words: the numerals, units and limiters of each language, as data.

A language without lists here has only the symbols. Counted things (people, houses) are no units:
"killed 14" may be quoted of "killed 14 people". `number_tokens` compiles the lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class NumberWords(NamedTuple):
    """The words of one language that belong to a number.

    Phrases are separated by `;`; a `*` at a phrase's end matches any further letters. `small` are
    numerals; `singles` are those of them that often are no number ("one of them"). `big` numerals
    go on with `joins` ("hundred and six") and are counted ("five hundred"), also by `parts` ("half
    a"). `fractions` follow a small numeral, `tails` any ("and a half"). `links` come between a big
    one and its unit ("millions of dollars"). `units` follow a number, `prefixes` precede it.
    `before` and `after` are limiters. `ranges` come between two numbers ("5 to 6"), `pairs` between
    two that `opens` announces ("between 5 and 6"). A `joins` with `+` is written to its word.

    After `year_openers` a number is a year ("in 2019") and counts nothing that follows it; so is a
    number from 1000 to 2099 before `year_units` ("2019 года"). Before `months` it is a day: "до 5
    мая" limits nothing.
    """

    small: str = ""
    singles: str = ""
    big: str = ""
    fractions: str = ""
    tails: str = ""
    joins: str = ""
    parts: str = ""
    links: str = ""
    units: str = ""
    prefixes: str = ""
    before: str = ""
    after: str = ""
    ranges: str = ""
    opens: str = ""
    pairs: str = ""
    year_units: str = ""
    months: str = ""
    year_openers: str = ""


def word_lists(text: str) -> dict[str, str]:
    """The lists in a text such as `units: day; days   links: of`, by their names."""
    _, *parts = re.split(r"(\w+):", text)
    return {
        name: " ".join(phrases.split())
        for name, phrases in zip(parts[::2], parts[1::2], strict=True)
    }


# Symbols count in every language, in this letter case only. Symbols that are words of some
# language (m, t) are in the lists of the others.
SYMBOLS: Final = (
    "%; ‰; ‱; °C; °F; °; km; km/h; km²; km2; cm; mm; m²; m2; m³; m3; kg; mg; kW; MW; GW; TW; "
    "kWh; MWh; GWh; TWh; Hz; kHz; MHz; GHz; kB; MB; GB; TB; EUR; USD; GBP; CHF; JPY; CNY; RUB; "
    "INR; BRL; XOF; XAF; CFA; FCFA; м²; м³"
)
CURRENCY_CODES: Final = (
    "EUR; USD; GBP; CHF; JPY; CNY; RUB; INR; BRL; XOF; XAF; US$; A$; C$; R$; HK$; NT$; Rs; Rs."
)
# Languages written without spaces: their words follow one another directly.
UNSPACED: Final = frozenset({"zh", "ja"})

_LISTS: Final = {
    "en": """
    small: one; two; three; four; five; six; seven; eight; nine; ten; eleven; twelve; thirteen;
      fourteen; fifteen; sixteen; seventeen; eighteen; nineteen; several; a few
    singles: one; several; a few
    big: twenty; thirty; forty; fifty; sixty; seventy; eighty; ninety; hundred; hundreds; thousand;
      thousands; million; millions; billion; billions; trillion; trillions; dozen; dozens; bn; mn;
      tn; lakh; lakhs; crore; crores; tens
    fractions: half; halves; third; thirds; quarter; quarters; fourths; fifth; fifths; sixths;
      sevenths; eighths; ninths; tenth; tenths
    tails: and a half; and a quarter; and three quarters   joins: and
    parts: half a; half of a; a quarter of a; three quarters of a; a third of a; a; quarter of a
    links: of
    units: per cent; percent; percentage point*; basis point*; pct; degree*; dollar*; euro; euros;
      crowns; crown; pounds; pound; pence; cent; cents; francs; roubles; rubles; rupee*; yen; yuan;
      renminbi; rand; pesos; peso; dinars; dirhams; shillings; naira; marks; lira; zloty; reais;
      krona; kronor; krone; kroner; sterling; US dollars; CFA francs; seconds; minute; minutes;
      hour; hours; day; days; week; weeks; fortnights; month; months; year; years; decade; decades;
      century; centuries; o'clock; a.m; p.m; am; pm; nights; times; metre*; meter; meters;
      kilometre*; kilometer*; centimetre*; centimeter*; millimetre*; millimeter*; mile; miles;
      yards; yard; feet; foot; inch; inches; ft; acre; acres; hectare*; ha; square metre*; square
      meter*; square kilometre*; square kilometer*; square mile*; square feet; cubic metre*; cubic
      meter*; cubic feet; nautical mile*; gram; grams; grammes; kilogram*; kilo; kilos; tonne;
      tonnes; ton; tons; metric ton*; ounce; ounces; lb; lbs; oz; stone; litre*; liter; liters;
      gallon*; pint; pints; barrel; barrels; bushel*; knots; mph; kph; watt*; kilowatt*; megawatt*;
      gigawatt*; terawatt*; volt; volts; amps; hertz; byte; bytes; kilobyte*; megabyte*; gigabyte*;
      terabyte*; decibel*; calorie*; m; g; l; t
    prefixes: euros; dollars
    before: about; around; up to; more than; at least; at most; less than; fewer than; nearly;
      almost; roughly; approximately; approx; circa; some; over; under; above; below; close to; as
      many as; as much as; as few as; as little as; no more than; no fewer than; no less than; not
      more than; not less than; an estimated; estimated; well over; just over; just under; upwards
      of; in excess of; a maximum of; a minimum of; as high as; as low as
    after: or more; or so; or less; or fewer; or over; or under; or thereabouts; at most; at least;
      at the most; at the least; at minimum; at maximum
    ranges: to; or   opens: between   pairs: and
    year_openers: in; since; by; until; till; during; before; after; year
    months: January; February; March; April; May; June; July; August; September; October; November;
      December
    """,
    "fr": """
    small: un; une; deux; trois; quatre; cinq; six; sept; huit; neuf; dix; onze; douze; treize;
      quatorze; quinze; seize; dix-sept; dix-huit; dix-neuf; quelques; plusieurs
    singles: un; une; plusieurs; quelques
    big: vingt; trente; quarante; cinquante; soixante; soixante-dix; septante; quatre-vingt;
      quatre-vingts; quatre-vingt-dix; huitante; nonante; cent; cents; mille; millier; milliers;
      million; millions; milliard; milliards; billion; billions; dizaine; dizaines; douzaine;
      douzaines; vingtaine; trentaine; quarantaine; cinquantaine; centaine; centaines; Mds; Md
    fractions: la moitié; demi; demie; tiers; quart; quarts; cinquième; cinquièmes; sixièmes;
      dixième; dixièmes
    tails: et demi; et demie; et quart   joins: et
    parts: un demi; une demi; la moitié d'un; un quart de   links: de; d'
    units: pour cent; pour mille; pourcent; point* de pourcentage; degré*; dollar*; euro; euros;
      franc; francs; livre*; centime*; rouble*; roupie*; yen; yens; yuan; yuans; couronne*; peso*;
      dinar*; dirham*; francs CFA; seconde*; minute*; heure*; h; jour; jours; semaine*; mois; an;
      ans; année*; décennie*; siècle*; nuits; fois; mètre*; kilomètre*; centimètre*; millimètre*;
      lieues; mille marin; milles; pied; pieds; pouces; hectare*; ha; acre; acres; mètres carrés;
      mètres cubes; kilomètres carrés; gramme*; kilogramme*; kilo; kilos; tonne*; quintaux; litre*;
      hectolitre*; baril; barils; nœuds; watt*; kilowatt*; mégawatt*; gigawatt*; térawatt*; volt*;
      octet*; mégaoctet*; gigaoctet*; décibel*; m; g; l; t
    before: environ; près de; près d'; plus de; plus d'; moins de; moins d'; au moins; au plus;
      jusqu'à; quelque; presque; autour de; à peu près; approximativement; au maximum; au minimum;
      pas plus de; pas moins de; au bas mot; tout au plus; une moyenne de; au-delà de; minimum;
      maximum
    after: ou plus; ou moins; environ; au moins; au plus; au maximum; au minimum; tout au plus; à
      peu près
    ranges: à; ou   opens: entre   pairs: et
    year_openers: en; depuis; dès; avant; après; jusqu'en; pendant; an; année
    months: janvier; février; mars; avril; mai; juin; juillet; août; septembre; octobre; novembre;
      décembre
    """,
    "es": """
    small: un; uno; una; dos; tres; cuatro; cinco; seis; siete; ocho; nueve; diez; once; doce;
      trece; catorce; quince; dieciséis; diecisiete; dieciocho; diecinueve; veintiuno; veintiún;
      veintidós; veintitrés; veinticuatro; veinticinco; veintiséis; veintisiete; veintiocho;
      veintinueve; varios; varias; unos pocos
    singles: un; uno; una; varios; varias; unos pocos
    big: veinte; treinta; cuarenta; cincuenta; sesenta; setenta; ochenta; noventa; cien; ciento;
      doscient*; trescient*; cuatrocient*; quinient*; seiscient*; setecient*; ochocient*;
      novecient*; mil; miles; millón; millones; millar; millares; billón; billones; docena;
      docenas; decena; decenas; centenar; centenares; cientos; mill
    fractions: la mitad; tercio; tercios; cuarto; cuartos; quinto; quintos; décimos
    tails: y medio; y media; y cuarto   joins: y   parts: medio; media   links: de
    units: por ciento; por mil; puntos porcentuales; grado*; dólar; dólares; euro; euros; peso;
      pesos; libra*; franco*; rublo*; yen; yenes; yuan; yuanes; corona*; real; reales; soles;
      bolívar*; quetzal*; colones; guaraní*; céntimo*; centavo*; peseta*; segundos; minuto*; hora;
      horas; h; día; días; semana; semanas; mes; meses; año; años; década*; siglo*; noches; veces;
      metro; metros; kilómetro*; centímetro*; milímetro*; milla*; pies; pie; pulgada*; hectárea*;
      acre; acres; metros cuadrados; metros cúbicos; kilómetros cuadrados; gramo*; kilogramo*;
      kilo; kilos; tonelada*; quintales; litro*; galon*; barril; barriles; nudos; vatio*;
      kilovatio*; megavatio*; gigavatio*; voltio*; bytes; megabytes; gigabytes; decibelio*; m; g;
      l; t
    before: unos; unas; cerca de; más de; menos de; al menos; por lo menos; como mínimo; como
      máximo; a lo sumo; hasta; casi; aproximadamente; alrededor de; en torno a; no más de; no
      menos de; apenas; poco más de; poco menos de; un promedio de; una media de; un máximo de; un
      mínimo de; por encima de; por debajo de
    after: o más; o menos; como mínimo; como máximo; al menos; por lo menos; y pico;
      aproximadamente; a lo sumo
    ranges: a; o; u   opens: entre   pairs: y   year_openers: en; desde; antes de; después de; año
    months: de enero; de febrero; de marzo; de abril; de mayo; de junio; de julio; de agosto; de
      septiembre; de octubre; de noviembre; de diciembre
    """,
    "de": """
    small: ein; eine; einer; einem; einen; zwei; drei; vier; fünf; sechs; sieben; acht; neun; zehn;
      elf; zwölf; dreizehn; vierzehn; fünfzehn; sechzehn; siebzehn; achtzehn; neunzehn; mehrere;
      einige; anderthalb; eineinhalb; zweieinhalb; dreieinhalb
    singles: ein; eine; einer; einem; einen; mehrere; einige
    big: zwanzig; dreißig; vierzig; fünfzig; sechzig; siebzig; achtzig; neunzig; *zwanzig;
      *dreißig; *vierzig; *fünfzig; *sechzig; *siebzig; *achtzig; *neunzig; hundert; hunderte;
      hunderten; *hundert; tausend; tausende; tausenden; *tausend; million; millionen; milliarde;
      milliarden; billion; billionen; dutzend; dutzende; dutzenden; mio; mrd; bio; tsd
    fractions: die hälfte; der hälfte; drittel; viertel; fünftel; sechstel; achtel; zehntel
    parts: eine halbe; einer halben; eine viertel; halbe; halben
    units: Prozent; v. H; Promille; Prozentpunkt*; Grad; Dollar; Euro; Cent; Pfund; Franken;
      Kronen; Krone; Rubel; Yen; Yuan; Rupien; Mark; Schilling; Peso*; Zloty; Sekunde*; Minute*;
      Stunde*; Uhr; Tag; Tage; Tagen; Woche; Wochen; Monat; Monate; Monaten; Jahr; Jahre; Jahren;
      Jahrzehnt*; Jahrhundert*; Nächte; Mal; Meter*; Kilometer*; Zentimeter*; Millimeter*; Meile*;
      Fuß; Zoll; Hektar; Ar; ha; Quadratmeter*; Kubikmeter*; Quadratkilometer*; Gramm; Kilogramm;
      Kilo; Tonne*; Zentner; Liter*; Hektoliter*; Barrel; Fass; Knoten; Watt; Kilowatt*; Megawatt*;
      Gigawatt*; Terawatt*; Volt; Byte*; Megabyte*; Gigabyte*; Dezibel; m; g; l; t
    before: etwa; rund; ungefähr; circa; ca; zirka; gut; knapp; fast; nahezu; beinahe; mehr als;
      weniger als; über; bis zu; mindestens; höchstens; wenigstens; maximal; minimal;
      schätzungsweise; nicht mehr als; nicht weniger als; an die; durchschnittlich; im Schnitt
    after: oder mehr; oder weniger; oder so; mindestens; höchstens   ranges: bis; oder
    opens: zwischen   pairs: und   year_openers: in; seit; bis; im Jahr; Jahr; vor; nach; ab
    """,
    "pt": """
    small: um; uma; dois; duas; três; quatro; cinco; seis; sete; oito; nove; dez; onze; doze;
      treze; catorze; quatorze; quinze; dezasseis; dezesseis; dezassete; dezessete; dezoito;
      dezanove; dezenove; vários; várias
    singles: um; uma; vários; várias
    big: vinte; trinta; quarenta; cinquenta; sessenta; setenta; oitenta; noventa; cem; cento;
      duzent*; trezent*; quatrocent*; quinhent*; seiscent*; setecent*; oitocent*; novecent*; mil;
      milhar; milhares; milhão; milhões; mi; bilhão; bilhões; bilião; biliões; bi; trilhão;
      trilhões; dúzia; dúzias; dezena; dezenas; centena; centenas
    fractions: metade; a metade; terço; terços; quarto; quartos; quinto; quintos; décimos
    tails: e meio; e meia   joins: e   parts: meio; meia   links: de
    units: por cento; por mil; pontos percentuais; grau*; dólar; dólares; euro; euros; real; reais;
      libra*; franco*; rublo*; iene*; iuan*; coroa*; peso; pesos; escudo*; kwanza*; metical;
      meticais; cêntimo*; centavo*; segundos; minuto*; hora; horas; h; dia; dias; semana; semanas;
      mês; meses; ano; anos; década*; século*; noites; vezes; metro; metros; quilómetro*;
      quilômetro*; centímetro*; milímetro*; milha*; pés; polegada*; hectare*; acre; acres; metros
      quadrados; metros cúbicos; quilómetros quadrados; quilômetros quadrados; grama; gramas;
      quilograma*; quilo; quilos; tonelada*; litro*; galão; galões; barril; barris; watt*;
      quilowatt*; megawatt*; gigawatt*; volt*; bytes; megabytes; gigabytes; m; g; l; t
    before: cerca de; mais de; menos de; pelo menos; ao menos; no mínimo; no máximo; quando muito;
      até; quase; aproximadamente; em torno de; por volta de; não mais de; não menos de; pouco mais
      de; pouco menos de; uma média de; uns; umas; acima de; abaixo de
    after: ou mais; ou menos; no mínimo; no máximo; pelo menos; aproximadamente   ranges: a; ou
    opens: entre   pairs: e   year_openers: em; desde; antes de; depois de; ano
    """,
    "ru": """
    small: один; одна; одно; одного; одной; одном; одним; два; две; двух; двум; двумя; три; трех;
      трёх; трем; трём; тремя; четыре; четырех; четырёх; четырем; четырём; четырьмя; пять; пяти;
      пятью; шесть; шести; шестью; семь; семи; семью; восемь; восьми; девять; девяти; десять;
      десяти; десятью; одиннадцат*; двенадцат*; тринадцат*; четырнадцат*; пятнадцат*; шестнадцат*;
      семнадцат*; восемнадцат*; девятнадцат*; несколько; нескольких; полтора; полторы; полутора
    singles: один; одна; одно; одного; одной; одном; одним; несколько; нескольких
    big: двадцать; двадцати; двадцатью; тридцать; тридцати; тридцатью; сорок; сорока; пятьдесят;
      пятидесяти; шестьдесят; шестидесяти; семьдесят; семидесяти; восемьдесят; восьмидесяти;
      девяносто; девяноста; сто; ста; двести; двухсот; триста; трехсот; трёхсот; четыреста;
      четырехсот; четырёхсот; пятьсот; пятисот; шестьсот; шестисот; семьсот; семисот; восемьсот;
      восьмисот; девятьсот; девятисот; тысяч*; миллион; миллиона; миллионов; миллионы; миллионам;
      миллионами; миллиард; миллиарда; миллиардов; миллиарды; миллиардам; триллион; триллиона;
      триллионов; тыс; млн; млрд; трлн; десятк*; десятков; сотни; сотен; дюжин*
    fractions: половина; половины; половину; половиной; половине; треть; трети; третьих; четверть;
      четверти; четвертей; пятая; пятых; десятая; десятых
    tails: с половиной; с четвертью   parts: пол
    units: процент; процента; процентов; проценты; процентам; процентами; процентах; проц;
      процентный пункт*; процентных пункт*; промилле; градус*; рубл*; руб; копе*; коп; доллар*;
      евро; фунт*; франк*; юан*; иен*; йен*; крон; кроны; крона; тенге; гривн*; гривен; лир; песо;
      рупи*; динар*; секунд*; сек; минут; минуты; минута; минуту; мин; час; часа; часов; часам;
      день; дня; дней; дням; днями; сутки; суток; недел*; недель; месяц; месяца; месяцев; мес; год;
      года; году; годы; лет; г; гг; десятилети*; век; века; веков; столети*; ночей; раз; раза;
      метр; метра; метров; метрам; километр*; км; сантиметр*; миллиметр*; миль; мили; м; см; мм;
      фут; фута; футов; дюйм*; гектар*; га; соток; квадратных; кубических; кв; куб; грамм*;
      килограмм*; кг; кило; тонн; тонны; тонна; тоннам; т; центнер*; пуд; пуда; пудов; литр*; л;
      баррел*; узлов; ватт*; киловатт*; мегаватт*; гигаватт*; кВт; МВт; ГВт; вольт*; байт*;
      мегабайт*; гигабайт*; км/ч
    before: более; более чем; больше; больше чем; менее; менее чем; меньше; меньше чем; около; до;
      почти; примерно; приблизительно; порядка; свыше; не менее; не более; не меньше; не больше; по
      меньшей мере; по крайней мере; как минимум; минимум; максимум; самое большее; от силы;
      где-то; едва ли не; чуть более; чуть менее; чуть больше; чуть меньше; без малого; в среднем;
      далеко за
    after: или более; или больше; или менее; или меньше; и более; и больше; с лишним; с небольшим;
      как минимум; максимум; и выше; приблизительно; примерно
    ranges: до; или   opens: между   pairs: и   year_openers: в
    year_units: год; года; году; годом; г; гг; годы; годах
    months: января; февраля; марта; апреля; мая; июня; июля; августа; сентября; октября; ноября;
      декабря
    """,
    "ar": """
    small: واحد; واحدة; اثنان; اثنين; اثنتان; ثلاثة; ثلاث; أربعة; أربع; خمسة; خمس; ستة; ست; سبعة;
      سبع; ثمانية; ثماني; ثمان; تسعة; تسع; عشرة; عشر; بضع; بضعة; عدة
    singles: واحد; واحدة; عدة
    big: عشرون; عشرين; ثلاثون; ثلاثين; أربعون; أربعين; خمسون; خمسين; ستون; ستين; سبعون; سبعين;
      ثمانون; ثمانين; تسعون; تسعين; مئة; مائة; مئتان; مئتين; مائتين; مائتان; مئات; *مئة; *مائة;
      ألف; آلاف; ألفا; ألفي; ألفين; ألفان; الاف; مليون; مليونا; مليوني; مليونين; ملايين; مليار;
      مليارا; ملياري; مليارين; مليارات; بليون; تريليون; تريليونات; عشرات
    fractions: نصف; ثلث; ربع; خمس; أثلاث; ثلثي; أرباع; أخماس   tails: ونصف; وربع   joins: و+
    units: في المئة; في المائة; بالمئة; بالمائة; بالألف; درجة; درجات; دولار*; يورو; جنيه*; ريال*;
      دينار*; درهم*; دراهم; ليرة; ليرات; روبل; روبية; فرنك*; ين; يوان; ثانية; ثوان; ثواني; دقيقة;
      دقائق; ساعة; ساعات; يوم; يوما; أيام; أسبوع; أسبوعا; أسابيع; شهر; شهرا; أشهر; شهور; سنة;
      سنوات; سنين; عام; عاما; أعوام; عقد; عقود; قرن; قرون; ليلة; ليال; متر; مترا; أمتار; كيلومتر*;
      كلم; كم; كيلو; سنتيمتر*; سم; ملم; ميل; ميلا; أميال; قدم; قدما; أقدام; هكتار*; فدان; فدانا;
      دونم; غرام*; جرام*; كيلوغرام*; كيلوجرام*; كغ; كجم; طن; طنا; أطنان; لتر*; برميل; برميلا;
      براميل; واط; كيلوواط; ميغاواط; جيجاواط; بايت
    before: حوالي; نحو; قرابة; زهاء; ما يقرب من; ما يقارب; أكثر من; أقل من; أزيد من; على الأقل; على
      الأكثر; لا يقل عن; لا تقل عن; لا يزيد عن; لا تزيد عن; ما لا يقل عن; ما لا يزيد عن; تقريبا;
      حتى; يصل إلى; تصل إلى; بحدود; في حدود; يناهز; تناهز; يفوق; تفوق
    after: على الأقل; على الأكثر; تقريبا; أو أكثر; أو أقل; فأكثر; فما فوق; كحد أقصى; كحد أدنى
    ranges: إلى; أو   opens: بين; ما بين   pairs: و   year_openers: في; منذ; عام; سنة
    """,
    "hi": """
    small: एक; दो; तीन; चार; पांच; पाँच; छह; छः; सात; आठ; नौ; दस; ग्यारह; बारह; तेरह; चौदह; पंद्रह;
      पन्द्रह; सोलह; सत्रह; अठारह; उन्नीस; इक्कीस; बाईस; तेईस; चौबीस; पच्चीस; डेढ़; ढाई; साढ़े; सवा; पौने;
      कुछ
    singles: एक; कुछ
    big: बीस; तीस; चालीस; पचास; साठ; सत्तर; अस्सी; नब्बे; सौ; सैकड़ों; हजार; हज़ार; हजारों; हज़ारों; लाख;
      लाखों; करोड़; करोड़ों; अरब; अरबों; खरब; मिलियन; बिलियन; दर्जन; दर्जनों
    fractions: आधा; आधे; आधी; तिहाई; चौथाई
    units: प्रतिशत; फीसदी; फ़ीसदी; फीसद; फ़ीसद; डिग्री; रुपये; रुपए; रुपया; रुपयों; पैसे; डॉलर; यूरो;
      पाउंड; रूबल; येन; युआन; सेकंड; मिनट; घंटे; घंटा; घंटों; दिन; दिनों; हफ्ते; हफ़्ते; सप्ताह; महीने;
      महीनों; माह; साल; सालों; वर्ष; वर्षों; दशक; सदी; शताब्दी; मीटर; किलोमीटर; किमी; कि.मी;
      सेंटीमीटर; मिलीमीटर; मील; फुट; फीट; इंच; हेक्टेयर; एकड़; बीघा; ग्राम; किलोग्राम; किग्रा; किलो; टन;
      क्विंटल; लीटर; बैरल; वाट; किलोवाट; मेगावाट; गीगावाट; यूनिट; वोल्ट
    before: लगभग; करीब; क़रीब; तकरीबन; तक़रीबन; कम से कम; ज्यादा से ज्यादा; ज़्यादा से ज़्यादा; अधिक से
      अधिक; अधिकतम; न्यूनतम; करीब-करीब; औसतन; कोई
    after: से अधिक; से ज्यादा; से ज़्यादा; से कम; से ऊपर; से नीचे; तक; के करीब; के क़रीब; के आसपास; या
      अधिक; या कम
    ranges: से; या   year_openers: वर्ष; साल; सन; सन्
    """,
    "zh": """
    small: 一; 二; 两; 兩; 三; 四; 五; 六; 七; 八; 九; 〇; 零; 几; 幾; 数; 數; 半; 壹; 贰; 叁; 肆;
      伍; 陆; 柒; 捌; 玖
    singles: 几; 幾; 数; 數   big: 十; 百; 千; 万; 萬; 亿; 億; 兆; 拾; 佰; 仟; 廿; 卅   tails: 半
    units: %; 个百分点; 個百分點; 度; 摄氏度; 攝氏度; 元; 块; 塊; 美元; 欧元; 歐元; 日元; 英镑;
      英鎊; 港元; 港币; 人民币; 卢布; 盧布; 韩元; 韓元; 角; 分; 分钟; 分鐘; 秒; 秒钟; 秒鐘; 小时;
      小時; 个小时; 個小時; 钟头; 天; 日; 周; 週; 星期; 个星期; 月; 个月; 個月; 年; 岁; 歲; 世纪;
      世紀; 米; 公尺; 公里; 千米; 厘米; 毫米; 里; 英里; 海里; 英尺; 尺; 寸; 公顷; 公頃; 亩; 畝;
      平方米; 平方公里; 立方米; 克; 千克; 公斤; 斤; 吨; 噸; 升; 公升; 桶; 瓦; 千瓦; 兆瓦; 人; 名;
      个; 個; 位; 次; 倍; 成
    before: 约; 約; 大约; 大約; 将近; 將近; 超过; 超過; 逾; 至少; 最多; 最少; 多达; 多達; 不到;
      不足; 不少于; 不多于; 不超过; 不超過; 高达; 高達; 接近; 共约; 平均
    after: 多; 余; 餘; 以上; 以下; 左右; 上下; 之多; 以内; 以內; 有余   ranges: 至; 到; 或
    year_units: 年
    """,
    "ja": """
    small: 一; 二; 三; 四; 五; 六; 七; 八; 九; 〇; 零; 数; 半; 壱; 弐; 参   singles: 数
    big: 十; 百; 千; 万; 億; 兆; 拾; 廿   tails: 半
    units: %; パーセント; ポイント; 割; 分; 度; 円; ドル; ユーロ; ポンド; 元; ウォン; ルーブル;
      フラン; 銭; セント; 秒; 分間; 秒間; 時間; 時; 日; 日間; 週; 週間; か月; カ月; ヶ月; ヵ月;
      ケ月; 箇月; 月; 年; 年間; 歳; 才; 世紀; 泊; メートル; キロ; キロメートル; センチ;
      センチメートル; ミリ; ミリメートル; マイル; フィート; インチ; 海里; ヘクタール; アール; 坪;
      畳; 平方メートル; 平方キロ; 平方キロメートル; 立方メートル; グラム; キログラム; トン;
      リットル; バレル; ワット; キロワット; メガワット; 人; 名; 個; 件; 回; 倍; 台; 本; 枚; 頭; 匹;
      戸; 棟
    before: 約; およそ; おおよそ; ほぼ; 少なくとも; 最大; 最低; 最高; 多くとも; 最小; せいぜい;
      平均; のべ; 延べ; 計約
    after: 以上; 以下; 未満; 超; 余り; 余; あまり; 弱; 強; 前後; 程度; ほど; くらい; ぐらい; 近く;
      以内
    ranges: から; ~; ないし; または   year_units: 年
    """,
}

NUMBER_WORDS: Final[Mapping[str, NumberWords]] = MappingProxyType(
    {language: NumberWords(**word_lists(text)) for language, text in _LISTS.items()}
)
