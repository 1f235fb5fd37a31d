"""Number words: the numerals, units and limiters of each language, as data.

Phrases are parted by `;`; a `*` at the end of one stands for any further letters. A language that
is not listed has the symbols alone. Counted things (people, houses) are no units: "killed 14" may
be quoted of "killed 14 people". `numbers` compiles them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class NumberWords(NamedTuple):
    """The words of one language that belong to a number.

    `small` are numerals, of which `singles` are often no number ("one of them"); `big` those that
    go on with `joins` ("hundred and six") or are counted ("five hundred"), also by `parts` ("half
    a"); `fractions` follow a small one and `tails` any ("and a half"). `links` stand between a big
    one and what it counts ("millions of dollars"). `units` follow a number, `prefixes` come before
    it. `before` and `after` are limiters; `ranges` stand between two numbers ("5 to 6"), `pairs`
    between two that `opens` announces ("between 5 and 6"). A `joins` with `+` is written to its
    word.
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


# Letter for letter, in every language; those that are words somewhere are in its own list.
SYMBOLS: Final = (
    "%; ‰; ‱; °C; °F; °; km; km/h; km²; km2; cm; mm; m²; m2; m³; m3; kg; mg; kW; MW; GW; TW; "
    "kWh; MWh; GWh; TWh; Hz; kHz; MHz; GHz; kB; MB; GB; TB; EUR; USD; GBP; CHF; JPY; CNY; RUB; "
    "INR; BRL; XOF; XAF; CFA; FCFA; м²; м³"
)
CURRENCY_CODES: Final = (
    "EUR; USD; GBP; CHF; JPY; CNY; RUB; INR; BRL; XOF; XAF; US$; A$; C$; R$; HK$; NT$; Rs; Rs."
)

_EN = NumberWords(
    small=(
        "one; two; three; four; five; six; seven; eight; nine; ten; eleven; twelve; thirteen; "
        "fourteen; fifteen; sixteen; seventeen; eighteen; nineteen; several; a few"
    ),
    singles="one; several; a few",
    big=(
        "twenty; thirty; forty; fifty; sixty; seventy; eighty; ninety; hundred; hundreds; "
        "thousand; thousands; million; millions; billion; billions; trillion; trillions; dozen; "
        "dozens; bn; mn; tn; lakh; lakhs; crore; crores; tens"
    ),
    fractions=(
        "half; halves; third; thirds; quarter; quarters; fourths; fifth; fifths; sixths; "
        "sevenths; eighths; ninths; tenth; tenths"
    ),
    tails="and a half; and a quarter; and three quarters",
    joins="and",
    parts="half a; half of a; a quarter of a; three quarters of a; a third of a; a; quarter of a",
    links="of",
    units=(
        "per cent; percent; percentage point*; basis point*; pct; degree*; dollar*; euro; euros; "
        "crowns; crown; pounds; pound; pence; cent; cents; francs; roubles; rubles; rupee*; yen; "
        "yuan; renminbi; rand; pesos; peso; dinars; dirhams; shillings; naira; marks; lira; "
        "zloty; reais; krona; kronor; krone; kroner; sterling; US dollars; CFA francs; seconds; "
        "minute; minutes; hour; hours; day; days; week; weeks; fortnights; month; months; year; "
        "years; decade; decades; century; centuries; o'clock; a.m; p.m; am; pm; nights; times; "
        "metre*; meter; meters; kilometre*; kilometer*; centimetre*; centimeter*; millimetre*; "
        "millimeter*; mile; miles; yards; yard; feet; foot; inch; inches; ft; acre; acres; "
        "hectare*; ha; square metre*; square meter*; square kilometre*; square kilometer*; "
        "square mile*; square feet; cubic metre*; cubic meter*; cubic feet; nautical mile*; "
        "gram; grams; grammes; kilogram*; kilo; kilos; tonne; tonnes; ton; tons; metric ton*; "
        "ounce; ounces; lb; lbs; oz; stone; litre*; liter; liters; gallon*; pint; pints; barrel; "
        "barrels; bushel*; knots; mph; kph; watt*; kilowatt*; megawatt*; gigawatt*; terawatt*; "
        "volt; volts; amps; hertz; byte; bytes; kilobyte*; megabyte*; gigabyte*; terabyte*; "
        "decibel*; calorie*; m; g; l; t"
    ),
    prefixes="euros; dollars",
    before=(
        "about; around; up to; more than; at least; at most; less than; fewer than; nearly; "
        "almost; roughly; approximately; approx; circa; some; over; under; above; below; close "
        "to; as many as; as much as; as few as; as little as; no more than; no fewer than; no "
        "less than; not more than; not less than; an estimated; estimated; well over; just over; "
        "just under; upwards of; in excess of; a maximum of; a minimum of; as high as; as low as"
    ),
    after=(
        "or more; or so; or less; or fewer; or over; or under; or thereabouts; at most; at "
        "least; at the most; at the least; at minimum; at maximum"
    ),
    ranges="to; or",
    opens="between",
    pairs="and",
)

_FR = NumberWords(
    small=(
        "un; une; deux; trois; quatre; cinq; six; sept; huit; neuf; dix; onze; douze; treize; "
        "quatorze; quinze; seize; dix-sept; dix-huit; dix-neuf; quelques; plusieurs"
    ),
    singles="un; une; plusieurs; quelques",
    big=(
        "vingt; trente; quarante; cinquante; soixante; soixante-dix; septante; quatre-vingt; "
        "quatre-vingts; quatre-vingt-dix; huitante; nonante; cent; cents; mille; millier; "
        "milliers; million; millions; milliard; milliards; billion; billions; dizaine; dizaines; "
        "douzaine; douzaines; vingtaine; trentaine; quarantaine; cinquantaine; centaine; "
        "centaines; Mds; Md"
    ),
    fractions=(
        "la moitié; demi; demie; tiers; quart; quarts; cinquième; cinquièmes; sixièmes; dixième; "
        "dixièmes"
    ),
    tails="et demi; et demie; et quart",
    joins="et",
    parts="un demi; une demi; la moitié d'un; un quart de",
    links="de; d'",
    units=(
        "pour cent; pour mille; pourcent; point* de pourcentage; degré*; dollar*; euro; euros; "
        "franc; francs; livre*; centime*; rouble*; roupie*; yen; yens; yuan; yuans; couronne*; "
        "peso*; dinar*; dirham*; francs CFA; seconde*; minute*; heure*; h; jour; jours; "
        "semaine*; mois; an; ans; année*; décennie*; siècle*; nuits; fois; mètre*; kilomètre*; "
        "centimètre*; millimètre*; lieues; mille marin; milles; pied; pieds; pouces; hectare*; "
        "ha; acre; acres; mètres carrés; mètres cubes; kilomètres carrés; gramme*; kilogramme*; "
        "kilo; kilos; tonne*; quintaux; litre*; hectolitre*; baril; barils; nœuds; watt*; "
        "kilowatt*; mégawatt*; gigawatt*; térawatt*; volt*; octet*; mégaoctet*; gigaoctet*; "
        "décibel*; m; g; l; t"
    ),
    before=(
        "environ; près de; près d'; plus de; plus d'; moins de; moins d'; au moins; au plus; "
        "jusqu'à; quelque; presque; autour de; "
        "à peu près; approximativement; au maximum; au minimum; pas "
        "plus de; pas moins de; au bas mot; tout au plus; une moyenne de; au-delà de; minimum; "
        "maximum"
    ),
    after=(
        "ou plus; ou moins; environ; au moins; au plus; au maximum; au minimum; tout au plus; à "
        "peu près"
    ),
    ranges="à; ou",
    opens="entre",
    pairs="et",
)

_ES = NumberWords(
    small=(
        "un; uno; una; dos; tres; cuatro; cinco; seis; siete; ocho; nueve; diez; once; doce; "
        "trece; catorce; quince; dieciséis; diecisiete; dieciocho; diecinueve; veintiuno; "
        "veintiún; veintidós; veintitrés; veinticuatro; veinticinco; veintiséis; veintisiete; "
        "veintiocho; veintinueve; varios; varias; unos pocos"
    ),
    singles="un; uno; una; varios; varias; unos pocos",
    big=(
        "veinte; treinta; cuarenta; cincuenta; sesenta; setenta; ochenta; noventa; cien; ciento; "
        "doscient*; trescient*; cuatrocient*; quinient*; seiscient*; setecient*; ochocient*; "
        "novecient*; mil; miles; millón; millones; millar; millares; billón; billones; docena; "
        "docenas; decena; decenas; centenar; centenares; cientos; mill"
    ),
    fractions="la mitad; tercio; tercios; cuarto; cuartos; quinto; quintos; décimos",
    tails="y medio; y media; y cuarto",
    joins="y",
    parts="medio; media",
    links="de",
    units=(
        "por ciento; por mil; puntos porcentuales; grado*; dólar; dólares; euro; euros; peso; "
        "pesos; libra*; franco*; rublo*; yen; yenes; yuan; yuanes; corona*; real; reales; soles; "
        "bolívar*; quetzal*; colones; guaraní*; céntimo*; centavo*; peseta*; segundos; minuto*; "
        "hora; horas; h; día; días; semana; semanas; mes; meses; año; años; década*; siglo*; "
        "noches; veces; metro; metros; kilómetro*; centímetro*; milímetro*; milla*; pies; pie; "
        "pulgada*; hectárea*; acre; acres; metros cuadrados; metros cúbicos; kilómetros "
        "cuadrados; gramo*; kilogramo*; kilo; kilos; tonelada*; quintales; litro*; galon*; "
        "barril; barriles; nudos; vatio*; kilovatio*; megavatio*; gigavatio*; voltio*; bytes; "
        "megabytes; gigabytes; decibelio*; m; g; l; t"
    ),
    before=(
        "unos; unas; cerca de; más de; menos de; al menos; por lo menos; como mínimo; como "
        "máximo; a lo sumo; hasta; casi; aproximadamente; alrededor de; en torno a; no más de; "
        "no menos de; apenas; poco más de; poco menos de; un promedio de; una media de; un "
        "máximo de; un mínimo de; por encima de; por debajo de"
    ),
    after=(
        "o más; o menos; como mínimo; como máximo; al menos; por lo menos; y pico; "
        "aproximadamente; a lo sumo"
    ),
    ranges="a; o; u",
    opens="entre",
    pairs="y",
)

_DE = NumberWords(
    small=(
        "ein; eine; einer; einem; einen; zwei; drei; vier; fünf; sechs; sieben; acht; neun; "
        "zehn; elf; zwölf; dreizehn; vierzehn; fünfzehn; sechzehn; siebzehn; achtzehn; neunzehn; "
        "mehrere; einige; anderthalb; eineinhalb; zweieinhalb; dreieinhalb"
    ),
    singles="ein; eine; einer; einem; einen; mehrere; einige",
    big=(
        "zwanzig; dreißig; vierzig; fünfzig; sechzig; siebzig; achtzig; neunzig; *zwanzig; "
        "*dreißig; *vierzig; *fünfzig; *sechzig; *siebzig; *achtzig; *neunzig; hundert; "
        "hunderte; hunderten; *hundert; tausend; tausende; tausenden; *tausend; million; "
        "millionen; milliarde; milliarden; billion; billionen; dutzend; dutzende; dutzenden; "
        "mio; mrd; bio; tsd"
    ),
    fractions="die hälfte; der hälfte; drittel; viertel; fünftel; sechstel; achtel; zehntel",
    parts="eine halbe; einer halben; eine viertel; halbe; halben",
    units=(
        "Prozent; v. H; Promille; Prozentpunkt*; Grad; Dollar; Euro; Cent; Pfund; Franken; "
        "Kronen; Krone; Rubel; Yen; Yuan; Rupien; Mark; Schilling; Peso*; Zloty; Sekunde*; "
        "Minute*; Stunde*; Uhr; Tag; Tage; Tagen; Woche; Wochen; Monat; Monate; Monaten; Jahr; "
        "Jahre; Jahren; Jahrzehnt*; Jahrhundert*; Nächte; Mal; Meter*; Kilometer*; Zentimeter*; "
        "Millimeter*; Meile*; Fuß; Zoll; Hektar; Ar; ha; Quadratmeter*; Kubikmeter*; "
        "Quadratkilometer*; Gramm; Kilogramm; Kilo; Tonne*; Zentner; Liter*; Hektoliter*; "
        "Barrel; Fass; Knoten; Watt; Kilowatt*; Megawatt*; Gigawatt*; Terawatt*; Volt; Byte*; "
        "Megabyte*; Gigabyte*; Dezibel; m; g; l; t"
    ),
    before=(
        "etwa; rund; ungefähr; circa; ca; zirka; gut; knapp; fast; nahezu; beinahe; mehr als; "
        "weniger als; über; bis zu; mindestens; höchstens; wenigstens; maximal; minimal; "
        "schätzungsweise; nicht mehr als; nicht weniger als; an die; durchschnittlich; im Schnitt"
    ),
    after="oder mehr; oder weniger; oder so; mindestens; höchstens",
    ranges="bis; oder",
    opens="zwischen",
    pairs="und",
)

_PT = NumberWords(
    small=(
        "um; uma; dois; duas; três; quatro; cinco; seis; sete; oito; nove; dez; onze; doze; "
        "treze; catorze; quatorze; quinze; dezasseis; dezesseis; dezassete; dezessete; dezoito; "
        "dezanove; dezenove; vários; várias"
    ),
    singles="um; uma; vários; várias",
    big=(
        "vinte; trinta; quarenta; cinquenta; sessenta; setenta; oitenta; noventa; cem; cento; "
        "duzent*; trezent*; quatrocent*; quinhent*; seiscent*; setecent*; oitocent*; novecent*; "
        "mil; milhar; milhares; milhão; milhões; mi; bilhão; bilhões; bilião; biliões; bi; "
        "trilhão; trilhões; dúzia; dúzias; dezena; dezenas; centena; centenas"
    ),
    fractions="metade; a metade; terço; terços; quarto; quartos; quinto; quintos; décimos",
    tails="e meio; e meia",
    joins="e",
    parts="meio; meia",
    links="de",
    units=(
        "por cento; por mil; pontos percentuais; grau*; dólar; dólares; euro; euros; real; "
        "reais; libra*; franco*; rublo*; iene*; iuan*; coroa*; peso; pesos; escudo*; kwanza*; "
        "metical; meticais; cêntimo*; centavo*; segundos; minuto*; hora; horas; h; dia; dias; "
        "semana; semanas; mês; meses; ano; anos; década*; século*; noites; vezes; metro; metros; "
        "quilómetro*; quilômetro*; centímetro*; milímetro*; milha*; pés; polegada*; hectare*; "
        "acre; acres; metros quadrados; metros cúbicos; quilómetros quadrados; quilômetros "
        "quadrados; grama; gramas; quilograma*; quilo; quilos; tonelada*; litro*; galão; galões; "
        "barril; barris; watt*; quilowatt*; megawatt*; gigawatt*; volt*; bytes; megabytes; "
        "gigabytes; m; g; l; t"
    ),
    before=(
        "cerca de; mais de; menos de; pelo menos; ao menos; no mínimo; no máximo; quando muito; "
        "até; quase; aproximadamente; em torno de; por volta de; não mais de; não menos de; "
        "pouco mais de; pouco menos de; uma média de; uns; umas; acima de; abaixo de"
    ),
    after="ou mais; ou menos; no mínimo; no máximo; pelo menos; aproximadamente",
    ranges="a; ou",
    opens="entre",
    pairs="e",
)

LATIN: Final[Mapping[str, NumberWords]] = MappingProxyType(
    {"en": _EN, "fr": _FR, "es": _ES, "de": _DE, "pt": _PT}
)
