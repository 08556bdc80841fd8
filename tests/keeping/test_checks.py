"""A site on which nobody could be forgotten says so before anybody asks."""

from pathlib import Path

from pytest_django import Settings

from galleries.keeping.checks import marks_can_be_written


def test_a_folder_that_is_there_or_can_be_made_is_well(settings: Settings, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "not" / "yet"):
        settings.KEEP_DIR = folder
        assert not marks_can_be_written()


def test_one_that_cannot_be_written_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "keep").write_text("a file")
    settings.KEEP_DIR = tmp_path / "keep"
    (error,) = marks_can_be_written()
    assert error.id == "galleries.E010"
    assert "KEEP_DIR" in str(error.hint)
