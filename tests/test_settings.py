from __future__ import annotations

from pathlib import Path

import pytest

from mapapp.settings import ROOT, Settings


def test_without_any_variable_the_data_stand_beside_the_code_and_only_this_machine_is_served():
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert settings.data_dir == ROOT / "data"
    assert settings.host == "127.0.0.1"
    assert settings.samples


def test_the_data_folder_holds_gazetteer_and_record():
    settings = Settings.from_environment({"MAPAPP_DATA_DIR": "somewhere"})
    assert settings.gazetteer_file == Path("somewhere/gazetteer.sqlite")
    assert settings.database == f"sqlite:///{Path('somewhere/incidents.sqlite')}"


def test_another_database_may_be_given():
    assert Settings.from_environment({"MAPAPP_DATABASE": "sqlite://"}).database == "sqlite://"


@pytest.mark.parametrize(("written", "port"), [("1", 1), ("8080", 8080), ("65535", 65535)])
def test_a_port_is_a_number(written, port):
    assert Settings.from_environment({"MAPAPP_PORT": written}).port == port


@pytest.mark.parametrize("written", ["0", "65536", "-1", "80a", "", "٨٠", "8501 "])
def test_a_wrong_port_is_refused_by_name(written):
    with pytest.raises(ValueError, match="MAPAPP_PORT must be a number from 1 to 65535"):
        Settings.from_environment({"MAPAPP_PORT": written})


@pytest.mark.parametrize(("written", "on"), [("1", True), ("yes", True), ("On", True), ("0", False), ("FALSE", False)])
def test_samples_can_be_switched_off(written, on):
    assert Settings.from_environment({"MAPAPP_SAMPLES": written}).samples is on


def test_a_switch_that_is_neither_is_refused_by_name():
    with pytest.raises(ValueError, match="MAPAPP_SAMPLES must be 1 or 0"):
        Settings.from_environment({"MAPAPP_SAMPLES": "maybe"})


def test_the_limits_of_a_table_are_numbers():
    settings = Settings.from_environment({"MAPAPP_TABLE_ROWS": "7", "MAPAPP_TABLE_MEGABYTES": "3"})
    assert (settings.table_rows, settings.table_megabytes) == (7, 3)


@pytest.mark.parametrize("written", ["0", "-1", "many", "1" * 30])
def test_a_limit_that_is_none_is_refused_by_name(written):
    with pytest.raises(ValueError, match="MAPAPP_TABLE_ROWS must be a number from 1 to 1000000"):
        Settings.from_environment({"MAPAPP_TABLE_ROWS": written})


@pytest.mark.parametrize(("written", "meant"), [("city", "city"), ("province", "province"), ("Province", "province")])
def test_what_a_name_of_both_means_can_be_chosen(written, meant):
    assert Settings.from_environment({"MAPAPP_NAME_OF_BOTH": written}).name_of_both == meant


@pytest.mark.parametrize("written", ["", "town", "both"])
def test_a_choice_that_is_none_is_refused_by_name(written):
    with pytest.raises(ValueError, match="MAPAPP_NAME_OF_BOTH must be city or province"):
        Settings.from_environment({"MAPAPP_NAME_OF_BOTH": written})


def test_who_may_read_the_api_is_a_setting():
    settings = Settings.from_environment(
        {"MAPAPP_API_PER_MINUTE": "0", "MAPAPP_API_ORIGINS": "https://maps.example http://localhost:3000"}
    )
    assert settings.api_per_minute == 0
    assert settings.api_origins == ("https://maps.example", "http://localhost:3000")
    assert Settings.from_environment({}).api_origins == ()


@pytest.mark.parametrize("written", ["maps.example", "https://maps.example/page", "null", "https://a\nb: c"])
def test_an_origin_that_is_none_is_refused_by_name(written):
    with pytest.raises(ValueError, match="MAPAPP_API_ORIGINS must be"):
        Settings.from_environment({"MAPAPP_API_ORIGINS": written})


def test_nothing_is_fetched_unless_it_is_switched_on():
    assert not Settings.from_environment({}).fetch
    assert Settings.from_environment({"MAPAPP_FETCH": "1"}).fetch


@pytest.mark.parametrize("written", ["", "desk@paper.example", "https://paper.example/about?us=1"])
def test_sites_may_hear_whom_to_write_to(written):
    assert Settings.from_environment({"MAPAPP_CONTACT": written}).contact == written


@pytest.mark.parametrize("written", ["two words", "x\r\nCookie: 1", "(x)", "é@paper.example", "a" * 201])
def test_a_contact_that_no_header_can_hold_is_refused_by_name(written):
    with pytest.raises(ValueError, match="MAPAPP_CONTACT must be an address"):
        Settings.from_environment({"MAPAPP_CONTACT": written})
