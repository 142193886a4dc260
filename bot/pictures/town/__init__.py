"""The parts of which stills are put together: houses, papers, and what stands for what."""
