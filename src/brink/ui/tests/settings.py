"""The least Django needs to render this app by itself. The site has its own settings."""

SECRET_KEY = "only for tests of the ui layer"
USE_TZ = True
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
INSTALLED_APPS = ["django.contrib.staticfiles", "brink.ui"]
STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "brink.ui.finders.StylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
FORM_RENDERER = "brink.ui.forms.BrinkFormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
