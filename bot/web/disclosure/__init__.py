"""公示: the lists for everyone under /lists — items, versions, what changed and when, sources — as html, xlsx, JSON-LD."""
