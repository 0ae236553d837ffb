"""The Ministry's rules, each with its source; a rule without one is an assumption, and says so.

Sources that are articles of the press show how a round was held. That the same is *required* is
our reading: the text of Permensos 30/2017 on conditions was not available.
"""

from __future__ import annotations

from reintegra.chain import facts, fitting
from reintegra.policies.kemensos import sources
from reintegra.rules import Rule, all_of
from reintegra.vocabulary.texts import Text

recorded_as_wni_mkpo: Rule = Rule(
    "recorded-as-wni-mkpo",
    facts.recorded_as_wni_mkpo.is_true,
    Text(id="Tercatat sebagai WNI M-KPO", en="Is recorded as WNI M-KPO"),
    sources.LOMBOK,
)
returned_to_origin: Rule = Rule(
    "returned-to-origin",
    facts.returned_to_origin.is_true,
    Text(id="Sudah dipulangkan ke daerah asal", en="Has returned to the area of origin"),
    sources.LOMBOK,
)
guidance_attended: Rule = Rule(
    "guidance-attended",
    facts.guidance_attended.is_true,
    Text(
        id="Mengikuti bimbingan sosial (bahwa satu sesi cukup adalah asumsi)",
        en="Has attended social guidance (that one session is enough is an assumption)",
    ),
    sources.LOMBOK,
)
own_account: Rule = Rule(
    "own-account",
    facts.own_account.is_true | fitting.no_own_account_needed.is_true,
    Text(
        id="Memiliki rekening sendiri, bila bantuan dibayarkan ke rekening itu "
        "(bahwa saluran lain tidak memerlukannya adalah asumsi)",
        en="Has an own account, where the aid is paid into it "
        "(that other channels need none is an assumption)",
    ),
    sources.LOMBOK,
)
consent_recorded: Rule = Rule(
    "consent-recorded",
    facts.consent.is_true,
    Text(
        id="Persetujuan tercatat (asumsi: tidak ada aturan yang dikutip)",
        en="Consent is recorded (assumption: no rule is cited)",
    ),
)
adult: Rule = Rule(
    "adult",
    facts.adult.is_true,
    Text(
        id="Berumur sekurang-kurangnya 18 tahun (asumsi: tidak ada aturan yang dikutip)",
        en="Is at least 18 years old (assumption: no rule is cited)",
    ),
)
case_open: Rule = Rule(
    "case-open",
    facts.case_open.is_true,
    Text(
        id="Kasus masih berjalan (asumsi: tidak ada aturan yang dikutip)",
        en="The case is open (assumption: no rule is cited)",
    ),
)
not_found_not_to_be_a_victim: Rule = Rule(
    "not-determined-otherwise",
    facts.determined_not_a_victim.is_false,
    Text(
        id="Tidak ditetapkan sebagai bukan korban (asumsi: tidak ada aturan yang dikutip)",
        en="Is not determined not to be a victim (assumption: no rule is cited)",
    ),
)
exploitation_indicated: Rule = Rule(
    "exploitation-indicated",
    facts.exploitation_indicated.is_true,
    Text(
        id="Asesmen pekerja sosial mengindikasikan eksploitasi (bahwa syarat ini berlaku pada "
        "pendaftaran bimbingan dan penetapan bantuan, tidak sebelumnya, adalah asumsi)",
        en="An assessment by a social worker indicates exploitation (that this is required at "
        "enrolment and award, and not before, is an assumption)",
    ),
    sources.PERMENSOS_8_2023,
)


def _assumed_since_2023(rule: Rule) -> Rule:
    """The rule of 2017 carried on: nothing cited says that it still holds."""
    text = Text(
        id=f"{rule.text.id} (asumsi: diteruskan dari era sebelumnya)",
        en=f"{rule.text.en} (assumption: carried on from the era before)",
    )
    return Rule(rule.code, rule.condition, text)


eligible_2017: Rule = all_of(
    case_open,
    recorded_as_wni_mkpo,
    not_found_not_to_be_a_victim,
    returned_to_origin,
    guidance_attended,
    own_account,
    consent_recorded,
    fitting.only_once_for_a_purpose,
    adult,
    code="eligible-for-stimulus",
    text=Text(
        id="Memenuhi syarat bantuan stimulan usaha",
        en="Is eligible for the business stimulus",
    ),
)
eligible_2023: Rule = all_of(
    case_open,
    exploitation_indicated,
    not_found_not_to_be_a_victim,
    _assumed_since_2023(returned_to_origin),
    _assumed_since_2023(guidance_attended),
    _assumed_since_2023(own_account),
    consent_recorded,
    fitting.only_once_for_a_purpose,
    adult,
    code="eligible-for-stimulus",
    text=eligible_2017.text,
)

escorted_where_needed: Rule = Rule(
    "escorted-where-needed",
    fitting.escorted.is_true | (facts.adult.is_true & facts.health_problem.is_false),
    Text(
        id="Anak, dan orang dewasa dengan masalah kesehatan, dikawal pendamping",
        en="Children, and adults with medical or psychological problems, are escorted",
    ),
    sources.TRAINING_MODULE_6,
)
no_legal_case_pending: Rule = Rule(
    "no-legal-case-pending",
    fitting.no_legal_case_pending.is_true,
    Text(
        id="Pulang paksa hanya tanpa perkara hukum yang berjalan",
        en="A return against advice is allowed only without a pending legal case",
    ),
    sources.PPT_PROCEDURE,
)
family_statement_where_needed: Rule = Rule(
    "family-statement-where-needed",
    facts.adult.is_true | fitting.family_statement_given.is_true,
    Text(
        id="Bagi anak ada pernyataan bahwa keluarga telah menerimanya (prosedur memintanya juga "
        "bagi orang dewasa yang tidak mampu memutuskan)",
        en="For a child there is a statement that the family has received it (the procedure asks "
        "it also for adults unable to decide)",
    ),
    sources.PPT_PROCEDURE,
)
may_leave_against_advice: Rule = all_of(
    no_legal_case_pending,
    family_statement_where_needed,
    code="may-leave-against-advice",
    text=Text(
        id="Tanpa perkara hukum yang berjalan, dan bagi anak dengan pernyataan keluarga",
        en="Without a pending legal case, and for a child with the statement of the family",
    ),
)
nothing_unsettled: Rule = Rule(
    "nothing-unsettled",
    facts.award_open.is_false,
    Text(
        id="Tidak ada bantuan yang belum tuntas (asumsi: tidak ada aturan yang dikutip)",
        en="No award is unsettled (assumption: no rule is cited)",
    ),
)
aid_received: Rule = Rule(
    "aid-received",
    facts.aid_received.is_true | facts.rehabilitation_completed.is_true,
    Text(
        id="Bantuan diterima atau rehabilitasi selesai (asumsi: tidak ada aturan yang dikutip)",
        en="Aid was received or rehabilitation completed (assumption: no rule is cited)",
    ),
)
followed_up: Rule = Rule(
    "followed-up",
    facts.followed_up.is_true,
    Text(
        id="Pemantauan mendahului terminasi: sudah ditemui dalam kunjungan",
        en="Monitoring comes before termination: was met on a follow-up visit",
    ),
    sources.PERMENSOS_8_2023,
)
agreed_first: Rule = Rule(
    "agreed-first",
    facts.agreement_signed.is_true,
    Text(
        id="Kesepakatan bersama (tahap 2) mendahului asesmen (tahap 3) "
        "(bahwa urutan ini mengikat adalah asumsi)",
        en="Mutual agreement (stage 2) comes before assessment (stage 3) "
        "(that the order binds is an assumption)",
    ),
    sources.PERMENSOS_8_2023,
)
assessed_first: Rule = Rule(
    "assessed-first",
    facts.agreement_signed.is_true & facts.needs_assessed.is_true,
    Text(
        id="Kesepakatan dan asesmen (tahap 2 dan 3) mendahului perencanaan (tahap 4) "
        "(bahwa urutan ini mengikat adalah asumsi)",
        en="Agreement and assessment (stages 2 and 3) come before planning (stage 4) "
        "(that the order binds is an assumption)",
    ),
    sources.PERMENSOS_8_2023,
)
planned_first: Rule = Rule(
    "planned-first",
    facts.plan_agreed.is_true | facts.endangered.is_true,
    Text(
        id="Perencanaan (tahap 4) mendahului pelaksanaan (tahap 5), kecuali bagi yang terancam "
        "trauma atau penyakit (bahwa urutan ini mengikat, dan pengecualiannya, adalah asumsi)",
        en="Planning (stage 4) comes before implementation (stage 5), except where trauma or "
        "illness endangers the person (that the order binds, and the exception, are assumptions)",
    ),
    sources.PERMENSOS_8_2023,
)
handled_first: Rule = Rule(
    "handled-first",
    facts.service_given.is_true,
    Text(
        id="Pemulangan dilakukan setelah yang bersangkutan ditangani",
        en="The return comes only after the person has been handled",
    ),
    sources.PERMENSOS_8_2023,
)
handled_or_into_care: Rule = Rule(
    "handled-or-into-care",
    facts.service_given.is_true | fitting.into_care.is_true,
    Text(
        id="Pemulangan dilakukan setelah yang bersangkutan ditangani; serah terima ke layanan "
        "sosial bukan pemulangan (bahwa demikian adalah asumsi)",
        en="The return comes only after the person has been handled; a handover to the social "
        "service is no return (that this is so is an assumption)",
    ),
    sources.PERMENSOS_8_2023,
)
safe_to_travel: Rule = all_of(
    handled_first,
    escorted_where_needed,
    code="safe-to-travel",
    text=Text(
        id="Sudah ditangani, dan dikawal bila perlu",
        en="Has been handled, and is escorted where needed",
    ),
)
