"""Porter teaches ports, sockets and processes: it answers questions and shows real sockets."""
