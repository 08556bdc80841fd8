"""What a record means for our row. Pure functions: no database, no clock."""

from galleries.sync.decide.changes import Add, Change, Keep, Update

__all__ = ["Add", "Change", "Keep", "Update"]
