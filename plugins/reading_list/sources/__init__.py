"""The network, here and nowhere else: identifiers -> works.

Separate because a build must never ask anybody. Readers of answers are pure functions over
bytes; only `http` opens connections.
"""
