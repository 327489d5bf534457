"""Memories of the field beside ours, over one stream of decisions and questions; `bench/peers_memory.py` calls them.

Everything but `ours.py` imports only the standard library and the peer that it speaks to, since each peer runs in an
environment of its own.
"""
