"""Pages as the preview serves them: with the client that reloads them, and with problems.

In: a built page's HTML and the problems of the last build. Out: HTML. Problem texts are escaped:
they hold what a card holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from factpress.model.problems import Problem

CLIENT_SCRIPT = """\
(() => {
  const shown = document.currentScript.dataset.version;
  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/-preview/reloads`);
    socket.onmessage = (event) => { if (event.data !== shown) location.reload(); };
    socket.onclose = () => setTimeout(connect, 500);
  };
  connect();
})();
"""

CLIENT_STYLE = """\
#factpress-problems {
  position: fixed; inset: auto 0 0 0; z-index: 1000; max-height: 60vh; overflow: auto;
  margin: 0; padding: 1rem 1.25rem; border-top: 4px solid #b3261e;
  background: #fff; color: #1c1b1a; font: 14px/1.5 ui-monospace, monospace;
}
#factpress-problems h2 { font: 600 16px/1.5 system-ui, sans-serif; margin: 0 0 .5rem; }
#factpress-problems ol { margin: 0; padding-inline-start: 1.5rem; }
#factpress-problems li { overflow-wrap: anywhere; margin-block: .35rem; }
#factpress-problems b { color: #b3261e; }
"""

_CLIENT = Markup(
    '<link rel="stylesheet" href="/-preview/client.css">'
    '<script src="/-preview/client.js" data-version="{}"></script>'
)
_PROBLEMS = Markup(
    '<section id="factpress-problems" role="alert" aria-label="Problems">'
    "<h2>Not rebuilt: {}</h2><ol>{}</ol></section>"
)
_PROBLEM = Markup("<li><b>{}:{}:{}</b> {}</li>")
_POLICY = "default-src 'none'"
_POLICY_HERE = f"{_POLICY}; script-src 'self'; connect-src 'self'"


def served_page(page: str, problems: Sequence[Problem], version: int) -> str:
    """A built page with the client, and with the problems of the last build if it was refused."""
    page = page.replace(_POLICY, _POLICY_HERE, 1)
    before, end, after = page.rpartition("</body>")
    if not end:
        before, after = page, ""
    return f"{before}{_problems(problems)}{_CLIENT.format(version)}{end}{after}"


def broken_page(problems: Sequence[Problem], version: int) -> str:
    """What is served when there has been no good build yet, or there is no page."""
    title = "Not built yet" if problems else "Page not found"
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1></body></html>"
    )
    return served_page(page, problems, version)


def _problems(problems: Sequence[Problem]) -> Markup:
    if not problems:
        return Markup("")
    rows = Markup("").join(_PROBLEM.format(p.path, p.line, p.column, p.message) for p in problems)
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return _PROBLEMS.format(count, rows)
