"""A team's memory: one history on a server, a copy on each computer."""
