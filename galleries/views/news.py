"""What is new as the first page shows it: walls of cards, and what others did in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString

from galleries.models import Viewer
from galleries.queries.group_news import GroupNews
from galleries.queries.news import OWN_PHOTOS, Happened, News, PhotoNews
from galleries.queries.people import people_and_pages
from galleries.views import group_words, news_words, words
from galleries.views.awards import is_banner
from galleries.views.cards import EAGER, photo_cards
from galleries.views.links import photo_on_flickr
from galleries.views.news_words import Names
from galleries.views.pictures import Rendition, renditions

COMMENTS = 2  # under one photo; the others stand on its page
THUMB_PX = 240  # twice as wide as it is shown


@dataclass(frozen=True, slots=True)
class Said:
    """One comment or note. ``words`` is text, ``day`` a word for when it was said."""

    by: SafeString
    words: str
    at: datetime
    day: str
    is_note: bool


@dataclass(frozen=True, slots=True)
class ShownPhotoNews:
    """What others did to one photo of the viewer's.

    picture  None for a photo without one, and for those that are told of in words only
    url      of the photo's page, where the conversation begins
    earlier  how many more comments there are
    banners  how many are awards and invitations, which say nothing
    """

    news: PhotoNews
    title: str
    picture: Rendition | None
    url: str
    flickr_url: str
    faved: SafeString
    tagged: SafeString
    said: tuple[Said, ...]
    earlier: int
    banners: int


@dataclass(frozen=True, slots=True)
class ShownGroupNews:
    """A group with what is new in it. ``count`` is "" on a first visit."""

    group_nsid: str
    name: str
    count: str
    cards: SafeString


@dataclass(frozen=True, slots=True)
class ShownNews:
    """The news with their words.

    of_own     with pictures
    and_of_own  older ones, in words
    """

    news: News
    of_contacts: SafeString
    of_own: tuple[ShownPhotoNews, ...]
    and_of_own: tuple[ShownPhotoNews, ...]
    of_groups: tuple[ShownGroupNews, ...]


def shown_news(news: News, viewer: Viewer) -> ShownNews:
    """One query: those that are named, and who of them has a page here."""
    spoken = [_spoken(each) for each in news.of_own]
    names = Names(*people_and_pages(_named(news, spoken), viewer)) if news.of_own else Names()
    own = tuple(
        _of_photo(each, said, names, now=viewer.now, with_picture=place < OWN_PHOTOS)
        for place, (each, said) in enumerate(zip(news.of_own, spoken, strict=True))
    )
    return ShownNews(
        news=news,
        of_contacts=photo_cards(news.of_contacts, viewer=viewer),
        of_own=own[:OWN_PHOTOS],
        and_of_own=own[OWN_PHOTOS:],
        of_groups=tuple(_of_group(each, news, viewer) for each in news.of_groups),
    )


def _named(news: News, spoken: Iterable[list[Happened]]) -> list[int]:
    people = [row.by_id for said in spoken for row in said[-COMMENTS:]]
    for each in news.of_own:
        people += [*news_words.named(each.favers), *news_words.named(each.taggers)]
    return people


def _spoken(news: PhotoNews) -> list[Happened]:
    """The comments and notes in which something is said, oldest first."""
    spoken = [row for row in news.comments if not is_banner(row.text_html)]
    return sorted((*spoken, *news.notes), key=lambda row: (row.happened_at, row.pk))


def _of_photo(
    news: PhotoNews,
    spoken: list[Happened],
    names: Names,
    *,
    now: datetime,
    with_picture: bool,
) -> ShownPhotoNews:
    photo = news.photo
    who = photo.owner.who
    shown = spoken[-COMMENTS:]
    return ShownPhotoNews(
        news=news,
        title=words.title(photo),
        picture=_thumb(renditions(photo)) if with_picture else None,
        url=f"{reverse('photo', args=[who, photo.pk])}#talk",
        flickr_url=photo_on_flickr(who, photo.pk),
        faved=news_words.faved(news.favers, names),
        tagged=news_words.tagged(news.taggers, names),
        said=tuple(
            Said(
                by=names.link(row.by_id),
                words=news_words.said(row.text_html),
                at=row.happened_at,
                day=news_words.day(row.happened_at, now=now),
                is_note=row.kind == "note",
            )
            for row in shown
        ),
        earlier=len(spoken) - len(shown),
        banners=len(news.comments) + len(news.notes) - len(spoken),
    )


def _thumb(files: list[Rendition]) -> Rendition | None:
    """The smallest file that is sharp in a thumb's place."""
    sharp = (file for file in files if min(file.width_px, file.height_px) >= THUMB_PX)
    return next(sharp, files[-1] if files else None)


def _of_group(news: GroupNews, whole: News, viewer: Viewer) -> ShownGroupNews:
    nsid = news.group.nsid
    return ShownGroupNews(
        group_nsid=nsid,
        name=group_words.name(news.group),
        count=news_words.new_in_group(news, since=whole.since),
        # Below the fold, so that nothing of it is loaded before somebody gets there.
        cards=photo_cards(news.photos, viewer=viewer, context=f"pool-{nsid}", place=EAGER),
    )
