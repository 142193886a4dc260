"""Porter teaches ports, sockets and processes: it answers questions and shows real sockets."""

__version__ = "0.1.0"
