"""What staff type to come in: email and password, a code, a new password; and who is invited."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import SetPasswordForm
from wagtail.admin.forms.auth import LoginForm

from whatthetech.people.models import User

PASSWORD_IS_WRONG = "This is not your password. Type it again."  # noqa: S105


class SignInForm(LoginForm):
    error_messages = {
        **LoginForm.error_messages,
        "invalid_login": "This email address and this password don’t belong together."
        " Type both again, or press “Forgotten password?”.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        email, password = self.fields["username"], self.fields["password"]
        email.label = "Email address"
        email.widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )
        password.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        email.error_messages |= {
            "required": "Type your email address.",
            "max_length": "Type your email address, and nothing else.",
            "null_characters_not_allowed": "Type your email address, and nothing else.",
        }
        password.error_messages |= {
            "required": "Type your password.",
            "null_characters_not_allowed": "Type your password again.",
        }

    def clean_username(self):
        """As it is stored: many telephones begin what is typed with a capital letter."""
        typed = self.cleaned_data["username"].strip()
        stored = list(User.objects.filter(email__iexact=typed).values_list("email", flat=True)[:2])
        return stored[0] if len(stored) == 1 else typed


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        help_text="Six digits from the app on your telephone, or one of your recovery codes.",
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": "Type the six digits that the app shows now.",
            "max_length": "Type the six digits that the app shows now, and nothing else.",
            "null_characters_not_allowed": "Type the six digits that the app shows now.",
        },
    )


class PasswordForm(forms.Form):
    """Asks for one's password again. Wrong ones count as when signing in."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": "Type your password.",
            "max_length": PASSWORD_IS_WRONG,
            "null_characters_not_allowed": PASSWORD_IS_WRONG,
        },
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        typed = self.cleaned_data["password"]
        if not authenticate(self.request, username=self.request.user.email, password=typed):
            raise forms.ValidationError(PASSWORD_IS_WRONG)
        return typed


class SetUpForm(CodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "The six digits"
        self.fields["code"].help_text = "They change every half minute."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ReplaceForm(PasswordForm, SetUpForm):
    """In place of a telephone that one has already."""

    field_order = ["code", "password"]


class JoinForm(SetPasswordForm):
    error_messages = {"password_mismatch": "The two passwords are not the same. Type both again."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label, second.label = "Choose a password", "Type the same password again"
        first.help_text, second.help_text = "Three or four words that you can remember do well.", ""
        first.widget.attrs.pop("autofocus", None)
        for field in (first, second):
            field.error_messages |= {
                "required": "Type a password here.",
                "null_characters_not_allowed": "Type another password, of letters and digits.",
            }


class InviteForm(forms.Form):
    first_name = forms.CharField(
        max_length=150,
        error_messages={
            "required": "Type their first name.",
            "max_length": "Type a shorter first name: 150 letters at most.",
            "null_characters_not_allowed": "Type the first name again, in letters only.",
        },
    )
    last_name = forms.CharField(
        max_length=150,
        error_messages={
            "required": "Type their last name.",
            "max_length": "Type a shorter last name: 150 letters at most.",
            "null_characters_not_allowed": "Type the last name again, in letters only.",
        },
    )
    email = forms.EmailField(
        label="Email address",
        help_text="We send the link there. It is what they sign in with later.",
        max_length=254,
        error_messages={
            "required": "Type their email address.",
            "invalid": "Type the whole email address, such as priya@example.org.",
            "max_length": "Type a shorter email address: 254 letters at most.",
            "null_characters_not_allowed": "Type the email address again.",
        },
    )
    group = forms.ChoiceField(
        label="They join as",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what they join as.",
            "invalid_choice": "Choose one of these.",
        },
    )

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [(name, JOIN_AS.get(name, name)) for name in groups]


JOIN_AS = {
    "Volunteers": "Volunteer: helps learners, writes lessons",
    "Coordinators": "Coordinator: sees learners’ details, runs the desk",
    "Safeguarding leads": "Safeguarding lead: hears concerns, sees who looked at whom",
}
