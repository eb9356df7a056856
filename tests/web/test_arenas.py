import platform
import subprocess
import sys

import pytest

PROGRAM = """
import threading
from mapapp.web import arenas
assert arenas.keep_few()
held = []
ready = threading.Barrier(9)
def hold():
    held.append([bytes(1000) for _ in range(1000)])
    ready.wait()
    ready.wait()
for _ in range(8):
    threading.Thread(target=hold).start()
ready.wait()
import ctypes
ctypes.CDLL(None).malloc_stats()
ready.wait()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives each thread a heap")
def test_eight_threads_share_two_heaps():
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stderr
    assert told.count("Arena ") == 2
