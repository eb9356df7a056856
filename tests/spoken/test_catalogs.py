"""The files of the languages: whole, in step with the code, and safe to show."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from mapapp.draw import constants
from mapapp.spoken import LANGUAGES, SOURCE, catalogs
from tools import catalogs as tool

ROOT = Path(__file__).resolve().parents[2]
OTHERS = [code for code in LANGUAGES if code != SOURCE]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
TELLERS = {"_", "ngettext", "pgettext", "N_"}


def forms(string) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (string,)


@pytest.fixture(scope="module")
def said():
    """What the code says."""
    return tool.sentences()


@pytest.fixture(scope="module", params=OTHERS)
def known(request):
    """The file of a language."""
    return catalogs.read(request.param)


def keys(catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    return {(one.context, forms(one.id)) for one in catalog if one.id}


def test_french_is_there():
    assert LANGUAGES[:2] == ("en", "fr")


def test_a_language_has_every_sentence_of_the_code_and_no_other(known, said):
    """If this fails: python -m tools.catalogs, and translate what is new."""
    assert keys(known) == keys(said)
    assert not known.obsolete


def test_every_sentence_is_translated(known):
    untold = [one.id for one in known if one.id and (one.fuzzy or not all(forms(one.string)))]
    assert untold == []


def test_a_translation_has_the_placeholders_of_its_sentence(known):
    for one in known:
        own = [set(PLACEHOLDER.findall(form)) for form in forms(one.id)]
        for place, told in enumerate(forms(one.string)):
            held = set(PLACEHOLDER.findall(told))
            assert not one.id or held == own[-1] or (place == 0 and held == own[0]), one.id
            assert not one.id or not re.search("[{}]", PLACEHOLDER.sub("", told)), one.id


def test_a_sentence_for_so_many_has_each_form(known):
    for one in known:
        if one.pluralizable:
            assert len(forms(one.string)) == known.num_plurals, one.id


def test_a_sentence_begins_and_ends_as_its_translation_does(known):
    """Parts of lines are put together: a lost space joins two words."""
    for one in known:
        for told, own in zip(forms(one.string), forms(one.id), strict=False):
            if one.id and not one.pluralizable:
                assert told[-1:].isspace() == own[-1:].isspace(), one.id
                assert told[:1].isspace() == own[:1].isspace() or own[:1] in ";,", one.id


def test_no_translation_brings_markup(known):
    for one in known:
        for told in forms(one.string):
            assert not one.id or not re.search("[<>]", told), one.id


def test_french_marks_stand_apart_by_spaces_that_do_not_break():
    for one in catalogs.read("fr"):
        for told in forms(one.string):
            assert not one.id or not re.search(r" [:;?!»%]|« |[^\s\d][?!]|“|”", told), told


def test_the_scripts_get_what_they_say_and_nothing_else(known, said):
    wanted = {forms(one.id)[0] for one in said if any(file.startswith(catalogs.STATIC) for file, _ in one.locations)}
    language = str(known.locale).replace("_", "-")
    told = catalogs.for_scripts(language)
    assert wanted
    assert told["words"].keys() == wanted
    for string in told["words"].values():
        for one in forms(string):
            assert constants.sentence(one) == one


def test_french_has_one_form_for_nobody_and_for_one():
    assert catalogs.for_scripts("fr")["plurals"] == {"one": 0, "many": 1, "other": 1}
    assert catalogs.for_scripts("en") == {"language": "en", "plurals": {}, "words": {}}


def test_what_the_second_template_would_run_is_no_sentence():
    for text in ("{{ 7 * 7 }}", "a {% b", "a {# b", "a\nb"):
        with pytest.raises(ValueError, match="only a sentence"):
            constants.sentence(text)


@pytest.mark.parametrize("path", sorted((ROOT / "mapapp").rglob("*.py")), ids=lambda path: path.stem)
def test_what_is_told_is_found_by_the_extraction(path):
    """No f-string is told and none tells: which of them is found depends on Python's version. Nobody calls a `_` that
    stands for what is thrown away.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            assert not list(calls(node)), f"line {node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TELLERS:
            assert not any(isinstance(value, ast.JoinedStr) for value in node.args), ast.unparse(node)
            if node.func.id == "ngettext":
                assert all(isinstance(value, ast.Constant) for value in node.args[:2]), ast.unparse(node)


def calls(node):
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in TELLERS:
            yield inner


@pytest.mark.parametrize("path", sorted((ROOT / "mapapp" / "static").glob("*.js")), ids=lambda path: path.stem)
def test_what_a_script_tells_is_found_by_the_extraction(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\$\{[^}`]*\b(_|ngettext)\(", text)
    assert not re.search(r"\b(_|ngettext)\(\s*`", text)
    assert 'toLocaleString("en")' not in text


def test_a_language_is_begun_by_one_command_and_never_over_one_that_is_there():
    made = tool.begun("es")
    assert keys(made) == keys(tool.sentences())
    assert str(made.locale) == "es"
    with pytest.raises(ValueError, match="there already"):
        tool.begun("fr")
    with pytest.raises(ValueError, match="no language that CLDR knows"):
        tool.begun("tlhx-1")


def test_the_tool_changes_nothing_where_all_is_up_to_date(tmp_path, monkeypatch):
    path = catalogs.file_of("fr")
    before = path.read_bytes()
    known = tool.brought_up_to_date("fr")
    monkeypatch.setattr(catalogs, "FOLDER", tmp_path)
    assert tool.write("fr", known).read_bytes() == before
