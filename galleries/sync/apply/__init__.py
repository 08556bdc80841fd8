"""Writing what was decided. Everything here runs inside the engine's transaction."""
