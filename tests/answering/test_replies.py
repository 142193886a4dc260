import pytest

from bot.answering.replies import reply_for
from bot.answering.small_talk import Kind, SmallTalk

LANGUAGES = ("de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "tr", "id", "vi", "sv", "da", "nb", "cs", "zh", "ja")


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_a_reply_of_a_few_sentences(kind: Kind) -> None:
    reply = reply_for(SmallTalk(kind))

    assert reply.heading
    assert 0 < len(reply.text) < 600


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_is_replied_to_in_that_language(language: str) -> None:
    reply = reply_for(SmallTalk(Kind.OTHER_LANGUAGE, language))

    assert reply != reply_for(SmallTalk(Kind.OTHER_LANGUAGE))
    assert "`what is a port?`" in reply.text


def test_a_language_that_porter_has_no_words_of_is_replied_to_in_english() -> None:
    assert "only teach in English" in reply_for(SmallTalk(Kind.OTHER_LANGUAGE, "ro")).text


def test_help_names_questions_and_commands() -> None:
    text = reply_for(SmallTalk(Kind.HELP)).text

    assert all(each in text for each in ("port vs socket", "topics", "demo", "help"))
