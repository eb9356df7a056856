"""What a process of a pool owes to the program that started it."""

from __future__ import annotations

import os
import threading
from multiprocessing import parent_process


def end_with_parent() -> None:
    """End when the program that started this process does, however it ends.

    It may be killed without a chance to say so; a process of a pool would wait for work for ever.
    """
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
