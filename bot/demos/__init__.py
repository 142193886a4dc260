"""Shows: one short script per phenomenon, and the report of the bot's own host."""
