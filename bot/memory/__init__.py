"""Remembers: which answer belongs to which question, settings of servers, votes, what couldn't be answered."""
