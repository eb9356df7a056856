"""The same geoparsing inside other people's spaCy pipelines.

    nlp = spacy.load("en_core_web_md")
    nlp.add_pipe("toponyms")
    for toponym in nlp("Shells fell on Kanaker in Rif Dimashq.")._.toponyms: ...

"toponym_mentions" only finds the names (`doc._.toponym_mentions`); "toponyms" also decides which places they mean
(`doc._.toponyms`, one Resolution each). Importing this module, or naming it in spaCy's entry points, registers both.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from gazetteer.lookup import Gazetteer
from mapapp.geoparse.recognise import Recogniser
from mapapp.geoparse.resolve import Resolver

MENTIONS, TOPONYMS = "toponym_mentions", "toponyms"


@lru_cache(maxsize=2)
def _gazetteer(path: str | None) -> Gazetteer:
    return Gazetteer.open(Path(path) if path else None)


@Language.factory(MENTIONS, default_config={"gazetteer": None}, assigns=[f"doc._.{MENTIONS}"])
def toponym_mentions(nlp: Language, name: str, gazetteer: str | None) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Finds place names. `gazetteer`: the file's path; by default where the gazetteer itself looks.

    Raises GazetteerMissing where there is none. Entities that the pipeline found before are taken as evidence.
    """
    recogniser = Recogniser(_gazetteer(gazetteer))

    def find(doc: Doc) -> Doc:
        doc._.set(MENTIONS, tuple(recogniser.mentions(doc)))
        return doc

    return find


@Language.factory(
    TOPONYMS, default_config={"gazetteer": None, "country": None}, assigns=[f"doc._.{MENTIONS}", f"doc._.{TOPONYMS}"]
)
def toponyms(nlp: Language, name: str, gazetteer: str | None, country: str | None) -> Callable[[Doc], Doc]:
    """Finds place names and decides which places they mean. `country`: ISO code of the publisher's country, a hint."""
    find = toponym_mentions(nlp, name, gazetteer)
    resolver = Resolver(_gazetteer(gazetteer))

    def place(doc: Doc) -> Doc:
        found = find(doc)._.get(MENTIONS)
        doc._.set(TOPONYMS, resolver.resolve(doc.text, found, country))
        return doc

    return place


Doc.set_extension(MENTIONS, default=(), force=True)
Doc.set_extension(TOPONYMS, default=(), force=True)
