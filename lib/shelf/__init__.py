"""Published snapshots, read only: manifests, verification, and which snapshot is on show. Nothing here writes."""
