"""A fictional second ministry: another order, another currency, tranches, other rules.

Nothing here is true of any country. Rehabilitation and guidance take place in the shelter, before
the trip home; aid is paid in two tranches, in a currency with cents, and the second tranche waits
until the first is accounted for. There is no label and no rule about age; instead the needs must
be known and nobody who has an unsettled award gets another.
"""

from __future__ import annotations

from datetime import date

from reintegra.chain import facts, fitting
from reintegra.chain.award import Awarded, GoodsHandedOver, PaymentSent
from reintegra.chain.ending import Closed
from reintegra.chain.guidance import Enrolled
from reintegra.chain.homecoming import TravelStarted
from reintegra.chain.policy import (
    Cadence,
    Edition,
    Instrument,
    Limit,
    Policy,
    RoundTerms,
    Stated,
    Term,
)
from reintegra.chain.rehabilitation import AgreementSigned, ServiceRefused, ServiceRequested
from reintegra.chain.reintegration import BusinessStarted, FollowUpVisited, ReintegrationConfirmed
from reintegra.rules import Dated, DatedValue, Rule, all_of
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import Code
from reintegra.vocabulary.money import XTS, Money
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text

_DECREE = Source("Fictional Decree 1/2018", "article 4")

_needs_assessed = Rule(
    "needs-assessed",
    facts.needs_assessed.is_true,
    Text(id="Kebutuhan sudah diasesmen", en="The needs are assessed"),
    _DECREE,
)
_agreed = Rule(
    "agreed",
    facts.agreement_signed.is_true,
    Text(id="Kesepakatan sudah ditandatangani", en="The agreement is signed"),
    _DECREE,
)
_guided_first = Rule(
    "guided-first",
    facts.guidance_completed.is_true,
    Text(id="Bimbingan selesai sebelum pulang", en="Guidance is completed before the trip home"),
    _DECREE,
)
_consents = Rule("consents", facts.consent.is_true, Text(id="Menyetujui", en="Consents"), _DECREE)
_has_no_unsettled_award = Rule(
    "no-unsettled-award",
    facts.award_open.is_false,
    Text(id="Tidak ada bantuan yang belum tuntas", en="Has no unsettled award"),
    _DECREE,
)
_eligible = all_of(
    _needs_assessed,
    Rule(
        "guided",
        facts.guidance_completed.is_true,
        Text(id="Menyelesaikan bimbingan", en="Has completed guidance"),
        _DECREE,
    ),
    _consents,
    _has_no_unsettled_award,
    fitting.only_once_for_a_purpose,
    code="eligible",
    text=Text(id="Memenuhi syarat", en="Is eligible"),
    source=_DECREE,
)
_tranche_due = all_of(
    _consents,
    Rule(
        "first-tranche-accounted",
        fitting.earlier_tranches_accounted.is_true,
        Text(
            id="Tahap pertama sudah dipertanggungjawabkan",
            en="The first tranche is accounted for",
        ),
        _DECREE,
    ),
    code="tranche-due",
    text=Text(id="Tahap ini dapat dibayar", en="The tranche can be paid"),
    source=_DECREE,
)
_visited = Rule(
    "visited",
    facts.followed_up.is_true,
    Text(id="Sudah dikunjungi", en="Was visited"),
    _DECREE,
)


def _term(code: str, indonesian: str, english: str) -> Term:
    return Term(Code(code), Text(id=indonesian, en=english), _DECREE)


_EDITION = Edition(
    code="decree-1-2018",
    name=Text(id="Keputusan rekaan 1/2018", en="Fictional Decree 1/2018"),
    source=_DECREE,
    order=Stated(
        (
            "deportation",
            "rehabilitation",
            "guidance",
            "stimulus",
            "homecoming",
            "reintegration",
        ),
        Text(id="Bimbingan di rumah perlindungan", en="Guidance in the shelter"),
        _DECREE,
    ),
    requirements={
        Enrolled: _agreed,
        Awarded: _eligible,
        PaymentSent: _tranche_due,
        GoodsHandedOver: _consents,
        TravelStarted: _guided_first,
        ReintegrationConfirmed: _visited,
        Closed: _has_no_unsettled_award,
    },
    eligibility=_eligible,
    currency=XTS,
    channels=Stated(
        frozenset({Channel.OWN_ACCOUNT, Channel.E_MONEY}),
        Text(id="Rekening sendiri atau uang elektronik", en="Own account or e-money"),
        _DECREE,
    ),
    tranches=Stated(2, Text(id="Dua tahap", en="Two tranches"), _DECREE),
    modules=(
        _term("bookkeeping", "Pembukuan", "Bookkeeping"),
        _term("market-visit", "Kunjungan pasar", "Market visit"),
    ),
    needs=(_term("debt", "Utang", "Debt"), _term("housing", "Tempat tinggal", "Housing")),
    services=(_term("counselling", "Konseling", "Counselling"),),
    instruments=(
        Instrument(
            Code("wellbeing"),
            Text(id="Kesejahteraan", en="Well-being"),
            (_term("sleep", "Tidur", "Sleep"), _term("work", "Pekerjaan", "Work")),
            _DECREE,
            options=(_term("good", "Baik", "Good"), _term("bad", "Buruk", "Bad")),
        ),
    ),
    limits=(
        Limit(
            "agreement-in-three-days",
            Text(id="Kesepakatan dalam 3 hari", en="Agreement within 3 days"),
            starts=ServiceRequested,
            met_by=(AgreementSigned,),
            days=3,
            source=_DECREE,
            stopped_by=(ServiceRefused,),
        ),
    ),
    cadences=(
        Cadence(
            "monthly-visit",
            Text(
                id="Kunjungan tiap 30 hari selama enam bulan",
                en="A visit every 30 days for six months",
            ),
            starts=BusinessStarted,
            met_by=FollowUpVisited,
            every_days=30,
            months=6,
            source=_DECREE,
        ),
    ),
)


def _round(code: str, regency: str, place: str, participants: int) -> RoundTerms:
    return RoundTerms(
        Code(code),
        place=place,
        held=Period(date(2019, 10, 31), date(2019, 10, 31)),
        regencies=(RegionCode(regency),),
        participants=participants,
        purpose=Purpose.BUSINESS_STIMULUS,
        channel=Channel.E_MONEY,
        stated=Money(12_345, XTS),
        source=_DECREE,
    )


SANDBOX = Policy(
    code="sandbox",
    name=Text(id="Kementerian rekaan", en="A fictional ministry"),
    editions=Dated(
        (
            DatedValue(_EDITION, date(2018, 1, 1), source=_DECREE),
            DatedValue(None, date(2030, 1, 1), source=_DECREE),
        ),
        what="edition of sandbox",
    ),
    rounds=(
        _round("sandbox-tengah", "52.02", "Lombok Tengah", 340),
        _round("sandbox-barat", "52.01", "Lombok Barat", 150),
    ),
)
"""What the fictional ministry answers to the chain."""
