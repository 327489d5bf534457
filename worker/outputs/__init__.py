"""The one door for files that are written where a person says: nothing of the user's is replaced by it."""
