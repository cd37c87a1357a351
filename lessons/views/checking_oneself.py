"""A question at a time, with the reason after any answer. No score, nothing kept."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lessons.views.finding import reading


@never_cache
@require_safe
@reading
def check_yourself(request, reading, number):
    questions = [child.value for child in reading.lesson.questions]
    if not 1 <= number <= len(questions):
        raise Http404
    question = questions[number - 1]
    answers = list(question["answers"])
    chosen = request.GET.get("answer", "")
    answer = answers[int(chosen)] if chosen in map(str, range(len(answers))) else None
    context = {
        "lesson": reading.lesson,
        "track": reading.track,
        "question": question,
        "answers": answers,
        "answer": answer,
        "nothing_chosen": "send" in request.GET and answer is None,
        "number": number,
        "total": len(questions),
        "next_address": reading.address("check_yourself", number + 1)
        if number < len(questions)
        else "",
        "done_address": reading.address("show_done"),
        "here": reading.address("check_yourself", number),
    }
    return render(request, "lessons/check_yourself.html", context)
