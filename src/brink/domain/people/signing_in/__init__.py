"""Coming in: by a code in the mail or a passkey, and for staff with a second proof. Built on django-allauth."""
