"""Comments that are a banner: the award codes, "seen in" lines and invitations of groups.

A comment in which somebody says something is none, whatever else stands in it: what cannot be told
for certain is no banner either.
"""

import html
import re

# Words that banners are made of, beside the names of groups: nothing is said with them alone.
_HOLLOW = """
    a admin admins an and award awarded awards away best by code codes comment comments congrats
    congratulations favourite favorite featured for found from gallery give given group groups has
    have image images in invite invited invitation is it member of on our page photo photos picture
    pictures place please pool pools post posted posting presented received seen share shared tag
    tagged thank thanks that the their this to us via was we week month day year winner winning with
    you your
"""
_WORDS = frozenset(_HOLLOW.split())
# Said so often that nobody means anything by them. Each marks a banner.
_PHRASES = re.compile(
    r"""
    \b(?:
      (?:as\ )?(?:seen|found|spotted|admired|discovered|featured|viewed)\ (?:and\ \w+\ )?
        (?:in|at|on|via)\b
      | (?:hi,?\ )?i'm\ an\ admin\ for\ a\ group\ called
      | (?:and\ )?(?:we'd|i'd)\ love\ to\ have\ (?:this|your\ photo)\ added\ to\ the\ group
      | you(?:'re|\ are|'ve\ been|\ have\ been)\ (?:cordially\ )?invited
        (?:\ to\ (?:join|(?:add|display|post|share|submit)\ (?:this|your|it)
          (?:\ \w+)?(?:\ (?:photo|image|picture|shot))?))?
      | your\ (?:photo|image|picture)\ (?:is|was|has\ been)\ (?:cordially\ )?invited
      | please\ (?:add|tag|post|display)\ (?:this|it|your)\b
      | post\ ?\d+\ ?[,/&-]?\ ?(?:award|comment|invite|give)\ ?\d+
      | p\d+\ ?[,/]?\ ?[ac]\d+
      | (?:winner|photo|image|picture|pick|shot|best|cover|favou?rite)
        \ of\ the\ (?:day|week|month|year)
      | you(?:\ have|'ve)?\ (?:been\ awarded|received\ (?:this|an?|the)\ award)
      | have\ a\ (?:nice|great|good|wonderful|lovely)\ (?:day|week|weekend)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Invitations and awards say so in a word, too.
_SIGNS = frozenset(("award", "awarded", "awards", "invite", "invited", "invitation", "winner"))
# Shouted between stars, or as what was done to a photo: "★ HARBOUR OF THE WEEK ★", "been FOGGED".
_STARS = "★☆✩✪✫✬✭✮✯⭐🌟✨❤♥❣✿❀❁✾🏆🥇🎖🏅•·~*"
_SHOUTED = re.compile(rf"[{_STARS}]+\s*([^{_STARS}\n]{{1,60}}?)\s*[{_STARS}]+")
_DONE_TO_IT = re.compile(r"\b[Yy]ou(?:'ve| have) been ([A-Z]{3,20})\b")

_GROUP = re.compile(
    r"""<a\b[^>]*\ href="https?://(?:www\.)?flickr\.com/groups/[^"]+"[^>]*>(.*?)</a>""", re.DOTALL
)
_GROUP_IN_BRACKETS = re.compile(r"\[https?://(?:www\.)?flickr\.com/groups/[^\]\s]+\]")
_LONGEST_NAME = 90  # characters; a group's name has some sixty at most
_LONGEST = 1500  # of a banner, as HTML
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def is_banner(text_html: str) -> bool:
    """Nothing but a group's name, a stock phrase, stars: and a link to the group.

    text_html  a comment's sanitised HTML, where an image that was a link is an empty link
    """
    if len(text_html) > _LONGEST:
        return False
    names = [_plain(name) for name in _GROUP.findall(text_html)]
    rest = _GROUP_IN_BRACKETS.sub(" ", _GROUP.sub(" ", text_html))
    if rest == text_html or any(len(name) > _LONGEST_NAME for name in names):
        return False
    said = _plain(rest).replace("’", "'")
    left = _SHOUTED.sub(_unless_spoken, said)
    left = _PHRASES.sub(" ", _DONE_TO_IT.sub(" ", left))
    words = _WORD.findall(left)
    # A group's name may be shouted again outside its link.
    named = {word for name in names for word in _WORD.findall(name.upper())}
    if any(word.lower() not in _WORDS and word not in named for word in words):
        return False
    is_marked = left != said or any(word.lower() in _SIGNS for word in words)
    return is_marked or not words


def _unless_spoken(found: re.Match[str]) -> str:
    return " " if found[1].isupper() else found[0]


def _plain(markup: str) -> str:
    return re.sub(r"[^\S\n]+", " ", html.unescape(_TAG.sub(" ", markup)))
