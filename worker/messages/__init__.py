"""What people read, in their language: English sentences go in at a door, the reader's come out.

The house speaks English, so that JSON, tests and logs do. Only the doors that people read at (a terminal, a sheet, a box)
pass their sentences through `tr`, which finds the message that a sentence was made from in `knowledge/messages/*.po`.
"""
