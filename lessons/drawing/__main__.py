"""python -m lessons.drawing LESSON.yaml OUTFOLDER: every drawing of a lesson file, to look at.

Writes one SVG for each step and track, and index.html with all of them at 320 pixels wide.
"""

import sys
from html import escape
from pathlib import Path

from lessons.files.plain_yaml import PlainYamlError, read_plain_yaml

from . import DrawingError, draw

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px Verdana,sans-serif;background:#fffdf7;margin:16px}}h1{{font-size:22px}}
main{{display:flex;flex-wrap:wrap;gap:20px;align-items:flex-start}}figure{{margin:0;width:320px}}
img{{width:320px;height:auto;display:block}}figcaption{{margin-bottom:6px}}
.error{{color:#8a0000;font-weight:bold}}</style><h1>{title}</h1><main>{figures}</main></html>
"""


def drawings_of(lesson: dict):
    """Every drawing of a lesson: (number of the step, its id, track or "all", description, alt)."""
    for number, step in enumerate(lesson.get("steps") or [], start=1):
        places = [("all", step), *((step.get("on") or {}).items())]
        for track, place in places:
            picture = (place or {}).get("picture") or {}
            if "draw" in picture:
                name = step.get("id") or "?"
                yield number, name, track, picture["draw"], picture.get("alt") or "(no alt text)"


def write_sheet(lesson_file: Path, folder: Path) -> list[str]:
    """Writes the drawings and the sheet; gives back what could not be drawn."""
    lesson = read_plain_yaml(lesson_file) or {}
    folder.mkdir(parents=True, exist_ok=True)
    figures, complaints = [], []
    for number, name, track, description, alt in drawings_of(lesson):
        caption = f"{number}. {name} · {track}"
        file = folder / f"{number:02d}-{name}-{track}.svg"
        try:
            file.write_text(draw(description), encoding="utf-8")
            inside = f'<img src="{escape(file.name)}" alt="{escape(alt)}">'
        except DrawingError as error:
            complaints.append(f"{caption}: {error}")
            inside = f'<p class="error">{escape(str(error))}</p>'
        figures.append(f"<figure><figcaption>{escape(caption)}</figcaption>{inside}</figure>")
    title = escape(str(lesson.get("title", lesson_file)))
    page = PAGE.format(title=title, figures="".join(figures))
    (folder / "index.html").write_text(page, encoding="utf-8")
    return complaints


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        _say("Use: python -m lessons.drawing LESSON.yaml OUTFOLDER")
        return 2
    try:
        complaints = write_sheet(Path(arguments[0]), Path(arguments[1]))
    except PlainYamlError as error:
        _say(f"{arguments[0]} {error}")
        return 1
    for complaint in complaints:
        _say(complaint)
    _say(f"{arguments[1]}/index.html")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
