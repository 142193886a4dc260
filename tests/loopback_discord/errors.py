"""What Discord's HTTP API says when it refuses: a status, a JSON error code, a message and the faulty fields.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

from typing import Any


class ApiError(Exception):
    """A request that Discord refuses."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """Give the JSON body of the refusal."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")


def unknown_channel() -> ApiError:
    return ApiError(404, 10003, "Unknown Channel")


def unknown_message() -> ApiError:
    return ApiError(404, 10008, "Unknown Message")


def unknown_user() -> ApiError:
    return ApiError(404, 10013, "Unknown User")


def unknown_emoji() -> ApiError:
    return ApiError(400, 10014, "Unknown Emoji")


def unknown_webhook() -> ApiError:
    return ApiError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> ApiError:
    return ApiError(404, 10062, "Unknown interaction")


def unknown_command() -> ApiError:
    return ApiError(404, 10063, "Unknown application command")


def already_acknowledged() -> ApiError:
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def missing_access() -> ApiError:
    return ApiError(403, 50001, "Missing Access")


def not_the_author() -> ApiError:
    return ApiError(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> ApiError:
    return ApiError(400, 50006, "Cannot send an empty message")


def closed_direct_messages() -> ApiError:
    return ApiError(403, 50007, "Cannot send messages to this user")


def missing_permissions() -> ApiError:
    return ApiError(403, 50013, "Missing Permissions")


def no_reply_without_history() -> ApiError:
    return ApiError(400, 160002, "Cannot reply without permission to read message history")


def invalid_webhook_token() -> ApiError:
    return ApiError(401, 50027, "Invalid Webhook Token")


def invalid_json() -> ApiError:
    return ApiError(400, 50109, "The request body contains invalid JSON.")


class FormErrors:
    """Collects every fault of one request body, as Discord reports them all at once."""

    def __init__(self) -> None:
        self._tree: dict[str, Any] = {}

    def add(self, path: str, code: str, message: str) -> None:
        """Note a fault of the field at `path`, which is dotted: `components.0.label`."""
        node = self._tree
        for key in path.split("."):
            node = node.setdefault(key, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def require(self, path: str) -> None:
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def check_length(self, path: str, value: Any, least: int, most: int) -> None:
        """Check the length of a string or a list, both ends included."""
        if not isinstance(value, str | list):
            self.add(path, "BASE_TYPE_BAD_TYPE", "Must be a string or an array.")
        elif len(value) > most:
            remedy = f"Must be {most} or fewer in length." if not least else _between(least, most)
            self.add(path, "BASE_TYPE_MAX_LENGTH" if not least else "BASE_TYPE_BAD_LENGTH", remedy)
        elif len(value) < least:
            self.add(path, "BASE_TYPE_BAD_LENGTH", _between(least, most))

    def refuse_if_any(self) -> None:
        """Raise the 50035 of everything noted so far."""
        if self._tree:
            raise ApiError(400, 50035, "Invalid Form Body", self._tree)


def _between(least: int, most: int) -> str:
    return f"Must be between {least} and {most} in length."
