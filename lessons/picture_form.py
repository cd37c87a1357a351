"""Input: a picture with its promise. Apart from forms.py, since it can't be read before models."""

from django import forms
from django.core.exceptions import ValidationError
from wagtail.images.forms import BaseImageForm

from lessons.pictures import PictureError, clean_picture


class PictureForm(BaseImageForm):
    """An upload: the file is replaced by the bare picture, and the author has looked at it."""

    nobody_in_it = forms.BooleanField(
        label="There are no real names, numbers or faces in this picture",
        error_messages={
            "required": "Look at the whole picture, then tick this box. If there is a real name,"
            " number or face in it, cover it first."
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        try:
            bare = clean_picture(file, file.name)
        except PictureError as error:
            raise ValidationError(str(error)) from None
        file.file, file.size, file.name = bare.file, bare.size, bare.name
        return file
