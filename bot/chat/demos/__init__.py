"""Demos on Discord: who asks, by which way, and the line in the log."""
