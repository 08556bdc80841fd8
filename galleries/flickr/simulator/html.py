"""The frame and the look of the simulator's pages for people. No scripts, light and dark."""

from html import escape

from galleries.flickr.simulator.http import HTML, Reply

NOTICE = "This is the demo’s simulator, not Flickr"

STYLE = """
:root { color-scheme: light dark;
  --paper: #f7f5f0; --card: #fff; --ink: #22262a; --soft: #5b6268; --line: #d9d4c8;
  --accent: #0b6157; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #15181a; --card: #1e2326; --ink: #eceae4; --soft: #a9b0b3; --line: #363d41;
  --accent: #6fd0c0; --on-accent: #06231f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
.notice { margin: 0; padding: .6rem 1rem; max-width: none; text-align: center; font-size: .9rem;
  background: var(--accent); color: var(--on-accent); font-weight: 600; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: clamp(1.5rem, 5vw, 2.1rem); line-height: 1.2; margin: .5rem 0 1rem;
  text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 2rem 0 .75rem; }
p { max-width: 60ch; }
a { color: var(--accent); }
.asks { border-inline-start: 4px solid var(--accent); padding: .25rem 0 .25rem 1rem; margin: 0; }
.members { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
.member { display: grid; grid-template-columns: 48px 1fr auto; gap: .1rem .9rem; width: 100%;
  align-items: center; padding: .7rem .9rem; text-align: start; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: 10px; cursor: pointer; }
.member:hover { border-color: var(--accent); }
.member img { width: 48px; height: 48px; border-radius: 50%; grid-row: 1 / span 2;
  background: var(--line); }
.member__name { font-weight: 650; overflow-wrap: anywhere; justify-self: start; }
.member__facts { grid-column: 2; color: var(--soft); font-size: .9rem; }
.member__allow { grid-row: 1 / span 2; grid-column: 3; color: var(--accent); font-weight: 650; }
.again { margin-top: 1.5rem; }
.member--again { padding: 1.2rem; color: var(--on-accent); background: var(--accent);
  border-color: var(--accent); }
.member--again .member__name { font-size: 1.25rem; }
.member--again .member__facts { color: inherit; }
.find { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: 1.5rem; }
.find input, .find button { min-height: 44px; padding: .4rem .8rem; font: inherit; }
.find input { flex: 1 1 12rem; min-width: 0; }
.deny { margin-top: 1.5rem; padding: .7rem 1.4rem; min-height: 44px; font: inherit;
  font-weight: 600; color: inherit; background: none; border: 1px solid var(--soft);
  border-radius: 10px; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.code { font: 600 clamp(1.8rem, 9vw, 3rem)/1.2 ui-monospace, monospace; letter-spacing: .05em; }
.picture { max-width: 100%; height: auto; display: block; border-radius: 6px; }
"""

# The look is the page's own; pictures may come from whichever address the simulator has.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: http: https:"


def page(title: str, body: str, *, status: int = 200) -> Reply:
    """A whole page. ``title`` is plain text, ``body`` is HTML with everything escaped."""
    document = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>{escape(title)} · simulator</title>
<style>{STYLE}</style>
</head>
<body>
<p class="notice">{NOTICE}</p>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
"""
    headers = (
        ("Content-Security-Policy", POLICY),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
    )
    return Reply(status, document.encode("utf-8", "replace"), HTML, headers)
