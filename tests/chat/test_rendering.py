from chat.rendering import answers_about, drawn

from bot.answering.library import Library


async def test_an_answer_is_rendered_as_a_picture(library: Library) -> None:
    png = drawn(await answers_about("port", library))

    assert png.startswith(b"\x89PNG")
