"""The API: snapshots, their tables and the figures as JSON and files, with a description generated from the contract."""
