"""Sockets that stay open for another moment after they were closed."""

from bot.host.loopback import Loopback, Socket


class CopyingLoopback(Loopback):
    """Keeps a copy of each socket, as a process has one that some other thread is starting."""

    def __init__(self, timeout: float) -> None:
        super().__init__(timeout)
        self.copies: list[Socket] = []

    def keep(self, made: Socket) -> Socket:
        self.copies.append(super().keep(made.dup()))
        return super().keep(made)
