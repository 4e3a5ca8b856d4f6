"""影响: the recorded acts replayed under the rules in force and under a draft, with DuckDB over the rules' own SQL."""
