"""A button that copies the address: the filters, the selected incident and the part of the map on the screen."""

from __future__ import annotations

import streamlit as st

from mapapp.spoken import _

HTML = '<button type="button"></button>'

CSS = """
button { font: inherit; font-size: 0.875rem; padding: 0.25rem 0.75rem; border-radius: 0.4rem; cursor: pointer;
  border: 1px solid var(--st-border-color); background: var(--st-background-color); color: var(--st-text-color);
  white-space: nowrap; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
"""

JS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.copy;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      button.textContent = data.copied;
    } catch {
      window.prompt(data.prompt, window.location.href);
    }
    setTimeout(() => { button.textContent = data.copy; }, 2000);
  };
}
"""
"""Constants only: a component's JavaScript runs in the page itself."""


def draw() -> None:
    """Draw the button."""
    data = {"copy": _("Copy link"), "copied": _("Copied"), "prompt": _("Copy this link")}
    st.components.v2.component("copy_link", html=HTML, css=CSS, js=JS)(key="copy-link", data=data)
