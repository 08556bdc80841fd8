"""Static files, compressed, with names that change when the content does."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);\n')


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names for JavaScript modules too: an import inside a module is rewritten.

    The sheet of the site comes whole: a page is first seen when all styles are there, and forty
    files one after another are a second on a phone.
    """

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        if SHEET in paths and not dry_run:
            whole = _IMPORT.sub(lambda found: _layer(found, paths), _read(paths, SHEET))
            self.delete(SHEET)
            self.save(SHEET, ContentFile(whole.encode()))
            paths = {**paths, SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)


def _layer(found: re.Match[str], paths: dict[str, tuple[Storage, str]]) -> str:
    """What an import names, in its layer. No sheet of ours names a file beside it."""
    return f"@layer {found[2]} {{\n{_read(paths, f'css/{found[1]}')}}}\n"


def _read(paths: dict[str, tuple[Storage, str]], path: str) -> str:
    """From where it was written, not from an earlier collection."""
    storage, name = paths[path]
    with storage.open(name) as file:
        content: bytes = file.read()
    return content.decode()
