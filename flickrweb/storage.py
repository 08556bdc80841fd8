"""Static files, compressed, with names that change when the content does."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names for JavaScript modules too: an import inside a module is rewritten."""

    support_js_module_import_aggregation = True
