"""Read some pieces on a small Dask cluster: `python -m tests.ingest.on_a_cluster DATABASE PIECES`."""

import sys

from distributed import LocalCluster

from mapapp.domain.job import JobState
from mapapp.ingest.cluster import Cluster
from mapapp.ingest.feeding import Feeder
from mapapp.ingest.work import Worker
from mapapp.store import Store
from tests.ingest.cheap import Cheap, pieces


def main(address: str, number: int) -> None:
    store = Store.open(address)
    job = store.queue.begin("j", "News", [])
    feeder = Feeder(store.queue, job.id, iter(pieces(number)))
    with LocalCluster(n_workers=2, processes=False, protocol="tcp", dashboard_address=None) as cluster:
        Worker(
            store.claims(),
            Cluster(Cheap(), cluster.scheduler_address),
            feeding=feeder,
            done=lambda: store.queue.job("j").state is JobState.DONE,
        ).run()
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
