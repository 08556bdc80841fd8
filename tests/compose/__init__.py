"""Production as it is installed, on a real engine: ``python -m tests.compose``."""
