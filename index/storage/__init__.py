"""Storage: the parts of index/store.py and index/build.py, what a store is made of on disk."""
