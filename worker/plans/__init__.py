"""A plan's sheet, read and understood: grid -> layout -> columns."""
