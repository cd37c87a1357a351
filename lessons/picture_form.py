"""Input: a picture with its promise. Apart from forms.py, since it can't be read before models."""

from django import forms
from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from lessons.pictures import PictureError, clean_picture, make_renditions


class PictureField(WagtailImageField):
    """An upload, known by its content, and replaced on the spot by the bare picture.

    On the spot, because Wagtail puts some uploads aside before their form is complete: what a
    camera wrote into a file must not lie there either.
    """

    def to_python(self, data):
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        try:
            bare = clean_picture(file, file.name)
        except PictureError as error:
            raise ValidationError(str(error)) from None
        file.seek(0)
        file.truncate()
        file.write(bare.read())
        file.flush()
        file.seek(0)
        file.name, file.size = bare.name, bare.size
        return file


class PictureForm(BaseImageForm):
    """An upload, of which the author has looked at every part; a change, looked at again."""

    nobody_in_it = forms.BooleanField(
        label="There are no real names, numbers or faces in this picture",
        help_text="Look at the whole picture: messages, contacts, telephone numbers, people.",
        error_messages={
            "required": "Look at the whole picture, then tick this box. If there is a real name,"
            " number or face in it, cover it first."
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["nobody_in_it"] = False
        if wagtails := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=wagtails.label, required=wagtails.required, widget=wagtails.widget
            )

    def save(self, commit=True):
        is_replaced = "file" in self.changed_data and self.instance.pk
        if is_replaced:  # it is no longer what our kit drew, or what a file brought
            self.instance.drawing, self.instance.source_key = None, ""
        picture = super().save(commit)
        if is_replaced and commit:
            make_renditions([picture])  # a published lesson may show it
        return picture
