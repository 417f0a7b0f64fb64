"""The tutor without a language model: an interview coach, an adviser and a language tutor as pure functions.

Each keeps a typed state that is built again from the conversation's messages, and answers in Markdown. Its patterns
take a tenth of a second to compile: import its modules in the function that first needs them, in a thread.
"""
