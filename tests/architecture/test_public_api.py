"""A change of the public contract is seen, and meant."""

from __future__ import annotations

from tools.public_api import RECORD, listing


def test_the_public_contract_is_the_recorded_one() -> None:
    """Names, signatures, codes, fields and defaults equal the record; `make api` renews it."""
    assert RECORD.read_text(encoding="utf-8") == listing()


def test_the_record_names_fields_codes_and_signatures() -> None:
    """The record would show a new field, a changed code, and a dropped default."""
    record = listing()
    assert "    attrs frozen slots\n    id: str\n    en: str\n" in record
    assert "    CONFIRMED = 'confirmed'\n" in record
    assert "    article: str = ''\n" in record
    assert "    fill(self, **values: 'object') -> 'Text'\n" in record
