"""Reading on the machines of a Dask cluster. `engine` is the side of the run, `worker` that of a cluster's worker."""
