"""The JSON of every door: requests, answers, encoding."""
