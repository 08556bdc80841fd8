"""What search engines are led to: public galleries and their photos, and nothing else."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from galleries.models import Curator, Gallery, Person, Placement


class Galleries(Sitemap):  # type: ignore[type-arg]  # no subscripts when it runs
    limit = 1_000

    def items(self) -> QuerySet[Gallery]:
        return Gallery.objects.published().newest_first()

    def location(self, item: Gallery) -> str:
        return reverse("gallery", args=[item.slug])

    def lastmod(self, item: Gallery) -> datetime:
        return item.changed_at


class Photos(Sitemap):  # type: ignore[type-arg]
    limit = 5_000

    def items(self) -> QuerySet[Placement]:
        public = Placement.objects.filter(gallery__in=Gallery.objects.published())
        shown = public.shown(now=timezone.now())
        return shown.select_related("gallery").only("photo_id", "gallery__slug").order_by("pk")

    def location(self, item: Placement) -> str:
        return reverse("placement", args=[item.gallery.slug, item.photo_id])


class Curators(Sitemap):  # type: ignore[type-arg]
    limit = 1_000

    def items(self) -> QuerySet[Person]:
        hang = Curator.objects.filter(gallery__in=Gallery.objects.published())
        return Person.objects.filter(pk__in=hang.values("person")).order_by("pk")

    def location(self, item: Person) -> str:
        return reverse("galleries_by", args=[item.who])


SITEMAPS = {"galleries": Galleries, "photos": Photos, "curators": Curators}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Every page says by itself whether it wants to be listed: robots have to read it for that."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow: /sign-in/", "Disallow: /sync/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
