"""Shortcodes of WordPress in a text that nobody rendered: [gallery ids="1,2"], [caption]…[/caption], [vc_row]."""

from __future__ import annotations

import re

from kg.seeds.reading import page_furniture

_CODE = re.compile(r"\[(/?)([A-Za-z][\w-]{1,40})(\s[^\[\]<>]{0,2000}|=[^\[\]<>]{0,200}|)\]")
_MEDIA = re.compile(r"\[(embed|audio|video|youtube|playlist)\b[^\[\]]{0,500}\][^\[\]]{0,500}\[/\1\]", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\bcaption=(?:\"|'|&#8221;|&#8243;|&quot;|”)(.{1,700}?)(?:\"|'|&#8221;|&#8243;|&quot;|”)(?=\s|$)"
)


def without_shortcodes(markup: str) -> str:
    """Return a text with its shortcodes taken out and its captions as captions; other words in brackets stay.

    >>> without_shortcodes('[vc_row][caption width="300"]<img/>They met[/caption] He said [sic] so.[/vc_row]')
    '<figure><figcaption><img/>They met</figcaption></figure> He said [sic] so.'
    """
    if "[" not in markup:
        return markup
    markup = _MEDIA.sub("", markup)
    closed = {match[2].lower() for match in _CODE.finditer(markup) if match[1]}
    known = page_furniture().shortcodes

    def replaced(match: re.Match[str]) -> str:
        closing, name, attributes = match[1], match[2].lower(), match[3]
        if name in ("caption", "wp_caption") and name in closed:
            if closing:
                return "</figcaption></figure>"
            told = _ATTRIBUTE.search(attributes)
            return f"<figure><figcaption>{told[1] if told else ''}"
        is_code = closing or name in closed or name in known or "_" in name or "=" in attributes
        return "" if is_code else match.group()

    return _CODE.sub(replaced, markup)
