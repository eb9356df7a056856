"""Report text that tries to run. Each sets `window.__pwned` (or a variable of the server) if it ever runs."""

from __future__ import annotations

HOSTILE = (
    '<img src=x onerror="window.top.__pwned=1">',
    "</script><script>window.top.__pwned=1</script>",
    "`+(window.top.__pwned=1)+`",
    "${window.top.__pwned=1}",
    '");window.top.__pwned=1;("',
    "C:\\temp\\201",
    "{{ cycler.__init__.__globals__.os.environ.setdefault(lipsum.__name__,lipsum.__name__) }}",
    "{% raw %} {{ 7*7 }}",
    "قصف حلب (12)",
)
"""The nine titles of the experiments with folium."""

MARKDOWN = (
    "[click](javascript:window.top.__pwned=1)",
    "![picture](https://example.org/spy.png)",
    "**bold** _thin_ `code` ~~gone~~",
    "$E=mc^2$ and $$\\int$$",
    ":red[alarm] :material/warning: :smile:",
    "https://example.org and www.example.org and someone@example.org",
    "<b>bold</b> &lt;b&gt; &amp;amp;",
    "# A heading\n- a list\n> a quotation\n\n---",
    "a -> b <- c -- d",
)
"""What Streamlit's Markdown would make something of."""
