"""What a user chose and typed, as a slash command's interaction carries it.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-application-command-data-structure
"""

from typing import Any

from loopback_discord.commands import MESSAGE_COMMAND, SUB_COMMAND, SUB_COMMAND_GROUP, Commands
from loopback_discord.payloads import Payload
from loopback_discord.world import Channel, Message, World

STRING, INTEGER, BOOLEAN, CHANNEL, NUMBER = 3, 4, 5, 7, 10
_PYTHON_TYPES: dict[int, type | tuple[type, ...]] = {
    STRING: str,
    INTEGER: int,
    BOOLEAN: bool,
    CHANNEL: Channel,
    NUMBER: (int, float),
}


class CommandData:
    """Builds the data of a command that somebody runs; `name` may go on with subcommands: "porter channel add"."""

    def __init__(self, commands: Commands, world: World) -> None:
        self._commands = commands
        self._world = world

    def run(self, name: str, options: dict[str, Any], user_id: str) -> Payload:
        """Build the data of a command with its options; a channel is given as one.

        Raises:
            LookupError: the command or an option isn't registered, or an option is missing.
        """
        path, registered = self._registered(name)
        missing = [key for key, option in registered.items() if option.get("required") and key not in options]
        if missing:
            raise LookupError(f"/{name} needs {', '.join(missing)}")
        given = []
        resolved: Payload = {}
        for key, value in options.items():
            if key not in registered:
                raise LookupError(f"/{name} has no option {key}; it has {', '.join(registered) or 'none'}")
            check_option(registered[key], value)
            if isinstance(value, Channel):
                resolved.setdefault("channels", {})[value.id] = self._channel(value, user_id)
            sent = value.id if isinstance(value, Channel) else value
            given.append({"name": key, "type": registered[key]["type"], "value": sent})
        return _nested(path, given) | ({"resolved": resolved} if resolved else {})

    def type_ahead(self, name: str, option: str, typed: str) -> Payload:
        """Build the data of somebody who types into an option with autocompletion."""
        path, registered = self._registered(name)
        if not registered[option].get("autocomplete"):
            raise LookupError(f"/{name} {option} has no autocompletion")
        focused = {"name": option, "type": registered[option]["type"], "value": typed, "focused": True}
        return _nested(path, [focused])

    def use_menu(self, name: str, message: Message) -> Payload:
        """Build the data of a command in a message's context menu; the message is sent along, its text included.

        Raises:
            LookupError: the command isn't registered.
        """
        command = self._commands.find(name, MESSAGE_COMMAND)
        resolved = {"messages": {message.id: message.payload}}
        return {"id": command["id"], "name": name, "type": 3, "target_id": message.id, "resolved": resolved}

    def _registered(self, name: str) -> tuple[list[Payload], dict[str, Payload]]:
        """Give the command, its subcommands on the way, and the options of the last."""
        first, *rest = name.split()
        path = [self._commands.find(first)]
        for word in rest:
            subcommands = [
                each
                for each in path[-1].get("options", [])
                if each["name"] == word and each["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP)
            ]
            if not subcommands:
                raise LookupError(f"/{name} is not registered")
            path += subcommands
        return path, {option["name"]: option for option in path[-1].get("options", [])}

    def _channel(self, channel: Channel, user_id: str) -> Payload:
        """https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure."""
        named = ("id", "name", "type", "parent_id", "thread_metadata")
        shown = {key: channel.payload[key] for key in named if key in channel.payload}
        return shown | {"permissions": self._world.permissions_in(channel, user_id)}


def _nested(path: list[Payload], given: list[Payload]) -> Payload:
    options = given
    for subcommand in reversed(path[1:]):
        options = [{"name": subcommand["name"], "type": subcommand["type"], "options": options}]
    return {"id": path[0]["id"], "name": path[0]["name"], "type": 1, "options": options}


def check_option(option: Payload, value: Any) -> None:
    """Refuse what Discord's app wouldn't let a user send."""
    expected = _PYTHON_TYPES.get(option["type"])
    if expected is not None and not isinstance(value, expected):
        raise LookupError(f"{option['name']} takes no {type(value).__name__}")
    choices = [choice["value"] for choice in option.get("choices", [])]
    if choices and value not in choices:
        raise LookupError(f"{option['name']} has the choices {choices}")
    if isinstance(value, Channel) and value.payload["type"] not in option.get("channel_types", [value.payload["type"]]):
        raise LookupError(f"{option['name']} takes no channel of that type")
    if isinstance(value, str):
        least, most = option.get("min_length", 0), option.get("max_length", 6000)
        if not least <= len(value) <= most:
            raise LookupError(f"{option['name']} takes {least} to {most} characters")
