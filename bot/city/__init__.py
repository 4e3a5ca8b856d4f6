"""合成的洛阳: a city to try the assistant on. Everyone and everything in it is made up and marked as such."""
