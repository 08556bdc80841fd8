"""The newest photos of the people one follows."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.sign_up import may_join
from galleries.queries.friends import friends_page
from galleries.views.links import friends_on_flickr
from galleries.views.lists import read_page, render_wall
from galleries.views.months import jumps_to_months
from galleries.views.page import Request


@require_safe
@login_required
@jumps_to_months()
def friends(request: Request) -> HttpResponse:
    """Thirty photos of one's contacts, newest upload first."""
    return render_wall(
        request,
        "friends/friends",
        read_page(request, friends_page),
        friends_on_flickr(),
        may_join=may_join(request.viewer.nsid),
        here="friends",
    )
