"""Invented replies of the other methods, in the shape of real ones."""

from typing import Any, Final

from tests.flickr.wire import photo, photo_page

type Reply = dict[str, Any]

ANNA: Final = {
    "nsid": "11111111@N00",
    "username": "anna",
    "realname": "Anna B.",
    "path_alias": None,
    "iconserver": "5332",
    "iconfarm": 6,
}
IMAGE: Final = "https://live.staticflickr.com/65535/53000000001_5ec2e7aa01_s.jpg"

SIZES: Reply = {
    "sizes": {
        "canblog": 0, "canprint": 0, "candownload": 1,
        "size": [{"label": "Square", "width": 75, "height": "75", "source": IMAGE,
                  "url": "https://www.flickr.com/photos/anna/5/sizes/sq/", "media": "photo"}],
    },
    "stat": "ok",
}  # fmt: skip

GALLERY: Reply = {
    "id": "5704-72157621848008117",
    "gallery_id": "72157621848008117",
    "url": "https://www.flickr.com/photos/anna/galleries/72157621848008117/",
    "owner": "11111111@N00",
    "username": "anna",
    "primary_photo_id": "53000000001",
    "primary_photo_server": "65535",
    "primary_photo_secret": "5ec2e7aa01",
    "date_create": "1249665258",
    "date_update": "1440667798",
    "count_photos": 13,
    "count_videos": "0",
    "count_views": 12231,
    "count_comments": 44,
    "sort_group": None,
    "title": {"_content": "Gulls &amp; piers"},
    "description": {"_content": ""},
}
GALLERIES: Reply = {
    "galleries": {
        "total": 1, "page": 1, "pages": 1, "per_page": 500, "user_id": "11111111@N00",
        "gallery": [GALLERY, GALLERY | {"id": "5704-7", "gallery_id": "7", "primary_photo_id": ""}],
    },
    "stat": "ok",
}  # fmt: skip
GALLERY_INFO: Reply = {"gallery": GALLERY, "stat": "ok"}
GALLERY_PHOTOS: Reply = photo_page(
    photo(is_primary=1, has_comment=1, comment={"_content": "look <b>left</b>"}),
    photo(id="5", is_primary="0", has_comment=0),
)

ALBUM: Reply = {
    "id": "72157629121093621",
    "owner": "11111111@N00",
    "username": "anna",
    "primary": "53000000001",
    "secret": "5ec2e7aa01",
    "server": "65535",
    "farm": 66,
    "photos": "21",
    "count_photos": "21",
    "count_videos": 0,
    "count_views": "4196",
    "count_comments": "1",
    "date_create": "1455012442",
    "date_update": "1455538908",
    "title": {"_content": "Piers"},
    "description": {"_content": "All of <i>them</i>"},
}
ALBUMS: Reply = {
    "photosets": {"cancreate": 1, "page": 1, "pages": 2, "perpage": "1", "total": "2",
                  "photoset": [ALBUM]},
    "stat": "ok",
}  # fmt: skip
ALBUM_INFO: Reply = {"photoset": ALBUM, "stat": "ok"}
ALBUM_PHOTOS: Reply = {
    "photoset": {
        "id": "72157629121093621", "primary": "53000000001", "owner": "11111111@N00",
        "ownername": "anna", "page": "1", "per_page": 500, "perpage": 500, "pages": 1,
        "title": "Piers", "total": "2",
        "photo": [photo(owner=None, isprimary="1"), photo(owner=None, id="5", isprimary=0)],
    },
    "stat": "ok",
}  # fmt: skip

PERSON: Reply = {
    "person": {
        "id": "11111111@N00", "nsid": "11111111@N00", "ispro": 1, "is_deleted": 0,
        "iconserver": "5332", "iconfarm": 6, "path_alias": "anna", "ignored": 0, "contact": 1,
        "friend": 0, "family": 0, "username": {"_content": " anna <3"},
        "realname": {"_content": "Anna B."}, "location": {"_content": ""},
        "timezone": {"label": "GMT", "offset": "+00:00", "timezone_id": "Europe/London"},
        "description": {"_content": "I like <b>piers</b>"},
        "photos": {"firstdatetaken": {"_content": "1825-01-01 00:00:00"},
                   "firstdate": {"_content": "1282574286"}, "count": {"_content": 45}},
    },
    "stat": "ok",
}  # fmt: skip

GROUPS: Reply = {
    "groups": {"group": [
        {"nsid": "22222222@N20", "name": "Darren&amp;#039;s &amp;amp; friends", "iconfarm": 4,
         "iconserver": "5491", "admin": "", "eighteenplus": 0, "invitation_only": 0,
         "members": "126776", "pool_count": "965541", "is_member": 1, "is_moderator": "1",
         "is_admin": 0, "privacy": {"_content": 3}, "throttle": {"mode": "none"},
         "restrictions": {"photos_ok": 1, "videos_ok": 0, "has_geo": 0}},
    ]},
    "stat": "ok",
}  # fmt: skip
POSTABLE_GROUPS: Reply = {
    "groups": {"page": 1, "pages": 1, "per_page": "400", "total": 1, "group": [
        {"nsid": "22222222@N20", "id": "22222222@N20", "name": "Harbours", "member": 1,
         "moderator": 0, "admin": "1", "privacy": 3, "photos": 5, "iconserver": "3910",
         "iconfarm": 4, "member_count": 812, "topic_count": 2, "pool_count": 5},
    ]},
    "stat": "ok",
}  # fmt: skip
GROUP: Reply = {
    "group": {
        "id": "22222222@N20", "nsid": "22222222@N20", "path_alias": "harbours",
        "iconserver": "0", "iconfarm": 0, "lang": None, "ispoolmoderated": 1,
        "photo_limit_opt_out": 0, "eighteenplus": 0, "invitation_only": 0, "is_member": 1,
        "is_moderator": 1, "is_admin": 0, "is_founder": 0,
        "name": {"_content": "Harbours &amp; piers"}, "description": {"_content": ""},
        "rules": {"_content": "No boats.\nNo <script>x</script>gulls."},
        "members": {"_content": "812"}, "pool_count": {"_content": "9041"},
        "topic_count": {"_content": "17"}, "privacy": {"_content": "3"},
        "roles": {"member": "Member", "moderator": "Pilot", "admin": "Captain"},
        "datecreate": "2011-03-05 10:00:00", "dateactivity": "1767225000",
        "blast": {"_content": "", "date_blast_added": "0", "user_id": ""},
        "throttle": {"count": "2", "mode": "day", "remaining": 1},
        "restrictions": {"photos_ok": 1, "videos_ok": 0, "moderate_ok": 0, "has_geo": 1},
    },
    "stat": "ok",
}  # fmt: skip
MEMBERS: Reply = {
    "members": {"page": 1, "pages": "12655", "perpage": 10, "total": "126546", "member": [
        {**ANNA, "membertype": 2}, {**ANNA, "nsid": "22222222@N00", "membertype": "4"},
    ]},
    "stat": "ok",
}  # fmt: skip
CONTACTS: Reply = {
    "contacts": {"page": 1, "pages": 1, "per_page": "1000", "perpage": "1000", "total": 1,
                 "contact": [{**ANNA, "friend": 1, "family": "0", "ignored": 0, "location": ""}]},
    "stat": "ok",
}  # fmt: skip

COMMENTS: Reply = {
    "comments": {"photo_id": "53000000001", "comment": [
        {"id": "47267889-53000000001-72157", "author": "11111111@N00", "author_is_deleted": 0,
         "authorname": "anna", "iconserver": "0", "iconfarm": 0, "datecreate": "1392630182",
         "permalink": "https://www.flickr.com/photos/bob/53000000001/#comment72157",
         "path_alias": None, "realname": "", "_content": "I <3 it\n<img src=x onerror=y>"},
    ]},
    "stat": "ok",
}  # fmt: skip
ADDED_COMMENT: Reply = {
    "comment": {
        "id": "47267889-53000000001-72158", "author": "11111111@N00", "authorname": "anna",
        "datecreate": "1701773361", "path_alias": None, "realname": "Anna B.",
        "permalink": "https://www.flickr.com/photos/bob/53000000001/#comment72158",
        "_content": "I <3 it",
    },
    "stat": "ok",
}  # fmt: skip
FAVERS: Reply = {
    "photo": {"id": "53000000001", "secret": "5ec2e7aa01", "server": "65535", "page": 1,
              "pages": 7, "perpage": 10, "total": 67,
              "person": [{**ANNA, "favedate": "1401061945", "description": "x"}]},
    "stat": "ok",
}  # fmt: skip
EXIF: Reply = {
    "photo": {"id": "53000000001", "secret": "5ec2e7aa01", "camera": "Nikon D90", "exif": [
        {"tagspace": "IFD0", "tagspaceid": 0, "tag": "XResolution", "label": "X-Resolution",
         "raw": {"_content": 72}, "clean": {"_content": "72 dpi"}},
        {"tagspace": "IFD0", "tagspaceid": 0, "tag": "Make", "label": "Make",
         "raw": {"_content": "NIKON"}},
    ]},
    "stat": "ok",
}  # fmt: skip
CONTEXTS: Reply = {
    "set": [{"title": "Piers", "id": "72157629121093621", "primary": "5", "secret": "5ec2e7aa01"}],
    "pool": [{"title": "Darren&#039;s", "url": "/groups/harbours/pool/", "id": "22222222@N20",
              "members": "3444", "pool_count": "92374"}],
    "stat": "ok",
}  # fmt: skip
PEOPLE: Reply = {
    "people": {"total": 2, "photo_width": "500", "photo_height": "375", "person": [
        {**ANNA, "added_by": "22222222@N00", "x": "461", "y": 155, "w": "39", "h": "164"},
        {**ANNA, "nsid": "22222222@N00", "is_deleted": 1},
    ]},
    "stat": "ok",
}  # fmt: skip
HISTORY: Reply = {
    "license_history": [
        {"date_change": "1744905505", "old_license": "Public Domain Mark",
         "old_license_url": "https://creativecommons.org/publicdomain/mark/1.0/",
         "new_license": "Attribution License", "new_license_url": "javascript:alert(1)"},
        {"date_change": "1744598090", "old_license": "All Rights Reserved",
         "old_license_url": "", "new_license": "Public Domain Mark", "new_license_url": ""},
    ],
    "stat": "ok",
}  # fmt: skip
LICENCES: Reply = {
    "licenses": {"license": [
        {"id": 0, "name": "All Rights Reserved", "url": ""},
        {"id": "4", "name": "CC BY 2.0", "url": "https://creativecommons.org/licenses/by/2.0/"},
    ]},
    "stat": "ok",
}  # fmt: skip
ACTIVITY: Reply = {
    "items": {"page": 1, "pages": 1, "perpage": 10, "total": 1, "item": [
        {"type": "photo", "id": "53000000001", "owner": "11111111@N00", "ownername": "anna",
         "secret": "5ec2e7aa01", "title": {"_content": "Pier"}, "views": 59, "faves": 7,
         "comments": 3, "activity": {"event": [
            {"type": "fave", "user": "22222222@N00", "username": "bob", "iconserver": 31,
             "iconfarm": 1, "dateadded": "1362881839"},
            {"type": "comment", "user": "22222222@N00", "username": "bob", "iconserver": "1",
             "iconfarm": 1, "dateadded": "1362881840", "commentid": "7", "_content": "nice"},
         ]}},
    ]},
    "stat": "ok",
}  # fmt: skip
USER_TAGS: Reply = {
    "who": {"id": "11111111@N00", "tags": {"tag": [{"_content": "pier"}, {"_content": ""}]}},
    "stat": "ok",
}
PHOTO_TAGS: Reply = {
    "photo": {"id": "53000000001", "tags": {"tag": [
        {"id": "1-5-2", "author": "11111111@N00", "raw": "Night Pier", "_content": "nightpier",
         "machine_tag": 0},
    ]}},
    "stat": "ok",
}  # fmt: skip
ADDED_TAGS: Reply = {
    "tags": {"tag": [
        {"id": "297529", "full_tag_id": "1-53000000001-297529", "author": "11111111@N00",
         "authorname": "anna", "raw": "Night Pier", "_content": "nightpier", "machine_tag": 0},
    ]},
    "stat": "ok",
}  # fmt: skip
TOKEN_REPLY: Reply = {
    "oauth": {"token": {"_content": "72157720900000000-5ec2e7aa05"}, "perms": {"_content": "read"},
              "user": {"nsid": "11111111@N00", "username": "anna", "fullname": "Anna B."}},
    "stat": "ok",
}  # fmt: skip
LOGIN: Reply = {
    "user": {"id": "11111111@N00", "username": {"_content": "anna"}, "path_alias": None},
    "stat": "ok",
}
FOUND_USER: Reply = {
    "user": {"id": "11111111@N00", "username": {"_content": "<sunshyne>"}},
    "stat": "ok",
}
FOUND_GROUP: Reply = {
    "group": {"id": "22222222@N20", "groupname": {"_content": "Harbours &amp;amp; piers"}},
    "stat": "ok",
}
