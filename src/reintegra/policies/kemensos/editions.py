"""The two editions: the era of Permensos 30/2017, and Permensos 8/2023 with its seven stages.

The seven stages of Permensos 8/2023 and the events that carry them: (1) facilitation of access,
`ServiceRequested`; (2) initial approach and mutual agreement, `AgreementSigned`; (3) assessment,
`NeedsAssessed`; (4) planning, `PlanAgreed`; (5) implementation, `ServiceDelivered`, guidance and
stimulus; (6) monitoring and evaluation, `CompanionReported` and `FollowUpVisited`; (7) after-care
and termination, `ReintegrationConfirmed` and `Closed`.
"""

from __future__ import annotations

from reintegra.chain import facts
from reintegra.chain.award import (
    Awarded,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.chain.ending import Closed, LeftAgainstAdvice
from reintegra.chain.guidance import Enrolled
from reintegra.chain.homecoming import HandedOver, TravelStarted
from reintegra.chain.policy import Cadence, Edition, Limit, Stated
from reintegra.chain.rehabilitation import (
    NeedsAssessed,
    PlanAgreed,
    ServiceDelivered,
    ServiceRefused,
    ServiceRequested,
)
from reintegra.chain.reintegration import CompanionReported, ReintegrationConfirmed
from reintegra.policies.kemensos import rules, sources, words
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.money import IDR
from reintegra.vocabulary.texts import Text

SEVEN_DAYS = 7
"""UU 21/2007, articles 52 and 53: at the latest seven days from the request."""

LIMITS = (
    Limit(
        "services-in-seven-days",
        Text(
            id="Layanan diberikan paling lambat 7 hari sejak permohonan",
            en="Services are given at the latest 7 days from the request",
        ),
        starts=ServiceRequested,
        met_by=(ServiceDelivered,),
        days=SEVEN_DAYS,
        source=sources.UU_21_2007_52,
        stopped_by=(ServiceRefused,),
    ),
    Limit(
        "first-aid-in-seven-days",
        Text(
            id="Pertolongan pertama paling lambat 7 hari setelah permohonan",
            en="First aid at the latest 7 days after the request",
        ),
        starts=ServiceRequested,
        met_by=(ServiceDelivered,),
        days=SEVEN_DAYS,
        source=sources.UU_21_2007_53,
        applies=facts.endangered.is_true,
        services=(words.FIRST_AID.code,),
        stopped_by=(ServiceRefused,),
    ),
)

CADENCES = (
    Cadence(
        "weekly-report",
        Text(
            id="Laporan mingguan pendamping selama dua bulan (Cirebon 2019; "
            "bahwa dimulai sejak dana diterima adalah asumsi)",
            en="Weekly report of the companion for two months (Cirebon 2019; "
            "that it starts with the payment is an assumption)",
        ),
        starts=PaymentConfirmed,
        met_by=CompanionReported,
        every_days=7,
        months=2,
        source=sources.CIREBON,
        stopped_by=(PaymentReturned,),
    ),
)

RISK_HORIZON = Stated(
    24,
    Text(
        id="Risiko diperdagangkan kembali diamati dua tahun (bukti IOM, bukan aturan Indonesia)",
        en="The risk of being trafficked again is watched for two years (evidence of IOM, "
        "not an Indonesian rule)",
    ),
    sources.IOM_RETRAFFICKING,
)

CHANNELS = Stated(
    frozenset(Channel),
    Text(
        id="Semua saluran yang pernah dipakai (asumsi: tidak ada aturan yang membatasinya)",
        en="Every channel that was ever used (assumption: no rule that restricts it is cited)",
    ),
)

ONE_PAYMENT = Stated(
    1,
    Text(
        id="Dibayar sekaligus (asumsi: tidak ada aturan yang dikutip)",
        en="Paid at once (assumption: no rule is cited)",
    ),
)

PERMENSOS_30_2017 = Edition(
    code="permensos-30-2017",
    name=Text(id="Era Permensos 30/2017", en="The era of Permensos 30/2017"),
    source=sources.PERMENSOS_30_2017,
    order=Stated(
        (
            "deportation",
            "homecoming",
            "rehabilitation",
            "guidance",
            "stimulus",
            "reintegration",
        ),
        Text(
            id="Sebagaimana dipraktikkan pada 2019; tahapan peraturan tidak tersedia (asumsi)",
            en="As practised in 2019; the stages of the regulation were not available (assumption)",
        ),
    ),
    requirements={
        TravelStarted: rules.escorted_where_needed,
        Enrolled: rules.returned_to_origin,
        Awarded: rules.eligible_2017,
        PaymentSent: rules.consent_recorded,
        GoodsHandedOver: rules.consent_recorded,
        ReintegrationConfirmed: rules.aid_received,
        LeftAgainstAdvice: rules.may_leave_against_advice,
        Closed: rules.nothing_unsettled,
    },
    eligibility=rules.eligible_2017,
    currency=IDR,
    channels=CHANNELS,
    tranches=ONE_PAYMENT,
    modules=words.MODULES_UNTIL_2023,
    needs=words.NEEDS,
    services=words.SERVICES,
    instruments=words.INSTRUMENTS,
    limits=LIMITS,
    cadences=CADENCES,
    risk_horizon_months=RISK_HORIZON,
    register_facts=(facts.adult,),
)

PERMENSOS_8_2023 = Edition(
    code="permensos-8-2023",
    name=Text(id="Permensos 8/2023", en="Permensos 8/2023"),
    source=sources.PERMENSOS_8_2023,
    order=Stated(
        (
            "deportation",
            "rehabilitation",
            "homecoming",
            "guidance",
            "stimulus",
            "reintegration",
        ),
        Text(
            id="Pemulangan setelah ditangani; letak bimbingan dan stimulan adalah asumsi",
            en="The return after handling; where guidance and stimulus stand is an assumption",
        ),
        sources.PERMENSOS_8_2023,
    ),
    requirements={
        NeedsAssessed: rules.agreed_first,
        PlanAgreed: rules.assessed_first,
        ServiceDelivered: rules.planned_first,
        TravelStarted: rules.safe_to_travel,
        HandedOver: rules.handled_or_into_care,
        Enrolled: rules.exploitation_indicated,
        Awarded: rules.eligible_2023,
        PaymentSent: rules.consent_recorded,
        GoodsHandedOver: rules.consent_recorded,
        ReintegrationConfirmed: rules.followed_up,
        LeftAgainstAdvice: rules.may_leave_against_advice,
        Closed: rules.nothing_unsettled,
    },
    eligibility=rules.eligible_2023,
    currency=IDR,
    channels=CHANNELS,
    tranches=ONE_PAYMENT,
    modules=words.LATER_MODULES,
    needs=words.NEEDS,
    services=words.SERVICES,
    instruments=words.INSTRUMENTS,
    limits=LIMITS,
    cadences=CADENCES,
    risk_horizon_months=RISK_HORIZON,
    register_facts=(facts.adult,),
)
