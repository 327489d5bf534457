"""The operating system's keyring, where it has one; whatever fails there is as good as no key."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

SERVICE = "mediamapper"

# keyring is imported where it is asked: it takes 0.1 s that an unencrypted memory does without, and an installation of it
# that is broken counts as no key there.


@lru_cache(maxsize=32)
def get(name: str) -> str | None:
    """The secret kept under *name*; None where there is none, or no keyring. Asked once a process."""
    try:
        import keyring

        return keyring.get_password(SERVICE, name) or None
    except Exception:  # each backend fails in its own way
        return None


def put(name: str, secret: str) -> bool:
    """Keep a secret; False where that can't be done, or does not give it back."""
    get.cache_clear()
    try:
        import keyring

        keyring.set_password(SERVICE, name, secret)
    except Exception:
        return False
    return get(name) == secret


def drop(name: str) -> None:
    """Forget a secret."""
    get.cache_clear()
    with suppress(Exception):
        import keyring

        keyring.delete_password(SERVICE, name)
