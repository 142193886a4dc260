"""How answers and demos look on Discord, and what their buttons do."""
