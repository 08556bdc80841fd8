"""What tests of who may see what may ask for."""

from tests.models.list_viewers import house

__all__ = ["house"]
