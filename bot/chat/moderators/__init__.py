"""The commands below /porter, for those who look after a server."""
