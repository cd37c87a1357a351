"""Addresses of the lessons' own pages. Courses and lessons themselves are Wagtail's."""

from django.urls import path

from lessons.views import (
    checking_oneself,
    choosing,
    following,
    getting_help,
    keeping_place,
    looking_up,
    practising,
)

app_name = "lessons"

LESSON = "learn/<slug:course>/<slug:lesson>/"

urlpatterns = [
    path("display/", choosing.display, name="display"),
    path("words/", looking_up.words, name="words"),
    path("site-map/", looking_up.site_map, name="site_map"),
    path("l/<int:pk>/", looking_up.short_address, name="short_address"),
    path("learn/search/", looking_up.search, name="search"),
    path("learn/carry-on/", keeping_place.carry_on, name="carry_on"),
    path(LESSON + "device/", choosing.choose_device, name="choose_device"),
    path(LESSON + "<int:number>/", following.show_step, name="show_step"),
    path(LESSON + "<int:number>/picture/", following.show_picture, name="show_picture"),
    path(LESSON + "<int:number>/practice/", practising.practise, name="practise"),
    path(LESSON + "<int:number>/stuck/", getting_help.ask_for_help, name="ask_for_help"),
    path(
        LESSON + "<int:number>/footprint.gif", keeping_place.leave_footprint, name="leave_footprint"
    ),
    path(LESSON + "done/", following.show_done, name="show_done"),
    path(LESSON + "done/<int:number>/", checking_oneself.check_yourself, name="check_yourself"),
    path(
        LESSON + "done/footprint.gif",
        keeping_place.leave_last_footprint,
        name="leave_last_footprint",
    ),
    path(LESSON + "print/", following.print_lesson, name="print_lesson"),
]
