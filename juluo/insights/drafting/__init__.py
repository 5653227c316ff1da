"""Sentences that an optional language model drafts: facts in, sentences out, nothing said that isn't checked.

Off unless a community's owner switches it on. The model never counts, compares or names: it is given facts with keys
and messages with keys, writes around `{{F12}}` and `{{M34:0-18}}`, and `verifier` refuses every sentence that says a
figure, a quote, a direction, a name or a cause by itself. What is refused twice is replaced by our own sentence.
"""
