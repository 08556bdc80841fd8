"""What this is, how photos are credited, what is kept, and how to leave."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from galleries.views.page import Request, render_page


@require_safe
def about(request: Request) -> HttpResponse:
    return render_page(request, "galleries/site/about.html", {})
