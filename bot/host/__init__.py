"""Touches the machine: opens sockets on loopback and reads the host's table of sockets."""
