"""The site's colours, and the few pale fills that only pictures use.

Words keep 7:1 on their fill, strokes that matter 4.5:1 (design notes, C1 and C2).
"""

INK = "#1a1a1a"
PAPER = "#fffdf7"
WHITE = "#ffffff"
SECOND = "#4a4a4a"  # words of second rank
BLUE = "#003d73"
GREEN = "#0b4f2c"
RED = "#8a0000"
PLUM = "#5b2a86"
YELLOW = "#ffdd00"

TABLE = "#e8eef4"  # what the device lies on
CREAM = "#f4efe2"
PALE_BLUE = "#e8eef4"
PALE_GREEN = "#e2efe6"
PALE_RED = "#f8e6e3"
PALE_YELLOW = "#fff3b8"
METAL = "#d5dbe1"
HAIRLINE = "#b4bbc2"  # decoration only: carries no meaning
DARK_GLASS = "#22262b"
SKY = "#cfe3f3"
GRASS = "#7da784"
HILL = "#4f7f5c"
