"""Invented replies in the shape of real ones."""

from typing import Any


def photo(**changes: Any) -> dict[str, Any]:
    """One photo of a list, as Flickr tells it today; a value of None takes the key out."""
    wire: dict[str, Any] = {
        "id": "53000000001",
        "owner": "11111111@N00",
        "secret": "5ec2e7aa01",
        "server": "65535",
        "farm": 66,
        "title": "Pier",
        "ispublic": 1,
        "isfriend": 0,
        "isfamily": 0,
        "license": "11",
        "description": {"_content": "By the <b>sea</b>\n\nat night"},
        "dateupload": "1767100000",
        "lastupdate": "1767225600",
        "datetaken": "2025-12-30 09:00:00",
        "datetakengranularity": 0,
        "datetakenunknown": "0",
        "ownername": "anna",
        "realname": "Anna B.",
        "iconserver": "5332",
        "iconfarm": 6,
        "views": "214",
        "count_faves": "7",
        "count_comments": "2",
        "tags": "pier night sign:type=neon",
        "machine_tags": "sign:type=neon",
        "originalsecret": "5ec2e7aa02",
        "originalformat": "jpg",
        "o_width": "6000",
        "o_height": "4000",
        "latitude": "47.648355",
        "longitude": "-122.343125",
        "accuracy": "16",
        "context": 0,
        "place_id": "",
        "woeid": "2490383",
        "geo_is_public": 1,
        "geo_is_contact": 0,
        "geo_is_friend": 0,
        "geo_is_family": 0,
        "media": "photo",
        "media_status": "ready",
        "pathalias": "anna",
        "safety_level": "0",
        "content_type": "0",
        "rotation": 0,
        "url_s": "https://live.staticflickr.com/65535/53000000001_5ec2e7aa01_m.jpg",
        "width_s": 240,
        "height_s": 160,
        "url_m": "https://live.staticflickr.com/65535/53000000001_5ec2e7aa01.jpg",
        "width_m": "500",
        "height_m": "333",
        "url_h": "https://live.staticflickr.com/65535/53000000001_5ec2e7aa03_h.jpg",
        "width_h": 1600,
        "height_h": 1067,
        "url_o": "https://live.staticflickr.com/65535/53000000001_5ec2e7aa02_o.jpg",
    }
    wire.update(changes)
    return {key: value for key, value in wire.items() if value is not None}


def photo_page(*photos: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A page of a list of photos."""
    page = {"page": 1, "pages": 1, "perpage": 500, "total": len(photos), "photo": list(photos)}
    return {"photos": page | changes, "stat": "ok"}


def photo_info(**changes: Any) -> dict[str, Any]:
    """The reply of photos.getInfo about the same photo."""
    wire: dict[str, Any] = {
        "id": "53000000001",
        "secret": "5ec2e7aa01",
        "server": "65535",
        "farm": 66,
        "dateuploaded": "1767100000",
        "isfavorite": 0,
        "license": "11",
        "safety_level": "0",
        "rotation": 0,
        "originalsecret": "5ec2e7aa02",
        "originalformat": "jpg",
        "owner": {
            "nsid": "11111111@N00",
            "username": "anna",
            "realname": "Anna B.",
            "location": "",
            "iconserver": "5332",
            "iconfarm": 6,
            "path_alias": None,
            "gift": {"gift_eligible": True, "eligible_durations": ["year"], "new_flow": True},
        },
        "title": {"_content": "Pier"},
        "description": {"_content": "By the <b>sea</b>"},
        "visibility": {"ispublic": 0, "isfriend": 1, "isfamily": 0},
        "dates": {
            "posted": "1767100000",
            "taken": "2025-12-30 09:00:00",
            "takengranularity": 0,
            "takenunknown": "0",
            "lastupdate": "1767225600",
        },
        "permissions": {"permcomment": 3, "permaddmeta": 2},
        "editability": {"cancomment": 1, "canaddmeta": 1},
        "publiceditability": {"cancomment": 1, "canaddmeta": 0},
        "usage": {"candownload": 1, "canblog": 0, "canprint": 0, "canshare": 1},
        "comments": {"_content": "2"},
        "notes": {"note": [{"id": "7", "author": "22222222@N00", "authorname": "bob", "x": "10",
                            "y": 20, "w": "30", "h": "40", "_content": "a <i>gull</i>"}]},
        "people": {"haspeople": 0},
        "tags": {"tag": [
            {"id": "1-53000000001-2", "author": "11111111@N00", "authorname": "anna",
             "raw": "Night Pier", "_content": "nightpier", "machine_tag": 0},
            {"id": "1-53000000001-3", "author": "11111111@N00", "authorname": "anna",
             "raw": "sign:type=Neon", "_content": "sign:type=neon", "machine_tag": 1},
            {"id": "1-53000000001-4", "author": "11111111@N00", "authorname": "anna",
             "raw": "…", "_content": "", "machine_tag": False},
        ]},
        "location": {"latitude": "47.648355", "longitude": "-122.343125", "accuracy": "16",
                     "context": "0", "locality": {"_content": "Seattle"},
                     "country": {"_content": "United States"}},
        "geoperms": {"ispublic": 0, "iscontact": 1, "isfriend": 0, "isfamily": 0},
        "urls": {"url": [{"type": "photopage", "_content": "https://www.flickr.com/photos/anna/"}]},
        "views": "214",
        "media": "photo",
    }  # fmt: skip
    wire.update(changes)
    return {"photo": {k: v for k, v in wire.items() if v is not None}, "stat": "ok"}
