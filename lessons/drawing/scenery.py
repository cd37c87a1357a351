"""Plain scenes that stand for photographs: a hill and sun, a person, a dog, flowers."""

from .errors import unknown
from .sheet import Box, Sheet, n

SCENES = {
    # each on a field of 160 by 120, filled from edge to edge and cut to its frame
    "landscape": (
        '<rect x="-60" y="-60" width="280" height="240" fill="#cfe3f3"/>'
        '<circle cx="118" cy="34" r="15" fill="#ffdd00"/>'
        '<path d="M-60 84L34 34 92 84z" fill="#6f93ad"/>'
        '<path d="M40 88L104 48 220 100v-12z" fill="#557a96"/>'
        '<path d="M-60 82c50-16 90-12 130 2s90 14 150-4v100H-60z" fill="#7da784"/>'
        '<path d="M-60 106c70-18 150 12 280-8v90H-60z" fill="#4f7f5c"/>'
    ),
    "person": (
        '<rect x="-60" y="-60" width="280" height="240" fill="#e6ddcb"/>'
        '<path d="M30 124c0-30 18-44 50-44s50 14 50 44z" fill="#003d73"/>'
        '<path d="M70 68h20v16a10 10 0 0 1-20 0z" fill="#e3bd9c"/>'
        '<circle cx="80" cy="44" r="31" fill="#c9c4bb"/>'
        '<ellipse cx="80" cy="51" rx="23" ry="26" fill="#f0d0b2"/>'
        '<path d="M56 46c2-16 12-22 24-22s22 6 24 22c-9-4-13-7-15-11-7 6-20 10-33 11z"'
        ' fill="#c9c4bb"/>'
        '<circle cx="71" cy="51" r="3" fill="#1a1a1a"/>'
        '<circle cx="89" cy="51" r="3" fill="#1a1a1a"/>'
        '<path d="M70 63c5 6 15 6 20 0" fill="none" stroke="#1a1a1a" stroke-width="2.8"'
        ' stroke-linecap="round"/>'
    ),
    "dog": (
        '<rect x="-60" y="-60" width="280" height="240" fill="#dbe8dd"/>'
        '<path d="M44 124c0-26 14-36 36-36s36 10 36 36z" fill="#9a6a3f"/>'
        '<ellipse cx="80" cy="58" rx="34" ry="32" fill="#b9834f"/>'
        '<path d="M52 34c-14 0-22 16-18 38 14 0 20-12 24-28z" fill="#7a4f2b"/>'
        '<path d="M108 34c14 0 22 16 18 38-14 0-20-12-24-28z" fill="#7a4f2b"/>'
        '<ellipse cx="80" cy="72" rx="17" ry="15" fill="#f0e0cd"/>'
        '<circle cx="68" cy="52" r="4" fill="#1a1a1a"/>'
        '<circle cx="92" cy="52" r="4" fill="#1a1a1a"/>'
        '<ellipse cx="80" cy="66" rx="6.5" ry="4.8" fill="#1a1a1a"/>'
        '<path d="M80 70v5m-8 2c3 4 6 2 8-2 2 4 5 6 8 2" fill="none" stroke="#1a1a1a"'
        ' stroke-width="2.5" stroke-linecap="round"/>'
    ),
    "cat": (
        '<rect x="-60" y="-60" width="280" height="240" fill="#e8e1f0"/>'
        '<path d="M46 124c0-24 14-34 34-34s34 10 34 34z" fill="#6b6f76"/>'
        '<path d="M50 24l6 26 22-12zM110 24l-6 26-22-12z" fill="#6b6f76"/>'
        '<ellipse cx="80" cy="62" rx="33" ry="29" fill="#7d828a"/>'
        '<ellipse cx="67" cy="58" rx="5" ry="6.5" fill="#e9d26a"/>'
        '<ellipse cx="93" cy="58" rx="5" ry="6.5" fill="#e9d26a"/>'
        '<ellipse cx="67" cy="58" rx="2" ry="6" fill="#1a1a1a"/>'
        '<ellipse cx="93" cy="58" rx="2" ry="6" fill="#1a1a1a"/>'
        '<path d="M76 70h8l-4 5zM80 75v4m-7 2c3 2 5 1 7-2 2 3 4 4 7 2M56 72l-18-3M56 77l-17'
        ' 4M104 72l18-3M104 77l17 4" '
        'fill="none" stroke="#1a1a1a" stroke-width="2.2" stroke-linecap="round"'
        ' stroke-linejoin="round"/>'
    ),
    "flowers": (
        '<rect x="-60" y="-60" width="280" height="240" fill="#f4efe2"/>'
        '<path d="M80 112V52M52 112c0-20 4-30 8-38M108 112c0-20-4-30-8-38" fill="none"'
        ' stroke="#4f7f5c" stroke-width="5"/>'
        '<path d="M80 92c-12-2-16-10-16-16 10 0 16 6 16 16zM80 92c12-2 16-10 16-16-10 0-16 6-16'
        ' 16z" fill="#4f7f5c"/>'
        '<g fill="#b3263e"><circle cx="80" cy="28" r="10"/><circle cx="69" cy="37" r="10"/>'
        '<circle cx="91" cy="37" r="10"/>'
        '<circle cx="73" cy="49" r="10"/><circle cx="87" cy="49" r="10"/></g>'
        '<circle cx="80" cy="40" r="8" fill="#ffdd00"/>'
        '<g fill="#5b2a86"><circle cx="54" cy="58" r="8"/><circle cx="46" cy="68" r="8"/>'
        '<circle cx="62" cy="68" r="8"/><circle cx="54" cy="77" r="8"/></g>'
        '<circle cx="54" cy="68" r="6" fill="#ffdd00"/>'
        '<g fill="#d9822b"><circle cx="106" cy="58" r="8"/><circle cx="98" cy="68" r="8"/>'
        '<circle cx="114" cy="68" r="8"/><circle cx="106" cy="77" r="8"/></g>'
        '<circle cx="106" cy="68" r="6" fill="#7a3b00"/>'
        '<path d="M-60 108h280v80H-60z" fill="#7da784"/>'
    ),
    "letter": (
        '<rect x="-60" y="-60" width="280" height="240" fill="#d8c3a5"/>'
        '<path d="M42 8h76v108H42z" fill="#fffdf7"/>'
        '<path d="M52 26h30M52 44h56M52 56h56M52 68h56M52 80h40M52 98h24" fill="none"'
        ' stroke="#6b6f76" stroke-width="4" stroke-linecap="round"/>'
    ),
}


def check_scene(name: str) -> None:
    if name not in SCENES:
        raise unknown("photo", name, SCENES)


def draw_scene(sheet: Sheet, name: str, box: Box) -> None:
    """The scene, cut to the box, in a thin frame."""
    check_scene(name)
    sheet.add(
        f'<svg x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}" height="{n(box.height)}"'
        f' viewBox="0 0 160 120" preserveAspectRatio="xMidYMid slice">{SCENES[name]}</svg>'
    )
    sheet.rect(box, edge="#1a1a1a", thick=2.5, radius=3)
