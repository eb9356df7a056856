"""Readers on a Dask cluster. Its workers need this program and its data; each loads the language model once."""

from __future__ import annotations

from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import Any

from mapapp.domain.errors import MapappError
from mapapp.domain.job import Item
from mapapp.ingest.reading import Failed, Making, Result, read

AHEAD = 2
"""Pieces that a worker is given at once, so that it need not wait for the next."""
CONNECT_SECONDS = 20


class NoCluster(MapappError, OSError):
    """The Dask cluster cannot be reached."""


class Cluster:
    """Reads on the workers of a Dask scheduler. A worker that dies is the scheduler's to replace; what it held is read
    by another.

    Args:
        making: makes the reader of a worker.
        address: of the scheduler, such as tcp://10.0.0.5:8786.

    Raises NoCluster.
    """

    def __init__(self, making: Making, address: str) -> None:
        # takes a second to load, and few ask for it
        try:
            from distributed import Client  # noqa: PLC0415
        except ImportError as error:
            raise NoCluster("Dask is not installed. Run: pip install -r requirements.txt") from error
        try:
            self._client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoCluster(f"no Dask scheduler answers at {address}: start one with `dask scheduler`") from error
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError as error:
            self._client.close()
            raise NoCluster(f"the Dask scheduler at {address} has no workers: start some with `dask worker`") from error
        self._making = making
        self._given: dict[Any, Item] = {}
        self._ended: SimpleQueue[Any] = SimpleQueue()

    @property
    def free(self) -> int:
        """As many as the workers of now have room for."""
        threads: int = sum(self._client.nthreads().values())
        return AHEAD * threads - len(self._given)

    def give(self, item: Item) -> None:
        """Hand a piece to the cluster."""
        future = self._client.submit(read, self._making, item.piece, pure=False)
        self._given[future] = item
        future.add_done_callback(self._ended.put)

    def take(self, seconds: float) -> list[tuple[Item, Result]]:
        """What the workers have read."""
        results: list[tuple[Item, Result]] = []
        try:
            while True:
                future = self._ended.get(timeout=seconds if not results else 0)
                results.append((self._given.pop(future), _result(future)))
                future.release()
        except Empty:
            return results

    def busy(self) -> Sequence[Item]:
        """What the cluster holds."""
        return tuple(self._given.values())

    def close(self) -> None:
        """Let go of the cluster; it forgets what it has not read."""
        self._given.clear()
        self._client.close()


def _result(future: Any) -> Result:  # noqa: ANN401
    if future.status == "finished":
        result: Result = future.result()
        return result
    error = None if future.cancelled() else future.exception()
    what = "was lost" if error is None else f"failed ({type(error).__name__}: {error})"
    return Failed(reason=f"Reading it on the cluster {what}.")
