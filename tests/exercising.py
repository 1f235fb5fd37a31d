"""A page exercised as a restless reader would: a real pointer and keyboard on all that reacts.

What the page does in return is heard: dialogs, breaches of its policy, errors, requests that leave
the site. Links are kept from leading away; links that run a script are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    Request,
    Route,
    ViewportSize,
)

_SAID = "factpress-attack "
# Before any script of a page, in each of its frames. `alert` is replaced: a real dialog takes the
# focus and gives it back, which could open it again.
_LISTEN = """(() => {
    const say = console.info.bind(console, "factpress-attack");
    const report = () => say("ran");
    Object.defineProperty(window, "alert", {get: () => report, set: () => {}});
    addEventListener("securitypolicyviolation", (event) => {
        say("violation of", event.violatedDirective, event.blockedURI);
    }, true);
    const leads = (address) => /^(https?|mailto|tel|file|ftp):$/.test(address.protocol);
    const addressOf = (link) => {
        try {
            return new URL(link.href?.animVal ?? link.href, document.baseURI);
        } catch {
            return {protocol: ""};
        }
    };
    for (const kind of ["click", "auxclick"]) addEventListener(kind, (event) => {
        const link = event.composedPath().find((each) => ["a", "area"].includes(each.localName));
        if (link && leads(addressOf(link))) event.preventDefault();
    }, true);
    addEventListener("submit", (event) => {
        const by = event.submitter;
        const action = by?.getAttribute("formaction") ?? event.target.getAttribute("action") ?? "";
        let address = {protocol: ""};
        try { address = new URL(action, document.baseURI); } catch {}
        if (leads(address)) event.preventDefault();
    }, true);
})()"""
_TARGETS = """(most) => {
    const reacts = `a, area, button, input, select, textarea, label, summary, details, dialog, form,
        [tabindex], [contenteditable], [popover], [draggable], svg, math, rect, text, mi, marquee,
        iframe, object, embed, video, audio, img, [data-to], mark, main`;
    const all = [...document.querySelectorAll("*")].filter((each) => each.matches(reacts) ||
        [...each.attributes].some(({ name }) => name.toLowerCase().startsWith("on")));
    // The elements of a page's own content first, and the same number of the others.
    const [inside, outside] = [[], []];
    for (const each of all) (each.closest("main") ? inside : outside).push(each);
    globalThis.exercised = [...inside.slice(0, most), ...outside.slice(0, most)];
    return exercised.length;
}"""
_AIM = """(number) => {
    const each = exercised[number];
    if (!each?.isConnected) return null;
    let box = each.getBoundingClientRect();
    if (!box.width || !box.height) { each.focus?.(); return null; }
    if (box.top < 0 || box.bottom > innerHeight) {
        each.scrollIntoView({block: "center", behavior: "instant"});
        box = each.getBoundingClientRect();
    }
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    each.focus?.();
    return {x: (left + right) / 2, y: (top + bottom) / 2,
            typed: each.matches("input, textarea, [contenteditable]")};
}"""
# Longer pages are scrolled.
_WINDOW: ViewportSize = {"width": 1280, "height": 1600}


@dataclass
class Heard:
    """What pages did while they were exercised, each with the page's address."""

    ran: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    elements: int = 0
    pages: int = 0

    @property
    def wrong(self) -> list[str]:
        return [*self.ran, *self.complaints, *self.left]


class Exerciser:
    """Opens pages below an address in one window and exercises them."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.heard = page, Heard()
        self._address, self._now = address, ""
        page.context.route("**/*", self._let)
        page.context.on("page", lambda other: self._leave(f"opened {other.url}", other))
        page.on("request", self._request)
        page.on("console", self._message)
        page.on("pageerror", lambda error: self._complain(f"error {error}"))
        page.on("dialog", self._dialog)

    def open(self, path: str) -> None:
        """Opens a page, and waits until it is loaded."""
        self._now = path
        self.heard.pages += 1
        # A page of the control may lead away at once, or never be loaded.
        with suppress(Error):
            self.page.goto(self._address + path, wait_until="load", timeout=10_000)

    def exercise(self, most: int) -> None:
        """Points at, clicks, focuses and types into `most` elements of the open page."""
        page = self.page
        with suppress(Error):
            count = page.evaluate(_TARGETS, most)
            for number in range(count):
                at = page.evaluate(_AIM, number)
                self.heard.elements += 1
                if at:
                    self._use(at["x"], at["y"], is_typed=at["typed"])
            page.mouse.move(1, 1)
            for key in ("Tab", "Tab", "Shift+Tab", "Escape"):
                page.keyboard.press(key)

    def print(self) -> None:
        """Shows the open page as it would be printed."""
        with suppress(Error):
            self.page.emulate_media(media="print")
            self.page.emulate_media(media="screen")

    def _use(self, x: float, y: float, *, is_typed: bool) -> None:
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.click(x, y)
        if is_typed:
            self.page.keyboard.press("d")
            self.page.keyboard.press("Control+a")
        mouse.click(x, y, button="right")

    def _let(self, route: Route) -> None:
        with suppress(Error):
            route.continue_() if self._is_ours(route.request.url) else route.abort()

    def _is_ours(self, url: str) -> bool:
        return url.startswith(self._address)

    def _request(self, request: Request) -> None:
        if not self._is_ours(request.url) and not request.url.startswith("data:"):
            self.heard.left.append(f"{self._now}: asks for {request.url}")

    def _message(self, message: ConsoleMessage) -> None:
        if message.text.startswith(_SAID + "ran"):
            self.heard.ran.append(f"{self._now}: ran a script")
        elif message.type in ("error", "warning") or message.text.startswith(_SAID):
            self._complain(message.text)

    def _dialog(self, dialog: Dialog) -> None:
        self.heard.ran.append(f"{self._now}: dialog {dialog.message}")
        dialog.dismiss()

    def _complain(self, text: str) -> None:
        self.heard.complaints.append(f"{self._now}: {text}")

    def _leave(self, text: str, other: Page) -> None:
        self.heard.left.append(f"{self._now}: {text}")
        other.close()


@contextmanager
def exercising(browser: Browser, address: str) -> Iterator[Exerciser]:
    """An exerciser of pages below an address."""
    context = browser.new_context(viewport=_WINDOW, reduced_motion="reduce")
    context.add_init_script(_LISTEN)
    found = Exerciser(context.new_page(), address)
    found.page.set_default_timeout(5_000)
    yield found
    context.close()
