"""Ways to look around: topics, comparisons, port numbers, help."""
