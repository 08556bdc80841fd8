"""Watching the installation: whether it is ready, its numbers, its logs, its errors, its mail."""
