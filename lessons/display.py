"""How the reader wants to see a page: size of words, light or dark. Kept in a cookie."""

from dataclasses import dataclass, replace

COOKIE = "display"
REMEMBERED_SECONDS = 60 * 60 * 24 * 365
SIZES = (22, 28, 36, 44)  # px; ACCESSIBILITY.md T3
LIGHT, DARK, AS_DEVICE = "light", "dark", ""


@dataclass(frozen=True)
class Display:
    size: int = SIZES[0]  # px of body text
    page: str = AS_DEVICE  # "": as the device is set

    @classmethod
    def read(cls, cookies) -> "Display":
        """From a mapping of cookies; whatever is not one of our choices is the default."""
        size, _, page = cookies.get(COOKIE, "").partition("-")
        return cls(
            size=int(size) if size in map(str, SIZES) else SIZES[0],
            page=page if page in (LIGHT, DARK) else AS_DEVICE,
        )

    def __str__(self):
        return f"{self.size}-{self.page}"

    @property
    def bigger(self) -> int | None:
        return next((size for size in SIZES if size > self.size), None)

    @property
    def smaller(self) -> int | None:
        return next((size for size in reversed(SIZES) if size < self.size), None)

    def changed(self, size: str = "", page: str = "") -> "Display":
        """With what was asked for, where it is one of our choices."""
        kept = replace(self, size=int(size)) if size in map(str, SIZES) else self
        return replace(kept, page=page) if page in (LIGHT, DARK) else kept

    def keep(self, response):
        response.set_cookie(
            COOKIE, str(self), max_age=REMEMBERED_SECONDS, samesite="Lax", httponly=True
        )
        return response
