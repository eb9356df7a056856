"""Geoparsing as a component of somebody's own spaCy pipeline."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

import mapapp.geoparse.component  # noqa: F401  registers the factories
from mapapp.language import model_folder

TEXT = "Shells fell on Aleppo. Syrian state media reported it."


def test_a_pipeline_with_the_component_sets_toponyms_with_their_places(gazetteer):
    nlp = spacy.load(model_folder())
    nlp.add_pipe("toponyms", config={"gazetteer": str(gazetteer.path)})
    doc = nlp(TEXT)
    aleppo = doc._.toponyms[0]
    assert (aleppo.mention.surface, aleppo.place.country_code) == ("Aleppo", "SY")
    assert [one.mention for one in doc._.toponyms] == list(doc._.toponym_mentions)


def test_names_alone_can_be_asked_for(gazetteer):
    nlp = spacy.load(model_folder())
    nlp.add_pipe("toponym_mentions", config={"gazetteer": str(gazetteer.path)})
    doc = nlp(TEXT)
    assert doc._.toponym_mentions[0].surface == "Aleppo"
    assert doc._.toponyms == ()


def test_a_pipeline_without_a_model_finds_names_too(gazetteer):
    nlp = spacy.blank("en")
    nlp.add_pipe("toponyms", config={"gazetteer": str(gazetteer.path), "country": "SY"})
    assert "Aleppo" in [one.mention.surface for one in nlp(TEXT)._.toponyms]


def test_a_document_that_went_through_no_component_has_no_toponyms():
    assert Doc(spacy.blank("en").vocab, words=["Aleppo"])._.toponyms == ()
