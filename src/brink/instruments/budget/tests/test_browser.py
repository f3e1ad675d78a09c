"""A ballot in a browser, on a phone and on a desk: the total follows each press, and it goes without script too."""

import pytest
from playwright.sync_api import Page
from tests.browser_checks import check_page

pytestmark = [pytest.mark.browser]
