"""What a still is: a picture of one concept, with a scene, a legend, and a sentence to remember."""

from dataclasses import dataclass

from bot.pictures.header import header
from bot.pictures.lesson import lesson
from bot.pictures.marks import Layout
from bot.pictures.sheet import Section, sheet
from bot.pictures.town.legend import Meaning, legend


@dataclass(frozen=True)
class Still:
    """A picture of one concept. `tells` says in words what the scenes show, for those who don't see it."""

    name: str
    title: str
    scenes: tuple[Section, ...]
    meanings: tuple[Meaning, ...]
    lesson: str
    tells: str

    def lay_out(self) -> Layout:
        """Where everything stands."""
        return sheet(
            header("Picture", self.name, self.title),
            *self.scenes,
            lambda top: legend(self.meanings, top),
            lambda top: lesson(self.lesson, top),
        )

    @property
    def alt(self) -> str:
        """The same story in words."""
        meanings = "; ".join(f"{town}: {machine}" for town, machine in self.meanings)
        return f"Picture {self.name}: {self.title}. {self.tells} In the town, {meanings}. To remember: {self.lesson}"
