"""The team's server: what only PostgreSQL can say."""
