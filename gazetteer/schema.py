"""The gazetteer's SQLite file: its tables, and the numbers that stand for words in it.

A name is kept under a 64-bit key of its folded text, together with the place and the form, best known place first:
one look-up reads one short run of one table. `sounding` is the same for what a romanised name sounds like, and for its
consonants alone. `slip` holds the usual names of known places with one letter left out, to find misspelt ones.
"""

from __future__ import annotations

from gazetteer.place import PlaceKind

FORMAT = 4
"""Grows when the tables change; a file of another format does not open."""

KINDS = tuple(PlaceKind)
"""A kind is stored as its place in this tuple."""

JOINED, SHORT = "=", "^"
"""Mark, among the keys of sounds, a name without its spaces, and one without the word for what it is (Mount Etna)."""
FORM_KINDS = ("official", "alternate", "historic", "exonym", "demonym", "abbreviation")

CELLS_PER_DEGREE = 4
"""Places are found by their cell: a quarter of a degree each way."""
CELLS_ROUND = 360 * CELLS_PER_DEGREE

TABLES = """
CREATE TABLE about(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, layer TEXT NOT NULL, licence TEXT NOT NULL, dated TEXT NOT NULL,
    UNIQUE(name, layer, licence, dated)
);
CREATE TABLE place(
    id INTEGER PRIMARY KEY,  -- the GeoNames id, or a number from 2^40 on
    code TEXT,               -- the place id, where it is not 'geonames:<id>'
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    radius_km REAL NOT NULL,
    country TEXT,
    admin1 INTEGER,
    parent INTEGER,          -- the next place up: a quarter's town, a town's district, a province's country
    population INTEGER,
    prominence INTEGER NOT NULL,  -- how well it is known: all its names are ordered by it
    claimed_by TEXT,         -- ISO codes, divided by |
    held_by TEXT,
    source INTEGER NOT NULL,
    cell INTEGER NOT NULL
);
CREATE TABLE first_order(  -- what places say of the division that they lie in, in one short table
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL
);
CREATE TABLE slip(key INTEGER, fame INTEGER, place INTEGER, PRIMARY KEY(key, fame, place)) WITHOUT ROWID;
CREATE TABLE shape(
    place INTEGER PRIMARY KEY,
    covers INTEGER NOT NULL,  -- 1: one of the pieces that cover the world; 0: the union of several
    west REAL, south REAL, east REAL, north REAL,
    wkb BLOB NOT NULL
);
CREATE TABLE demonym(word TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE name(
    key INTEGER, fame INTEGER, place INTEGER, form TEXT NOT NULL, kind INTEGER NOT NULL, strong INTEGER NOT NULL,
    language TEXT, PRIMARY KEY(key, fame, place)
) WITHOUT ROWID;
CREATE TABLE sounding(
    key INTEGER, fame INTEGER, place INTEGER, form TEXT NOT NULL, kind INTEGER NOT NULL, strong INTEGER NOT NULL,
    language TEXT, PRIMARY KEY(key, fame, place)
) WITHOUT ROWID;
"""

STAGING = """
CREATE TABLE staging.staged(key INTEGER, fame INTEGER, place INTEGER, form TEXT, kind INTEGER, strong INTEGER,
    language TEXT, sounding INTEGER);
CREATE TABLE staging.slipped(key INTEGER, fame INTEGER, place INTEGER);
CREATE TABLE staging.inside(place INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE staging.division(code TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE staging.alternate(place INTEGER, form TEXT, kind INTEGER, strong INTEGER, language TEXT,
    preferred INTEGER);
CREATE TABLE staging.above(place INTEGER PRIMARY KEY, parent INTEGER NOT NULL);
CREATE TABLE staging.broken(file TEXT, line INTEGER, reason TEXT, start TEXT);
CREATE TABLE staging.tally(what TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
"""
"""What a build needs on its way, in a file of its own that is thrown away: names before they are sorted, GeoNames'
alternate names, which division has which code, what lies in what, rows that could not be read, and counts."""

ORDERED = """
INSERT OR IGNORE INTO name SELECT key, fame, place, form, kind, strong, language FROM staged
    WHERE sounding = 0 ORDER BY key, fame, place, strong DESC, kind, language IS NULL;
INSERT OR IGNORE INTO sounding SELECT key, fame, place, form, kind, strong, language FROM staged
    WHERE sounding = 1 ORDER BY key, fame, place, strong DESC, kind, language IS NULL;
INSERT OR IGNORE INTO slip SELECT key, fame, place FROM slipped ORDER BY key, fame, place;
"""
INDEXES = """
CREATE INDEX name_place ON name(place);
CREATE INDEX place_cell ON place(cell, kind);
CREATE INDEX place_code ON place(code) WHERE code IS NOT NULL;
"""


def cell_of(latitude: float, longitude: float) -> int:
    """The number of the cell that a point lies in; cells are numbered west to east, then northwards."""
    row = int((latitude + 90) * CELLS_PER_DEGREE)
    column = int((longitude + 180) * CELLS_PER_DEGREE) % CELLS_ROUND
    return row * CELLS_ROUND + column
