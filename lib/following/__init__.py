"""A shelf at an address, followed: fetched into a folder of the cache, verified, and put in its place whole or not at all."""
