"""What people reply to Porter: some ask on, many only remark something, and a remark gets no answer."""

from bot.answering.answer import Answer, Found, Thresholds
from bot.answering.question_shape import is_question
from bot.answering.reading import clean
from bot.answering.small_talk import Kind, SmallTalk

# Small talk of who wants something; thanks, praise and laughter are nice to hear, and would only make a channel noisy.
_WANTS_SOMETHING = frozenset({Kind.WHO, Kind.HELP, Kind.PUZZLED})


def is_remark(said: str, found: Answer, thresholds: Thresholds) -> bool:
    """Tell whether a reply without a mention, which would get the answer `found`, is better left alone.

    It is where Porter has no answer, and where a sentence that isn't a question only happens to be near one.
    """
    match found:
        case Found(confidence=confidence):
            return confidence < thresholds.unasked and not is_question(clean(said))
        case SmallTalk(kind):
            return kind not in _WANTS_SOMETHING
        case _:
            return True
