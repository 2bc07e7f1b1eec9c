"""Names of persons in the ways in which requests name their author, in three languages; officials and eponyms are none."""

import re
from collections.abc import Iterator

SUSPECT = (
    r"(?i:ович|евич|ич[ауе]?(?:[^а-яёәғқңөұүһі]|$)|овн|евн|ичн|ұлы|ұлын|улы|қызы|кызы|ovich|evich|ovna|evna|uly|kyzy|qyzy)"
    r"|(?:^|[^A-Za-zА-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі])(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.|(?:[Яя]|[Мм]ен|I),? )"
    r"|(?i:гражд|гр\.|гр-|заявител|меня зовут|жител|пенсионер|азамат|тұрғын|өтініш беруші|аты-жөнім|атым|зейнеткер"
    r"|my name|citizen|applicant|resident|pensioner|mrs?\.? |ms\.? )"
)
"""Texts without any of this name nobody; one quick look instead of many."""

_UPPER, _LOWER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ", "a-zа-яёәғқңөұүһі"
_LETTER = _UPPER + _LOWER
_START = rf"(?<![{_LETTER}\d-])"
_END = rf"(?![{_LETTER}\d])"
_WORD = rf"[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}][{_LOWER}]+)?"
_CASES = (
    r"(?:а|у|ом|ем|е|ы|ой|ою)?(?:ның|нің|ға|ге|қа|ке|на|не|дан|ден|тан|тен|нан|нен|ны|ні|мен|ты|ті|дың|дің|тың|тің|'s)?"
)
_PATRONYMIC = (
    rf"[{_UPPER}][{_LOWER}]*(?:(?:ович|евич|[кмн]ич|ovich|evich|yevich){_CASES}"
    rf"|(?:овн|евн|ичн)(?:а|ы|е|у|ой|ою)|(?:ovna|evna|yevna|ichna)(?:'s)?"
    rf"|(?:ұлы|улы|қызы|кызы|uly|ūly|kyzy|qyzy|kizi){_CASES})"
)
_APART = rf"{_WORD} {_WORD} (?:ұлы|қызы|улы|кызы)(?=\s*(?:[,.;:)]|$))"
"""Асқар Серік ұлы: the same word means "great", so it must end the name."""
_SURNAME = (
    rf"[{_UPPER}][{_LOWER}]+(?:ов|ев|ёв|ин|ын)(?:{_CASES}|ым|ыми|ых)"
    rf"|[{_UPPER}][{_LOWER}]+(?:ск|цк)(?:ий|ая|ого|ой|ому|ую|им)"
    rf"|[{_UPPER}][{_LOWER}]+(?:енко|чук|ян|дзе|швили|бай|бек|хан|жан|ғали|гали|ұлы|улы|қызы|кызы){_CASES}"
    rf"|[{_UPPER}][{_LOWER}]+(?:ova|eva|ina|ov|ev|in|sky|skiy|skaya|enko|chuk|uly|kyzy|qyzy|bay|bek|khan)(?:'s)?"
)
_INITIAL = rf"[{_UPPER}]\."
_TWO = rf"{_INITIAL} ?{_INITIAL}"

_NAMES = (
    rf"{_START}(?:(?:{_WORD} ){{1,2}}{_PATRONYMIC}(?: (?:{_SURNAME}))?){_END}",
    rf"{_START}{_APART}",
    rf"{_START}(?:[{_UPPER}]{{2,}} ){{1,2}}[{_UPPER}]+(?:[ОЕ]ВИЧ|[ОЕИ]ВН|[ҰУ]ЛЫ|[ҚК]ЫЗЫ|[OE]VICH|[OE]VNA|ULY|[KQ]YZY)[{_UPPER}]*{_END}",
    rf"{_START}(?:[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{{2,}}(?:-{_WORD})?|{_SURNAME}),? {_TWO}",
    rf"{_START}{_TWO} ?(?:[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{{2,}}|{_SURNAME}){_END}",
    rf"{_START}{_INITIAL} ?(?:{_SURNAME}){_END}",
    rf"{_START}(?:{_SURNAME}) {_INITIAL}(?= ?[^\s{_UPPER}]|$| [{_LOWER}(–—-])",
)
"""Patronymics; surnames with two initials, before or after; with one initial only what is built like a surname."""
_FULL = rf"(?:(?:{_SURNAME})(?: (?:{_WORD}|{_INITIAL}))?|{_WORD} (?:{_WORD}|{_INITIAL}))"
_AFTER_A_CUE = (
    (
        rf"{_START}(?i:гражданин(?:а|у|ом|е)?|гражданк(?:а|и|е|у|ой)|гр(?:-н|-ка|-ки|-на)?\.?|заявител(?:ь|я|ю|ем|ьниц[аыеу]"
        rf"|ьницей)|азамат(?:ша)?|азаматтан|өтініш беруші|citizen|(?:the )?applicant) (?P<one>{_FULL}){_END}"
    ),
    (
        rf"{_START}(?i:меня зовут|менің аты-жөнім|менің атым|аты-жөнім|my name is|пенсионер(?:а|ка|ки)?|зейнеткер"
        rf"|тұрғыны?|жител(?:ь|я|ю|ьниц[аыеу])|resident|pensioner),?(?: [–—-])? (?P<two>{_WORD} {_WORD}){_END}"
    ),
    rf"{_START}(?:[Яя]|[Мм]ен|I), (?P<three>{_WORD} {_WORD}){_END}",
    rf"{_START}(?:Я|Мен) (?P<four>{_WORD} (?:{_SURNAME})|(?:{_SURNAME}) {_WORD}){_END}",
    rf"{_START}(?:Mr|Mrs|Ms)\.? (?P<five>{_WORD}){_END}",
)
_FOUND = re.compile("|".join((*(rf"(?P<name{index}>{name})" for index, name in enumerate(_NAMES)), *_AFTER_A_CUE)))

_NO_NAME = re.compile(
    r"(?i)^(?:республик|казахстан|қазақстан|kazakhstan|republic|росси|узбекистан|кыргыз|кита|турци|астан|алмат|шымкент"
    r"|almaty|astana|shymkent|киев|саратов|ростов|тамбов|псков|берлин|павлодар|президент|премьер|министр|глав|парламент"
    r"|мәжіліс|сенат|үкімет|облыс|област|район|аудан|город|қала|ауыл|сел[оае]\b|акимат|әкім|аким|государств|мемлекет"
    r"|конституц|кодекс|закон|заң|стан|union|united|central|north|south|east|west|europe|ауған|өзбек|ресей)"
)
"""How words begin that stand after such cues, or before initials, and name no person: countries, towns, institutions."""
_OTHER = rf"(?:{_INITIAL} ?)*(?:{_WORD} ?){{1,3}}"
_NAMED_BEFORE = re.compile(
    r"(?<![^\W\d_])(?i:имени|имен|им\.?|памяти|улиц\w*|ул\.?|проспект\w*|пр(?:-т|-кт|осп)?\.?|переул\w*|пер\.?|площад\w*|пл\."
    r"|бульвар\w*|б-р|набережн\w*|шоссе|тракт\w*|проезд\w*|театр\w*|музе\w*|библиотек\w*|парк\w*|сквер\w*|памятник\w*|бюст\w*"
    r"|стадион\w*|аэропорт\w*|мост\w*|преми\w*|көше\w*|даңғыл\w*|street|avenue|named after|monument to)"
    rf"(?: №? ?\d+)?[ «\"“]*(?:(?:{_OTHER}, ?)*{_OTHER}(?<= )(?:и|мен|және|and|–) )?$"
)
_NAMED_AFTER = re.compile(
    rf"^[»\"”]?(?:(?:,| и| мен| және| and) (?:{_INITIAL} ?)*{_WORD}(?: {_WORD}){{0,2}})* ?[»\"”]? ?"
    r"(?i:атындағы|атын|көше|даңғыл|алаң|бульвар|тұйығ|саябағ|мектеб|гимназияс|лице[ій]|ауыл(?:ы|ын|да)|аудан(?:ы|ын|да)"
    r"|ықшам|мұражай|театры|университет|кітапхана|көпір|стадион|ескерткіш|street|avenue|school|university|park|square|district)"
)
"""A street or an institution named after a person: the word stands before the name, or right after it."""
_OFFICE = (
    r"(?:вице-|премьер-)?(?:министр\w*|аким(?:а|у|ом|е|ы|ов)?|әкім(?:і|інің|нің|ге)?|мэр\w*|депутат\w*|президент\w*|председател\w*"
    r"|төраға\w*|заместител\w*|орынбасар\w*|руководител\w*|басшы\w*|бастығ\w*|начальник\w*|глав[аыеу]|главой|прокурор\w*|суд(?:ья|ьи|ье)"
    r"|директор\w*|хатшы\w*|секретар\w*|minister|akim|governor|deputy|chairman|chair|head|director|mayor|president)"
)
_PLACE = (
    r"(?:област\w+|район\w*|город\w*|округ\w*|сельск\w+|г\.|республик\w*|рк|казахстан\w*|министерств\w*|управлени\w+|отдел\w*"
    r"|департамент\w*|комитет\w*|акимат\w*|акима|министра|школы|больницы|мажилис\w*|сенат\w*|облыс\w*|аудан\w*|қала\w*"
    rf"|of|the|region|district|city|department|ministry|kazakhstan|republic|по|и|[{_LETTER}-]+(?:ой|ого|ых|их|ая|ий|ам|ью)"
    r"|здравоохранения|образования|транспорта|хозяйства|финансов)"
)
_OFFICE_BEFORE = re.compile(rf"(?i:(?<![^\W\d_]){_OFFICE})(?: (?>(?:(?i:{_PLACE})|[{_UPPER}]\w+)(?!\w)))*,? $")
_OFFICE_AFTER = re.compile(rf"(?i)^ ?[,(–—-]+ ?(?:\w+ ){{0,3}}{_OFFICE}(?!\w)")
"""An official who acts for an office: it stands right before the name, or follows it after a comma."""
_EPONYMS = re.compile(
    r"(?i)(?:бауыржан\w* момыш[ұу]лы|абай\w* құнанбай|шәкәрім\w* құдайберді|махамбет\w* өтеміс|ахмет\w* байтұрсын|міржақып\w* дулат"
    r"|сырым\w* дат|мағжан\w* жұмабай|мәшһүр\w*|магжан\w* жұмабай|әбунасыр|bauyrzhan momyshuly|лев\w* николаевич|александр\w* сергеевич\w* пушкин)"
)
"""Persons of history whose full names look like everybody's."""


def names(text: str) -> Iterator[str]:
    """Names of persons who hold no office in the text, in its order; what is named after a person is none."""
    for found in _FOUND.finditer(text):
        group = found.lastgroup or ""
        name = found[group]
        start, end = found.span(group)
        if _is_none(name) or _is_named_after(text, start, end) or _is_official(text, start, end):
            continue
        yield name


def _is_none(name: str) -> bool:
    return bool(_EPONYMS.search(name)) or any(_NO_NAME.match(word) for word in name.split())


def _is_named_after(text: str, start: int, end: int) -> bool:
    return bool(_NAMED_BEFORE.search(text[max(start - 120, 0) : start]) or _NAMED_AFTER.match(text[end : end + 30]))


def _is_official(text: str, start: int, end: int) -> bool:
    return bool(_OFFICE_BEFORE.search(text[max(start - 120, 0) : start]) or _OFFICE_AFTER.match(text[end : end + 80]))
