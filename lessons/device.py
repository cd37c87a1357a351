"""Which device the reader holds: asked once, remembered in a cookie, changed from any step."""

from lessons.tracks import Track

COOKIE = "device"
REMEMBERED_SECONDS = 60 * 60 * 24 * 365


def remembered_track(cookies) -> str:
    """The track in the reader's cookies, or "" where there is none that we know."""
    track = cookies.get(COOKIE, "")
    return track if track in Track.values and track != Track.ALL else ""


def chosen_track(request, lesson) -> str:
    """The lesson's track this reader follows: from the address, else remembered, else ""."""
    names = lesson.track_names
    if len(names) == 1:
        return names[0]
    for wanted in (request.GET.get("on", ""), remembered_track(request.COOKIES)):
        if wanted in names:
            return wanted
    return ""


def remember_track(response, track: str):
    if track and track != Track.ALL:
        response.set_cookie(
            COOKIE, track, max_age=REMEMBERED_SECONDS, samesite="Lax", httponly=True
        )
    return response
