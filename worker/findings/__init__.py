"""What can be found in a plan, a file or a memory: one record a case, with severity, sentence and next step.

Sentences, `docs/reference.md`, `mediamapper checks` and the HTTP schema are made from these records.
Two families have codes of their own: the model's problems (`worker.llm.problems`) and platform rules (their own codes).
"""
