"""What a list puts into a spreadsheet."""


def no_formula(value):
    """What somebody typed is no formula, whatever the spreadsheet that opens it thinks."""
    begins_like_one = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if begins_like_one else value
