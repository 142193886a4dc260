"""Trains the matcher on the knowledge as it stands, by `make train`; nothing of it runs in the bot."""
