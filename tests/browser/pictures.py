"""A picture host that draws what is asked of it, kept on disk between runs."""

import re
import tempfile
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

from galleries.flickr.simulator.painting import PictureCache, paint_icon
from tests.browser.sizes import size_px

_ICON = re.compile(r"/\d+/buddyicons/(\d+)@N\d+\.jpg")
_FILE = re.compile(r"/\d+/(\d+)_[0-9a-f]+(?:_(\w+))?\.jpg")


class Pictures(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    cache = PictureCache(Path(tempfile.gettempdir()) / "flickrweb-test-pictures")

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        match, icon = _FILE.fullmatch(path), _ICON.fullmatch(path)
        if icon is not None:
            picture = paint_icon(int(icon[1]), 48)
        elif match is not None:
            photo_id = int(match[1])
            picture = self.cache.get(photo_id, *size_px(photo_id, match[2] or ""))
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(picture)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(picture)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
