"""Questions: whom a message is for, whether to answer, and how an answer follows its question."""
