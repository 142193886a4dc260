"""The doctor's checks by themselves: what is well, what isn't, and what can't be told."""

from dataclasses import replace
from typing import Any

import discord
import pytest
from builders import NOON, make_entry, make_library

from bot.answering.library import Library
from bot.answering.loader import load_library, own_directory
from bot.answering.weights import Weights, digest
from bot.chat.moderators import checkup
from bot.chat.moderators.checkup import WITHOUT, Finding, State
from bot.chat.moderators.doctor import report
from bot.chat.porter import PERMISSIONS
from bot.memory.remembered import ChannelManner, DatabaseState

FINE = DatabaseState("the file /home/porter/porter.db", 2, 0.4, "", 0)


def trained(library: Library) -> Library:
    digests = {name: digest(entry) for name, entry in library.entries.items()}
    return replace(library, weights=Weights(library.weights.classifier, library.weights.gates, digests))


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        ({"switched_on": True, "connected_with": True}, State.WELL),
        ({"switched_on": True, "connected_with": False}, State.ILL),
        ({"switched_on": False, "connected_with": True}, State.ILL),
        ({"switched_on": False, "connected_with": False}, State.ILL),
        ({"switched_on": None, "connected_with": True}, State.UNKNOWN),
    ],
)
def test_message_content_needs_its_switch_and_a_connection_with_it(seen: dict[str, Any], state: State) -> None:
    finding = checkup.content_intent(**seen)

    assert finding.state is state
    assert bool(finding.remedy) == (state is State.ILL)


def test_every_permission_of_the_invite_is_looked_at_and_no_other() -> None:
    assert discord.Permissions(**dict.fromkeys(WITHOUT, True)) == PERMISSIONS


@pytest.mark.parametrize("name", WITHOUT)
def test_a_missing_permission_is_named_with_what_fails(name: str) -> None:
    granted = discord.Permissions(PERMISSIONS.value)
    granted.update(**{name: False})
    [held, missing] = checkup.permissions(granted)

    assert (held.state, missing.state) == (State.WELL, State.ILL)
    assert f"permission {name.replace('_', ' ')} is missing" in missing.says.lower()
    assert len(held.says.split(", ")) == len(WITHOUT) - 1
    assert WITHOUT[name] in missing.says


def test_without_any_permission_each_is_named() -> None:
    assert [finding.state for finding in checkup.permissions(discord.Permissions.none())] == [State.ILL] * len(WITHOUT)


@pytest.mark.parametrize("manner", [None, *ChannelManner])
def test_whether_a_channel_is_a_study_channel_is_no_illness(manner: ChannelManner | None) -> None:
    finding = checkup.place(manner)

    assert finding.state is State.WELL
    assert ("no study channel" in finding.says) == (manner is None)


def test_commands_that_differ_are_named() -> None:
    assert checkup.commands(frozenset(), 9).state is State.WELL
    assert checkup.commands(None, 9).state is State.UNKNOWN
    finding = checkup.commands({"port", "ask"}, 9)
    assert finding.state is State.ILL
    assert "`ask`, `port`" in finding.says


def test_the_same_entries_have_the_same_version_and_others_another() -> None:
    library = make_library(make_entry(), make_entry("pan"))

    assert checkup.version(library) == checkup.version(make_library(make_entry("pan"), make_entry()))
    assert checkup.version(library) != checkup.version(make_library(make_entry(), make_entry("pan", detail="Another.")))


def test_the_knowledge_that_porter_brings_is_well_or_newer_than_its_weights() -> None:
    what, weights = checkup.knowledge(load_library(own_directory()), NOON, "")

    assert what.state is State.WELL
    assert weights.says.startswith("Weights: ")


def test_entries_that_the_weights_have_not_seen_are_counted() -> None:
    library = make_library(make_entry(), make_entry("pan"))
    _, untaught = checkup.knowledge(library, NOON, "")
    _, taught = checkup.knowledge(trained(library), NOON, "")

    assert (untaught.state, taught.state) == (State.ILL, State.WELL)
    assert "2 of the entries" in untaught.says


def test_why_the_old_knowledge_stays_is_told() -> None:
    *_, refusal = checkup.knowledge(trained(make_library(make_entry())), NOON, "The knowledge has faults: …")

    assert refusal.state is State.ILL
    assert "has faults" in refusal.says


def test_where_the_database_lies_is_told_to_the_owner_only() -> None:
    troubled = replace(FINE, trouble="Porter's memory, the file /home/porter/porter.db, is damaged.", waiting=3)

    for state in (FINE, troubled):
        assert "/home/porter" in checkup.database(state, to_owner=True).says
        told = checkup.database(state, to_owner=False)
        assert "/home/porter" not in told.says + told.remedy
    assert checkup.database(troubled, to_owner=False).state is State.ILL
    assert "3 writes wait" in checkup.database(troubled, to_owner=False).says


def test_a_database_is_well_unless_it_is_slow_or_cannot_be_asked() -> None:
    assert checkup.database(FINE, to_owner=False).state is State.WELL
    assert checkup.database(replace(FINE, milliseconds=2_000), to_owner=False).state is State.ILL
    assert checkup.database(None, to_owner=False).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("latency", "state"),
    [(0.05, State.WELL), (1.5, State.ILL), (float("nan"), State.UNKNOWN), (float("inf"), State.UNKNOWN)],
)
def test_a_slow_heartbeat_is_told(latency: float, state: State) -> None:
    assert checkup.connection(latency).state is state


def test_what_is_to_be_mended_comes_first_with_its_remedy() -> None:
    said = report([Finding(State.WELL, "a"), Finding(State.UNKNOWN, "b"), Finding(State.ILL, "c", "mend it so.")])

    assert said.splitlines() == ["## 1 to mend", "❌ c", "-# Mend: mend it so.", "❔ b", "✅ a"]
    assert report([Finding(State.WELL, "a")]).startswith("## All is well")
