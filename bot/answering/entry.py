"""One entry of the knowledge: what Porter teaches about one concept."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


def _unwrap(text: str) -> str:
    """Join the lines of each paragraph and of each list item: a line break of the file is none for the reader."""
    return re.sub(r"(?<!\n)\n[ \t]*(?!\n|- )", " ", text.strip())


# Something that can be seen, without a line break.
ONE_LINE = r"^[^\n]*\S[^\n]*$"
Text = Annotated[
    str,
    StringConstraints(max_length=1_500, strict=True),
    AfterValidator(_unwrap),
    StringConstraints(min_length=1),
]
Line = Annotated[str, StringConstraints(max_length=300, pattern=ONE_LINE, strict=True)]
Name = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", strict=True)]


class Part(BaseModel):
    """A part of an entry: frozen, and unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Analogy(Part):
    """The concept in the town: the picture, which word stands for what, and where the picture breaks."""

    picture: Text
    stands_for: dict[Line, Line] = Field(min_length=1)
    breaks: Text


class Trial(Part):
    """Something for the learner to try: a safe command, and the systems it works on.

    The key isn't called `on`, because YAML 1.1 takes that for true.
    """

    does: Line
    run: Line
    systems: tuple[Literal["linux", "macos", "windows"], ...] = Field(
        default=("linux", "macos", "windows"), min_length=1
    )


class Relation(Part):
    """How this entry's concept stands to another: `{is: the owner of, to: socket}`."""

    verb: Line = Field(alias="is")
    to: Name


class Entry(Part):
    """What Porter teaches about one concept, as written in `knowledge/<topic>/<name>.yaml`.

    `compares` makes the entry a comparison of the named entries, best known first; `corrects` makes it the
    correction of a misconception, which it states as people do. `also_called` are further
    names of the concept, by which a comparison or a command may pick it.
    """

    name: Name
    topic: Name
    title: Annotated[str, StringConstraints(max_length=60, pattern=ONE_LINE, strict=True)]
    short: Annotated[str, StringConstraints(max_length=160, pattern=ONE_LINE, strict=True)]
    analogy: Analogy
    detail: Text
    example: Text | None = None
    trials: tuple[Trial, ...] = Field(default=(), alias="try")
    demo: Name | None = None
    compares: tuple[Name, ...] = ()
    corrects: Line | None = None
    also_called: tuple[Line, ...] = ()
    relations: tuple[Relation, ...] = ()
    see_also: tuple[Name, ...] = ()
    sources: tuple[Line, ...] = Field(min_length=1)
    asked_as: tuple[Line, ...] = Field(min_length=1)

    @property
    def kind(self) -> Literal["concept", "comparison", "misconception"]:
        """What sort of entry this is."""
        return "comparison" if self.compares else "misconception" if self.corrects else "concept"

    @property
    def covers(self) -> tuple[str, ...]:
        """The entries that this one speaks of together: those it compares, or those that a misconception mistakes."""
        return self.compares or (tuple(each.to for each in self.relations) if self.corrects else ())
