"""Many plans at once: a pool or a cluster, one dataset, one review."""
