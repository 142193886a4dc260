"""Tells which language a message is in, when it isn't English."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

# The words that shape a sentence in each language, and no names of things: those are English everywhere.
_SHAPING: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": """a about after again all also am an and any are as at be because been before between both but by
            can com come could day den did do does dose down each even every file first for from get go
            good got had has have he her here his how i if in into is it its just know last let like listen
            long look make man many mate may me mean men more most much my need net never new next no not
            now of off on once one only open or other our out over own per please run same say see set
            she should since so some something start still stop such take tell than thanks that the their
            them then there these they thing think this those through time to too two under until up us use
            used using var very via want was wat way we well were what when where which while who why will
            with without work would yes you your""",
        "de": """auch auf aus bei bin bitte das dass dem den der die dir ein eine einem einen einer eines es für
            geht gibt gibts habe haben hat heute ich ihr im ist jemand kann kannst können man mein meinen
            mich mir mit nach nicht oder schon sich sie sind und unter vom von vor wann warum was welche
            welcher welches wenn wer wie wieso wir wird wo zu zum zur zwischen über""",
        "fr": """ai au avec ce ces cette comment d dans de des dont du elle en entre est et fait il ils j je l
            la le les leur ma mais mes mon n ne nous on ou où par parles pas plus pour pourquoi qu quand
            que quel quelle quelqu quels qui quoi s sans sert ses son sont sur tu un une vous à ça être""",
        "es": """al alguien algo como con cuando cuál cuáles cuándo cuánto cómo de del dónde el ella en entre es
            esta estoy está están este hablas hay hola la las lo los me mi mis muy más no o para pero por
            porque puede puedo que qué quién se ser si sin sirve sobre son su tengo tiene tu un una usa y
            ya yo""",
        "pt": """alguém algo ao as com como da das de do dos e ela ele em entre essa esse esta está eu explica
            isso já mais mas me meu minha muito na nas no nos não o os ou para pela pelo por porque posso
            pra qual quais quando que quem se sem ser seu sua são tem tenho um uma usando você é""",
        "it": """a al alla anche c che chi ci come con cos cosa così da dal del della delle di dove e essere
            faccio fra gli ha hanno ho i il in la le lo ma mi mio nel nella non o ogni per perché più
            qualcuno quale quando quanto questo qui quindi se semplice serve si sono stai su tra tu un una
            uno vedere è""",
        "nl": """aan als bij dan dat de deze die dit doe een en er geen heb hebben heeft het hoe iemand ik in is
            je kan kun maar met mij mijn naar niet nog of om ook op spreek te tot tussen uit van voor waar
            waarom wanneer wat we welk welke wie wordt zijn zie""",
        "pl": """aby ale bez być co czy czym dlaczego dla do gdy gdzie i ja jak jaka jaki jakie jest jestem
            jeśli kiedy ktoś która które który ma mam między mnie może mój na nie o od oznacza po przez są
            się ta tak ten tego to u w z za zadania że""",
        "tr": """ama ara arasındaki bir biri bu bugün da daha de değil demek diye fark gibi hangi için ile kadar
            kim mi mu mı mü nasıl ne neden nedir nerede niye olur şu var ve veya ya yok zaman zor
            çok""",
        "id": """ada adalah aku apa apakah atau bagaimana banyak belum berapa besok bisa buat cara dalam dan
            dari dengan di dipakai gimana ini itu jam jika kalau kamu karena ke kenapa mana mengapa nggak
            pada saya sama sih sudah tidak tolong terus udah untuk ya yang""",
        "vi": """bạn biết bị chương các có cái cách cho chạy của cổng dùng gì giữa hay không khác khi là làm lại
            mai mọi mình một nào này nói người như nhau sao sự thế thì tiếng tôi tại trong trình và với
            đang được để""",
        "sv": """att av det den det där du eller en ett finns fram från får för har hur här i inte jag kan man
            med mellan men mig min mot när och om på som till till är vad var varför vem vi vilka vilken
            vilket över""",
        "da": """af at den der det du eller en er et fra har hvad hvem hvilken hvilket hvis hvor hvordan hvorfor
            i ikke jeg kan man med mellem men mig min når og om på som til ved være""",
        "nb": """av det du egentlig eller en er et fra ha har hva hvem hvilken hvilket hvis hvor hvordan hvorfor
            i ikke jeg kan man med mellom men meg min når og om på som til ved være""",
        "fi": """ei että ja jos joka kanssa kuin kuka miksi mikä mitä miten missä minä mutta niin olla on onko
            ovat se sen tai voi voin välillä""",
        "cs": """a aby ale co do jak jaký jaké je jsem jsou já kde kdo kdy když která které který k mezi mi mám
            na nebo není o po proč pro před rozdíl s se si to u v ve za že""",
        "hu": """a az az egy ez hogy hogyan is ki kell közötti különbség meg melyik mi mikor milyen mit miért
            nem van vagy és""",
        "ro": """a al am are care ce cine cu cum când de dintre din este eu e fi în la mai mi nu o pe pentru sau
            se sunt și un unde unei unui""",
        # As it is written in chats.
        "hi": """aap aur bata batao bhai hai hain ho hota hoti hua ka kaam kaha kahan kaise kaisa kar karna
            karne karo karte karta kaun kab ke ki kis kisi ko koi kya kyu kyun main matlab mein mera mujhe
            nahi nahin paas raha rahi samjhao samajh samajhte se tha tum wala yaar ye yeh""",
    }.items()
}  # fmt: skip
# Words that ask, and that no Englishman uses: in a message of a few words one of them is enough.
_ASKING = {
    "warum": "de", "wieso": "de", "pourquoi": "fr", "qué": "es", "cómo": "es", "cuál": "es", "porque": "es",
    "alguém": "pt", "perché": "it", "cos": "it", "waarom": "nl", "dlaczego": "pl", "nedir": "tr", "neden": "tr",
    "nasıl": "tr", "apa": "id", "apakah": "id", "kenapa": "id", "gimana": "id", "gì": "vi", "vad": "sv",
    "varför": "sv", "hvad": "da", "hva": "nb", "hvorfor": "nb", "kiedy": "pl", "mikä": "fi", "proč": "cs",
    "zor": "tr", "kya": "hi", "kaise": "hi", "hvordan": "nb",
}  # fmt: skip
_SCRIPTS = {
    "CYRILLIC": "ru", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "ARABIC": "ar",
    "HEBREW": "he", "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def language_of(prose: str) -> str | None:
    """Give the ISO 639 code of the language that prose is in, "" for a language unknown here, None for English.

    Names of programs, states and protocols are Latin and English in every language, so what tells is the words
    between them. In doubt it is English.
    """
    words = _WORD.findall(prose.lower())
    return _by_script(words) if any(_is_foreign(word) for word in words) else _by_shaping_words(words)


def _by_script(words: list[str]) -> str | None:
    """Tell the language by its script, unless English words shape the sentence around a foreign one."""
    scripts = [script for word in words for script in _scripts(word)]
    foreign = [script for script in scripts if script != "LATIN"]
    if 4 * len(foreign) < len(scripts) or len(_SHAPING["en"] & {*words}) > 1:
        return None
    if {"HIRAGANA", "KATAKANA"} & {*foreign}:
        return "ja"
    language = _SCRIPTS.get(max(foreign, key=foreign.count), "")
    return "uk" if language == "ru" and set("іїєґ") & {*"".join(words)} else language


def _by_shaping_words(words: list[str]) -> str | None:
    english = _hits(words, "en")
    hits = {language: _hits(words, language) for language in _SHAPING if language != "en"}
    language = max(hits, key=lambda each: hits[each])
    accented = len({word for word in words if not word.isascii()} - _SHAPING[language])
    proper = not _SHAPING[language].isdisjoint({*words} - _SHAPING["en"])
    if proper and hits[language] + accented > max(1, english):
        return language
    asking = [_ASKING[word] for word in words if word in _ASKING]
    return asking[0] if asking and len(words) <= 5 and not english else None


def _hits(words: list[str], language: str) -> int:
    """Count a language's words, each once, and no single letters: those may be options or names."""
    return len({word for word in words if len(word) > 1} & _SHAPING[language])


def _is_foreign(word: str) -> bool:
    return any(script != "LATIN" for script in _scripts(word))


def _scripts(word: str) -> Iterator[str]:
    """Name each letter's script."""
    return (_script(letter) for letter in word if letter.isalpha())


@lru_cache(maxsize=2_000)
def _script(letter: str) -> str:
    """Name a letter's script, which is the first word of its name in Unicode."""
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "LATIN").partition(" ")[0]
