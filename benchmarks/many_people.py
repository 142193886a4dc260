"""Many people who talk in several channels at once, now and then with a question that Porter knows the answer to."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loopback_discord import Channel, LoopbackDiscord
from running_bot import SECONDS_TO_CATCH_UP

QUESTIONS, CHANNELS, PEOPLE = 100, 10, 60
DELIVERED_TWICE = 0.2
SECONDS_OF_SILENCE = 2


@dataclass(frozen=True)
class Said:
    """A message: who says what in which channel, whether it is a question, to the bot, and delivered twice."""

    person: int
    channel: int
    text: str
    is_question: bool = False
    to_bot: bool = False
    twice: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of the questions, and what else was answered that shouldn't have been."""

    messages: int
    delivered_twice: int
    questions: int
    answered: int
    answered_twice: int
    others_answered: int

    @property
    def met(self) -> bool:
        """Whether all questions were answered, none twice, and nothing else."""
        return self.answered == self.questions and not self.answered_twice and not self.others_answered

    def __str__(self) -> str:
        return (
            f"{self.messages} messages, {self.delivered_twice} of them delivered twice: {self.answered} of "
            f"{self.questions} questions answered, {self.answered_twice} of them twice; "
            f"{self.others_answered} other messages answered"
        )


def conversation(
    length: int, questions: Sequence[tuple[str, str]], talk: Sequence[str], chance: random.Random
) -> list[Said]:
    """Mix questions, given with their subjects, into talk of that `length`.

    They keep within what Porter's courtesy allows, so that all should be answered: no subject comes twice in a channel,
    and nobody asks often. Half of them are put to the bot, half are overheard.
    """
    subjects: list[set[str]] = [set() for _ in range(CHANNELS)]
    said = []
    for text, subject in questions:
        channel = len(said) % CHANNELS
        if len(said) < QUESTIONS and subject not in subjects[channel]:
            subjects[channel].add(subject)
            to_bot = len(said) // CHANNELS % 2 == 0
            twice = chance.random() < DELIVERED_TWICE
            said.append(Said(len(said) % PEOPLE, channel, text, is_question=True, to_bot=to_bot, twice=twice))
    for number in range(length - len(said)):
        person, channel = chance.randrange(PEOPLE), chance.randrange(CHANNELS)
        said.append(Said(person, channel, talk[number % len(talk)], twice=chance.random() < DELIVERED_TWICE))
    chance.shuffle(said)
    return said


async def hold(discord: LoopbackDiscord, channels: Sequence[Channel], end: Channel, said: Sequence[Said]) -> Outcome:
    """Let the people talk as fast as they can, and tell what the bot answered.

    The bot has heard everything when it answers the question that somebody puts to it in the channel `end`.
    """
    people = [discord.user(f"person {number}") for number in range(PEOPLE)]
    ids = {}
    for each in said:
        message = await people[each.person].says(
            channels[each.channel], each.text, mentions_bot=each.to_bot, delivered=1 + each.twice
        )
        ids[message.id] = each
    await discord.user().says(end, "what is a socket?", mentions_bot=True)
    await discord.next_message(end, within=SECONDS_TO_CATCH_UP)
    await asyncio.sleep(SECONDS_OF_SILENCE)
    answers: Counter[str | None] = Counter()
    for channel in channels:
        while not channel.arrivals.empty():
            answers[channel.arrivals.get_nowait().replies_to] += 1
    questions = {message for message, each in ids.items() if each.is_question}
    return Outcome(
        messages=len(said),
        delivered_twice=sum(each.twice for each in said),
        questions=len(questions),
        answered=len(questions & answers.keys()),
        answered_twice=sum(times > 1 for message, times in answers.items() if message in questions),
        others_answered=sum(times for message, times in answers.items() if message not in questions),
    )
