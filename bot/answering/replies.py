"""What Porter says to small talk: one good sentence for each kind, the same each time."""

from dataclasses import dataclass

from bot.answering.small_talk import Kind, SmallTalk

HELLO = (
    "I'm Porter. I teach **ports, sockets and processes**: ask me in your own words, "
    "like `whats a socket exactly??` or `port vs socket`."
)


@dataclass(frozen=True)
class Reply:
    """A heading, and a sentence or two of Markdown under it."""

    heading: str
    text: str


def reply_for(talk: SmallTalk) -> Reply:
    """Reply to small talk; to another language in that language, where it is one of ours."""
    if talk.kind is Kind.OTHER_LANGUAGE:
        return Reply("In English, please", _ENGLISH_ONLY_IN.get(talk.language, _ENGLISH_ONLY))
    return Reply(*_REPLIES[talk.kind])


# A heading and a text for each kind.
_REPLIES: dict[Kind, tuple[str, str]] = {
    Kind.WHO: (
        "I'm Porter",
        (
            "A bot, and no person. I write nothing myself: I look for what you ask in texts that people wrote and "
            "checked, on **ports, sockets and processes**. Where I don't know, I say so."
        ),
    ),
    Kind.HELP: (
        "How to ask me",
        (
            "In your own words, for instance:\n\n"
            "- `whats a socket exactly??`\n- `port vs socket`\n- `how do i see what uses port 8080`\n"
            "- `what is port 5432`\n\n"
            "After an answer go on with `why?`, `and udp?`, `simpler please` or `an example`. Commands: `topics` lists "
            "everything I can explain, `demo` shows real sockets, `help` says the rest. In a terminal write them as "
            "`!topics`, on Discord as `/topics`."
        ),
    ),
    Kind.SCOLDING: (
        "Sorry",
        (
            "That wasn't it, then. Ask me once more in other words; the name of the thing or the text of the error "
            "helps most. The command `topics` lists what I can explain."
        ),
    ),
    Kind.BYE: ("See you", "I'll be here, listening."),
    Kind.THANKS: ("You're welcome", "Glad it helped. Come back with the next strange word."),
    Kind.PRAISE: ("Thank you", "That's kind of you. Go on asking: `why?` and `an example` work too."),
    Kind.PUZZLED: (
        "Which part?",
        (
            "Tell me the word that is unclear. After an answer you can also say `simpler please`, `an example` or "
            "`tell me more`."
        ),
    ),
    Kind.CALLING: ("I'm here", "Ask me something, like `what is a port`."),
    Kind.GREETING: ("Hello", HELLO),
    Kind.NOTED: ("All right", "Ask on whenever you like."),
    Kind.NO_WORDS: ("Yes?", HELLO),
}
_ENGLISH_ONLY = "Sorry, I can only teach in English. Ask me in English, like: `what is a port?`"
# The same in the languages that Porter recognises, as far as we know them.
_ENGLISH_ONLY_IN = {
    "de": "Ich kann leider nur auf Englisch erklären. Frag mich auf Englisch, zum Beispiel: `what is a port?`",
    "fr": "Désolé, je ne peux expliquer qu'en anglais. Pose-moi ta question en anglais, comme : `what is a port?`",
    "es": "Lo siento, solo puedo explicar en inglés. Pregúntame en inglés, por ejemplo: `what is a port?`",
    "pt": "Desculpe, só consigo explicar em inglês. Pergunte em inglês, por exemplo: `what is a port?`",
    "it": "Mi dispiace, so spiegare solo in inglese. Chiedimelo in inglese, per esempio: `what is a port?`",
    "nl": "Sorry, ik kan alleen in het Engels uitleg geven. Vraag het in het Engels, bijvoorbeeld: `what is a port?`",
    "pl": "Przepraszam, potrafię wyjaśniać tylko po angielsku. Zapytaj po angielsku, na przykład: `what is a port?`",
    "ru": "Извините, я умею объяснять только по-английски. Спросите по-английски, например: `what is a port?`",
    "uk": "Вибачте, я вмію пояснювати лише англійською. Запитайте англійською, наприклад: `what is a port?`",
    "tr": "Üzgünüm, yalnızca İngilizce anlatabiliyorum. İngilizce sor, örneğin: `what is a port?`",
    "id": "Maaf, saya hanya bisa menjelaskan dalam bahasa Inggris. Tanya dalam bahasa Inggris: `what is a port?`",
    "vi": "Xin lỗi, tôi chỉ có thể giải thích bằng tiếng Anh. Hãy hỏi bằng tiếng Anh, ví dụ: `what is a port?`",
    "sv": "Tyvärr kan jag bara förklara på engelska. Fråga mig på engelska, till exempel: `what is a port?`",
    "da": "Beklager, jeg kan kun forklare på engelsk. Spørg mig på engelsk, for eksempel: `what is a port?`",
    "nb": "Beklager, jeg kan bare forklare på engelsk. Spør meg på engelsk, for eksempel: `what is a port?`",
    "cs": "Promiňte, umím vysvětlovat jen anglicky. Zeptejte se anglicky, například: `what is a port?`",
    "zh": "抱歉,我只能用英语讲解。请用英语提问,例如:`what is a port?`",
    "ja": "すみません、説明できるのは英語だけです。英語で質問してください。例: `what is a port?`",
    "ko": "죄송하지만 저는 영어로만 설명할 수 있습니다. 영어로 물어봐 주세요. 예: `what is a port?`",
    "ar": "عذرًا، لا أستطيع الشرح إلا بالإنجليزية. اسألني بالإنجليزية، مثل: `what is a port?`",
    "hi": "माफ़ कीजिए, मैं केवल अंग्रेज़ी में समझा सकता हूँ। अंग्रेज़ी में पूछिए, जैसे: `what is a port?`",
}
