"""Application commands: their registry, and what Discord refuses to register.

https://docs.discord.com/developers/interactions/application-commands
"""

from typing import Any

from loopback_discord.errors import FormErrors, unknown_command
from loopback_discord.localisation import NAME, check_localizations, check_unique
from loopback_discord.payloads import Payload, new_id

CHAT_INPUT, USER_COMMAND, MESSAGE_COMMAND = 1, 2, 3
SUB_COMMAND, SUB_COMMAND_GROUP = 1, 2

_CHOICE_TYPES = frozenset({3, 4, 10})


class Commands:
    """The application's global commands, and how often the whole list was overwritten."""

    def __init__(self, application_id: str) -> None:
        self._application_id = application_id
        self._registered: dict[tuple[int, str], Payload] = {}
        self.times_overwritten = 0

    def all(self) -> list[Payload]:
        return list(self._registered.values())

    def find(self, name: str, kind: int = CHAT_INPUT) -> Payload:
        """Give a command by its name and type.

        Raises:
            LookupError: it isn't registered, so no user could run it.
        """
        try:
            return self._registered[kind, name]
        except KeyError:
            known = ", ".join(f"/{name}" for _, name in self._registered) or "none"
            raise LookupError(f"/{name} is not registered; registered: {known}") from None

    def check_offered(self, command_id: str, *, context: int, has_bot: bool) -> None:
        """Check that Discord's app shows a command to somebody there.

        https://docs.discord.com/developers/interactions/application-commands#interaction-contexts

        Raises:
            LookupError: it doesn't, so that nobody could run it.
        """
        [command] = [command for command in self._registered.values() if command["id"] == command_id]
        contexts = command["contexts"]
        if contexts is not None and context not in contexts:
            raise LookupError(f"/{command['name']} isn't offered in context {context}, only in {contexts}")
        if not has_bot and 1 not in command["integration_types"]:
            raise LookupError(f"/{command['name']} can't be added to an account, so it isn't offered without the bot")

    def overwrite(self, bodies: list[Any]) -> list[Payload]:
        """Replace all commands by these, as PUT does."""
        errors = FormErrors()
        seen: set[tuple[int, str]] = set()
        for index, body in enumerate(bodies):
            check_command(body, str(index), errors)
            key = (body.get("type", CHAT_INPUT), body.get("name", ""))
            if key in seen:
                message = "Application command names must be unique"
                errors.add(str(index), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
            seen.add(key)
        errors.refuse_if_any()
        self.times_overwritten += 1
        kept = self._registered
        self._registered = {}
        for body in bodies:
            self._store(body, kept)
        return self.all()

    def add(self, body: Payload) -> Payload:
        """Register one command, as POST does: one of the same name and type is replaced."""
        errors = FormErrors()
        check_command(body, "", errors)
        errors.refuse_if_any()
        return self._store(body, self._registered)

    def delete(self, command_id: str) -> None:
        for key, command in self._registered.items():
            if command["id"] == command_id:
                del self._registered[key]
                return
        raise unknown_command()

    def _store(self, body: Payload, before: dict[tuple[int, str], Payload]) -> Payload:
        key = (body.get("type") or CHAT_INPUT, body["name"])
        command_id = before[key]["id"] if key in before else new_id()
        contexts = body.get("contexts")
        permissions = body.get("default_member_permissions")
        command = {
            "id": command_id,
            "application_id": self._application_id,
            "version": new_id(),
            "default_member_permissions": None if permissions is None else str(permissions),
            "type": key[0],
            "name": body["name"],
            "name_localizations": body.get("name_localizations"),
            "description": body.get("description") or "",
            "description_localizations": body.get("description_localizations"),
            "dm_permission": contexts is None or 1 in contexts,
            "contexts": contexts,
            "integration_types": body.get("integration_types") or [0],
            "nsfw": bool(body.get("nsfw")),
        }
        if body.get("options"):
            command["options"] = [_as_discord_returns(option) for option in body["options"]]
        self._registered[key] = command
        return command


def _as_discord_returns(option: Payload) -> Payload:
    """Leave out what is false or empty, as Discord does when it gives an option back.

    https://github.com/discord/discord-api-docs/issues/3161
    """
    kept = {key: value for key, value in option.items() if value not in (None, False, [], {})}
    if "options" in kept:
        kept["options"] = [_as_discord_returns(inner) for inner in kept["options"]]
    return kept


def check_command(body: Any, path: str, errors: FormErrors) -> None:
    """Note every fault of a command; `path` is where it stands in the request's body."""
    prefix = f"{path}." if path else ""
    if not isinstance(body, dict):
        errors.add(path or "command", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return
    in_menu = (body.get("type") or CHAT_INPUT) != CHAT_INPUT
    check_localizations(body, prefix, errors, in_menu=in_menu)
    if in_menu:
        errors.check_length(f"{prefix}name", body.get("name") or "", 1, 32)
        if body.get("description"):
            message = "Context menu commands cannot have description"
            errors.add(f"{prefix}description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message)
        return
    _check_name_and_description(body, prefix, errors)
    _check_options(body.get("options") or [], prefix, errors)


def _check_name_and_description(body: Payload, prefix: str, errors: FormErrors) -> None:
    name = body.get("name")
    if not isinstance(name, str):
        errors.require(f"{prefix}name")
    elif not NAME.match(name) or name != name.lower():
        message = "Command name is invalid"
        errors.add(f"{prefix}name", "APPLICATION_COMMAND_INVALID_NAME", message)
    if body.get("description") is None:
        errors.require(f"{prefix}description")
    else:
        errors.check_length(f"{prefix}description", body["description"], 1, 100)


def _check_options(options: list[Any], prefix: str, errors: FormErrors) -> None:
    errors.check_length(f"{prefix}options", options, 0, 25)
    check_unique(options, f"{prefix}options", errors)
    names: set[str] = set()
    optional_before = False
    for index, option in enumerate(options):
        where = f"{prefix}options.{index}."
        _check_name_and_description(option, where, errors)
        check_localizations(option, where, errors)
        if option.get("name") in names:
            message = "Option names must be unique"
            errors.add(f"{where}name", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message)
        names.add(option.get("name"))
        if option.get("type") in (SUB_COMMAND, SUB_COMMAND_GROUP):
            _check_options(option.get("options") or [], where, errors)
            continue
        if option.get("required") and optional_before:
            message = "Required options must be placed before non-required options"
            errors.add(f"{where}required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_before = optional_before or not option.get("required")
        _check_choices(option, where, errors)


def _check_choices(option: Payload, where: str, errors: FormErrors) -> None:
    if option.get("type") not in range(3, 12):
        errors.add(f"{where}type", "BASE_TYPE_CHOICES", "Value must be an option type.")
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        message = "Choices and autocomplete are mutually exclusive"
        errors.add(f"{where}autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", message)
    if (choices or option.get("autocomplete")) and option.get("type") not in _CHOICE_TYPES:
        message = "Only string, integer and number options have choices"
        errors.add(f"{where}type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    check_choice_list(choices, where + "choices", errors)


def check_choice_list(choices: list[Any], path: str, errors: FormErrors) -> None:
    """Note the faults of an option's or an autocompletion's choices, of which 25 may be shown."""
    errors.check_length(path, choices, 0, 25)
    for index, choice in enumerate(choices):
        errors.check_length(f"{path}.{index}.name", choice.get("name") or "", 1, 100)
        check_localizations(choice, f"{path}.{index}.", errors, in_menu=True)
        value = choice.get("value")
        if value is None:
            errors.require(f"{path}.{index}.value")
        elif isinstance(value, str):
            errors.check_length(f"{path}.{index}.value", value, 1, 100)
