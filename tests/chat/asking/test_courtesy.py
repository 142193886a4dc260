import dataclasses

from builders import make_entry

from bot.answering.answer import Found
from bot.answering.depth import Depth
from bot.answering.port_numbers import no_port
from bot.chat.asking.courtesy import Again, Courtesy, CourtesyLimits, Limit

PORT = Found((make_entry(name="port"),))
SOCKET = Found((make_entry(name="socket"),))
DEEPER = dataclasses.replace(PORT, depth=Depth.DEEPER)
HERE, ELSEWHERE, ANSWER = 1, 2, 77


def courtesy(repeat_seconds: float = 300) -> Courtesy:
    return Courtesy(CourtesyLimits(Limit(2, 30), Limit(1, 60), Limit(2, 60), repeat_seconds))


def test_what_was_not_said_yet_is_said() -> None:
    polite = courtesy()
    polite.said(PORT, HERE, ANSWER, now=0)

    assert polite.again(SOCKET, HERE, now=1, asked=False) == (Again.FULL, 0)
    assert polite.again(DEEPER, HERE, now=1, asked=False) == (Again.FULL, 0)
    assert polite.again(PORT, ELSEWHERE, now=1, asked=False) == (Again.FULL, 0)


def test_what_was_just_said_is_pointed_at_once() -> None:
    polite = courtesy()
    polite.said(PORT, HERE, ANSWER, now=0)

    assert polite.again(PORT, HERE, now=1, asked=False) == (Again.LINK, ANSWER)
    assert polite.again(PORT, HERE, now=1, asked=False) == (Again.LINK, ANSWER)
    polite.linked(PORT, HERE)
    assert polite.again(PORT, HERE, now=2, asked=False) == (Again.SILENCE, 0)
    assert polite.again(PORT, HERE, now=3, asked=True) == (Again.FULL, 0)


def test_after_somebody_insisted_no_second_link_is_given() -> None:
    polite = courtesy()
    polite.said(PORT, HERE, ANSWER, now=0)
    polite.linked(PORT, HERE)
    polite.said(PORT, HERE, ANSWER + 1, now=2)

    assert polite.again(PORT, HERE, now=3, asked=False) == (Again.SILENCE, 0)


def test_of_two_numbers_that_are_no_ports_each_is_told_so() -> None:
    polite = courtesy()
    one, other = (dataclasses.replace(PORT, facts=no_port(number)) for number in ("70000", "99999"))
    polite.said(one, HERE, ANSWER, now=0)

    assert polite.again(other, HERE, now=1, asked=True) == (Again.FULL, 0)
    assert polite.again(one, HERE, now=1, asked=True) == (Again.LINK, ANSWER)


def test_that_a_channel_is_full_is_told_once_each_time() -> None:
    polite = courtesy()

    for began in (0, 60):
        assert [polite.channel_full(HERE, now=began + 50) for _ in range(3)] == [0, 0, 1]
        assert [polite.full_untold(HERE, now=began + 52) for _ in range(2)] == [True, False]
    assert polite.full_untold(ELSEWHERE, now=60)


def test_after_a_while_it_is_said_again() -> None:
    polite = courtesy(repeat_seconds=10)
    polite.said(PORT, HERE, ANSWER, now=0)
    polite.linked(PORT, HERE)
    assert polite.again(PORT, HERE, now=10, asked=False) == (Again.FULL, 0)
    polite.said(PORT, HERE, ANSWER + 1, now=10)

    assert polite.again(PORT, HERE, now=11, asked=False) == (Again.LINK, ANSWER + 1)


def test_nothing_points_at_what_is_gone() -> None:
    polite = courtesy()
    polite.said(PORT, HERE, ANSWER, now=0)
    polite.gone(ANSWER)

    assert polite.again(PORT, HERE, now=1, asked=False) == (Again.FULL, 0)


def test_what_was_said_before_a_restart_gives_way_to_what_was_said_since() -> None:
    polite = courtesy()
    polite.said_before(PORT, HERE, ANSWER, now=0)
    assert polite.again(PORT, HERE, now=1, asked=False) == (Again.LINK, ANSWER)
    polite.linked(PORT, HERE)
    polite.said_before(PORT, HERE, ANSWER, now=2)

    assert polite.again(PORT, HERE, now=3, asked=False) == (Again.SILENCE, 0)


def test_each_limit_counts_by_itself() -> None:
    polite = courtesy()

    assert [polite.asked_too_fast(1, now=0) for _ in range(4)] == [0, 0, 1, 2]
    assert [polite.overheard_too_often(1, now=0) for _ in range(2)] == [False, True]
    assert [polite.channel_full(HERE, now=0) for _ in range(3)] == [0, 0, 1]
    assert polite.channel_full(ELSEWHERE, now=0) == 0
    assert polite.channel_full(HERE, now=60) == 0


def test_only_the_last_answers_are_remembered() -> None:
    polite = courtesy()
    for channel in range(3_000):
        polite.said(PORT, channel, ANSWER, now=0)

    assert polite.again(PORT, 0, now=1, asked=False) == (Again.FULL, 0)
    assert polite.again(PORT, 2_999, now=1, asked=False) == (Again.LINK, ANSWER)
