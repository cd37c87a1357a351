"""The devices a lesson can be followed on, and how the reader's choice is read."""

from django.db.models import TextChoices


class Track(TextChoices):
    IPHONE = "iphone", "iPhone or iPad"
    ANDROID = "android", "Android phone or tablet"
    WINDOWS = "windows", "Windows laptop"
    ALL = "all", "The same on every device"


class Tag(TextChoices):
    """What makes a step risky. Its warning is shown before the action."""

    MONEY = "money", "Money"
    PASSWORD = "password", "Password or PIN"
    CODE = "code", "A code somebody sent"
    LINK = "link", "A link in a message"
    REMOTE_ACCESS = "remote-access", "Somebody else controlling the device"
