"""Draws what a demo saw."""
