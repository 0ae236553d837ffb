"""The words of the field: values without verbs.

Where things are:

- `texts`: what people read, in Indonesian and English; `sources`: where a rule stands;
- `money`: whole units of one currency;
- `calendar`: days, months and years, periods, deadlines;
- `identifiers`: which one is meant, without saying anything about a person;
- `people`, `nik`: what a register holds about a person, never shown;
- `regions`, `places`: provinces and regencies, points of arrival;
- `institutions`: who acts.
"""

from reintegra.vocabulary.calendar import (
    Deadline,
    Period,
    as_day,
    as_instant,
    as_optional_day,
    completed_years,
    day_in_words,
    days_after,
    days_between,
    due_after,
    first_day_of_month,
    first_day_of_week,
    first_day_of_year,
    first_period_with,
    has_reached_age,
    has_reached_months,
    last_day_of_month,
    last_day_of_week,
    last_day_of_year,
    months_after,
    years_after,
)
from reintegra.vocabulary.identifiers import (
    AccountReference,
    ActorId,
    AwardId,
    CaseId,
    Code,
    CommandKey,
    CountryCode,
    Digest,
    Identifier,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.institutions import (
    Institution,
    InstitutionKind,
    NamedFrom,
    RequesterKind,
)
from reintegra.vocabulary.money import IDR, XTS, Currency, Money, idr
from reintegra.vocabulary.nik import Nik, NikWarning
from reintegra.vocabulary.people import BankAccount, Contact, Person
from reintegra.vocabulary.places import (
    POINTS_OF_ENTRY,
    EntryKind,
    PointOfEntry,
    read_point_of_entry,
)
from reintegra.vocabulary.pseudonyms import Pseudonymiser
from reintegra.vocabulary.regions import (
    Region,
    RegionCode,
    RegionKind,
    RetiredRegion,
    find_region,
    provinces,
    regencies,
    region,
    retired_codes,
)
from reintegra.vocabulary.sex import Sex
from reintegra.vocabulary.sources import Source, Standing
from reintegra.vocabulary.texts import LANGUAGES, Language, Text, Worded

__all__ = [
    "IDR",
    "LANGUAGES",
    "POINTS_OF_ENTRY",
    "XTS",
    "AccountReference",
    "ActorId",
    "AwardId",
    "BankAccount",
    "CaseId",
    "Code",
    "CommandKey",
    "Contact",
    "CountryCode",
    "Currency",
    "Deadline",
    "Digest",
    "EntryKind",
    "Identifier",
    "Institution",
    "InstitutionKind",
    "Language",
    "Money",
    "NamedFrom",
    "Nik",
    "NikWarning",
    "PaymentId",
    "Period",
    "Person",
    "PersonId",
    "PointOfEntry",
    "ProgrammeId",
    "Pseudonymiser",
    "RecordNumber",
    "Region",
    "RegionCode",
    "RegionKind",
    "RequesterKind",
    "RetiredRegion",
    "Sex",
    "SiteId",
    "Source",
    "Standing",
    "Text",
    "Worded",
    "as_day",
    "as_instant",
    "as_optional_day",
    "completed_years",
    "day_in_words",
    "days_after",
    "days_between",
    "due_after",
    "find_region",
    "first_day_of_month",
    "first_day_of_week",
    "first_day_of_year",
    "first_period_with",
    "has_reached_age",
    "has_reached_months",
    "idr",
    "last_day_of_month",
    "last_day_of_week",
    "last_day_of_year",
    "months_after",
    "provinces",
    "read_point_of_entry",
    "regencies",
    "region",
    "retired_codes",
    "years_after",
]
