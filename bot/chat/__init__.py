"""Talks on Discord: events and commands in, messages out."""
