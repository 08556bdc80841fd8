"""The technical data of a photo: one camera for each member, the rest by dice."""

from dataclasses import dataclass

from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.simphoto import NEVER, SimPhoto
from galleries.flickr.simulator.uploads import dice

CAMERAS = (
    ("NIKON CORPORATION", "NIKON D750", "Nikon D750"),
    ("FUJIFILM", "X-T3", "Fujifilm X-T3"),
    ("Canon", "Canon EOS 6D", "Canon EOS 6D"),
    ("OLYMPUS CORPORATION", "E-M5MarkII", "Olympus E-M5 Mark II"),
    ("Apple", "iPhone 13", "Apple iPhone 13"),
)
EXPOSURES = ("1/4000", "1/1000", "1/250", "1/60", "1/8", "2", "30")


@dataclass(frozen=True, slots=True)
class Tag:
    space: str
    tag: str
    label: str
    raw: str
    clean: str = ""  # in words, where Flickr has some


def is_hidden(photo: SimPhoto, owner: Member) -> bool:
    """Some owners keep the data of some photos to themselves."""
    return bool(owner.number % 4 == 1 and photo.id % 5 == 0)


def camera_of(photo: SimPhoto, owner: Member) -> str:
    """The camera's name; "" for scans, drawings and what was taken on film."""
    if photo.content_type or photo.granularity or photo.taken == NEVER:
        return ""
    return CAMERAS[owner.number % len(CAMERAS)][2]


def exif_of(seed: int, photo: SimPhoto, owner: Member) -> list[Tag]:
    """What the file says of itself, in the order of its parts."""
    jfif = Tag("JFIF", "JFIFVersion", "JFIFVersion", "1.02")
    if not camera_of(photo, owner):
        return [jfif]
    chance = dice("exif", seed, photo.id)
    make, model, _ = CAMERAS[owner.number % len(CAMERAS)]
    exposure, stop = chance.choice(EXPOSURES), chance.choice(("1.8", "2.8", "5.6", "8.0", "11.0"))
    top, _, bottom = exposure.partition("/")
    seconds = int(top) / int(bottom or 1)
    length = chance.choice((23, 35, 50, 85, 200))
    taken = photo.taken.replace("-", ":")
    return [
        jfif,
        Tag("IFD0", "Make", "Make", make),
        Tag("IFD0", "Model", "Model", model),
        Tag("IFD0", "XResolution", "X-Resolution", "300", "300 dpi"),
        Tag("IFD0", "Software", "Software", 'Darkroom & Söhne "3.1" <beta>'),
        Tag("ExifIFD", "ExposureTime", "Exposure", exposure, f"{seconds:.3f} sec ({exposure})"),
        Tag("ExifIFD", "FNumber", "Aperture", stop, f"f/{stop}"),
        Tag("ExifIFD", "ISO", "ISO Speed", str(chance.choice((100, 200, 400, 1600, 6400)))),
        Tag("ExifIFD", "DateTimeOriginal", "Date and Time (Original)", taken),
        Tag("ExifIFD", "FocalLength", "Focal Length", f"{length}.0 mm", f"{length} mm"),
        Tag("ExifIFD", "Flash", "Flash", "Off, Did not fire"),
    ]
