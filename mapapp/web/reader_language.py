"""In which language the pages speak: as the link says, else as the reader has chosen, else as the browser asks.

A link without `lang` is in everybody's own language. Nothing that is counted or listed depends on it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from mapapp import spoken
from mapapp.spoken import LANGUAGES, SOURCE, _, language_name, preferred
from mapapp.web.link import LANGUAGE
from mapapp.web.request_language import said

SPOKEN, CHOSEN, BROUGHT, PATH = "language-spoken", "language-chosen", "language-brought", "language-path"
SWITCH = "language"

HTML = "<select></select>"
CSS = """
select { font: inherit; font-size: 0.875rem; max-width: 100%; padding: 0.2rem 0.4rem; border-radius: 0.4rem;
  cursor: pointer; border: 1px solid var(--st-border-color); background: var(--st-background-color);
  color: var(--st-text-color); }
select:hover, select:focus-visible { border-color: var(--st-primary-color); }
"""
JS = """
export default function ({ parentElement, data, setTriggerValue }) {
  document.documentElement.lang = data.language;
  const select = parentElement.querySelector("select");
  select.setAttribute("aria-label", data.label);
  select.replaceChildren(...data.names.map(([code, name]) => {
    const option = new Option(name, code, false, code === data.language);
    option.lang = code;
    return option;
  }));
  select.onchange = () => setTriggerValue("language", select.value);
}
"""
"""Constants only: a component's JavaScript runs in the page itself."""


def settle() -> None:
    """Decide before anything of the page is drawn. Callbacks and fragments speak as the run before them."""
    path = urlsplit(str(st.context.url or "")).path
    if st.session_state.get(PATH) != path:  # on another page of ours, whose address has not the key
        st.session_state[PATH] = path
        st.session_state[BROUGHT] = st.session_state.get(CHOSEN)
    st.session_state[CHOSEN] = said(st.query_params.get_all(LANGUAGE)) or st.session_state[BROUGHT]
    st.session_state[SPOKEN] = st.session_state[CHOSEN] or _of_browser()


def chosen() -> str:
    """What this session has chosen, and a link of it says; empty where it speaks as the browser asks."""
    return st.session_state.get(CHOSEN) or ""


def _of_browser() -> str:
    asked = st.context.headers.get("Accept-Language") or st.context.locale
    return preferred(asked) or SOURCE


def _of_session() -> str | None:
    if get_script_run_ctx(suppress_warning=True) is None:  # not a page of Streamlit's
        return None
    found: str | None = st.session_state.get(SPOKEN)
    return found


def switch() -> None:
    """Draw the switch. It also tells the browser in which language the page is."""
    component = st.components.v2.component("reader_language", html=HTML, css=CSS, js=JS)
    names = [[code, language_name(code)] for code in LANGUAGES]
    data = {"language": spoken.language(), "label": _("Language"), "names": names}
    component(key=SWITCH, data=data, on_language_change=_switched)


def _switched() -> None:
    wanted = (st.session_state.get(SWITCH) or {}).get("language")
    if wanted in LANGUAGES:
        st.query_params[LANGUAGE] = wanted


spoken.ask(_of_session)
