"""A real browser for tests: Debian's chromium, without a window and without a network."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.programs import miss

_PROGRAMS = ("chromium", "chromedriver")
_SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
)
_SIZE = (1440, 900)
_PATIENCE = 10
# How long a search waits for the next letter, in milliseconds, and a little more.
_SEARCH = 140
# How long a page has changed nothing that has drawn all of it, in milliseconds: on a busy machine an event comes late.
_QUIET = 60
_SETTLE = """
const [wait, quiet, done] = arguments;
setTimeout(() => {
  let changed = performance.now();
  const observer = new MutationObserver(() => { changed = performance.now(); });
  observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  const look = () => {
    const drawn = [...document.images].every((image) => image.complete || image.loading === "lazy");
    if (!drawn || performance.now() - changed < quiet) { requestAnimationFrame(look); return; }
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(done, 0));
  };
  look();
}, wait);
"""


class Page:
    """A page in the browser, by what a reader does with it: look, click, type."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path, fragment: str = "") -> None:
        """Opens a file; what was logged before is forgotten."""
        self.driver.get("about:blank")
        self.logs(), self.requests()
        self.driver.get(f"{path.absolute().as_uri()}{fragment}")
        self.settle()

    def settle(self, milliseconds: int = 10) -> None:
        """Waits until the page has drawn what it was asked for, which it begins after so long: pictures are there, nothing changes."""
        self.driver.execute_async_script(_SETTLE, milliseconds, _QUIET)

    def run(self, script: str, *values: Any) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *values)

    def find(self, selector: str) -> Any:
        """The first element of a selector."""
        return self.driver.find_element("css selector", selector)

    def count(self, selector: str) -> int:
        """How many elements a selector has."""
        return len(self.driver.find_elements("css selector", selector))

    def text(self, selector: str) -> str:
        """What the first element of a selector says."""
        return str(self.run("return document.querySelector(arguments[0]).textContent", selector))

    def texts(self, selector: str) -> list[str]:
        """What each element of a selector says."""
        return list(self.run("return [...document.querySelectorAll(arguments[0])].map((node) => node.textContent)", selector))

    def click(self, selector: str) -> None:
        """Clicks the first element of a selector."""
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
        self.find(selector).click()
        self.settle()

    def follow(self, selector: str) -> None:
        """Clicks a link and waits for the page behind it."""
        address = self.find(selector).get_attribute("href")
        self.find(selector).click()
        deadline = time.monotonic() + _PATIENCE
        while self.driver.current_url != address and time.monotonic() < deadline:
            time.sleep(0.05)
        self.settle()

    def type(self, selector: str, keys: str) -> None:
        """Types into an element."""
        self.find(selector).send_keys(keys)
        self.settle(_SEARCH)

    def go(self, fragment: str) -> None:
        """Changes the address behind the #."""
        self.run("location.hash = arguments[0]", fragment)
        self.settle(_SEARCH)

    def box(self, selector: str) -> dict[str, float]:
        """Where an element stands in the window."""
        found: dict[str, float] = self.run("return document.querySelector(arguments[0]).getBoundingClientRect().toJSON()", selector)
        return found

    def search(self, text: str) -> None:
        """Puts a text into the search at once, as pasting does."""
        self.run(
            "const field = document.querySelector('#search'); field.value = arguments[0]; field.dispatchEvent(new Event('input'))", text
        )
        self.settle(_SEARCH)

    def press(self, key: str) -> None:
        """Presses a key where the focus is."""
        self.driver.switch_to.active_element.send_keys(key)
        self.settle(_SEARCH)

    def focused(self, what: str = "outerHTML") -> str:
        """A property of the element that has the focus."""
        return str(self.run("return document.activeElement[arguments[0]]", what))

    def media(self, scheme: str) -> None:
        """What the system asks for: light or dark."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def resize(self, width: int, height: int = _SIZE[1]) -> None:
        """Gives the window another size."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        )

    def logs(self) -> list[str]:
        """What the console said since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Every address that was asked for since the last call, but data in the page itself."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        asked = (event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent")
        return [address for address in asked if not address.startswith(("data:", "about:"))]


@contextmanager
def open_browser() -> Iterator[Page]:
    """A browser of its own. A test that has none is passed over with the reason, and fails in CI."""
    for program in _PROGRAMS:
        if shutil.which(program) is None:
            miss(f"{program} is not installed (Debian: chromium, chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for switch in (*_SWITCHES, f"--window-size={_SIZE[0]},{_SIZE[1]}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    # The driver is named, so that selenium looks for none on the network.
    driver = webdriver.Chrome(options=options, service=Service(str(shutil.which("chromedriver"))))
    try:
        driver.set_script_timeout(30)
        yield Page(driver)
    finally:
        driver.quit()
