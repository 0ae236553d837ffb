"""How the content of an event fits the case and the policy: facts and rules that rows refer to.

Each fact is true when the event fits. A rule only ever asks for its being true, so that "some
event of this type is possible" is the same as judging with all of them true.
"""

from __future__ import annotations

from reintegra.rules import Fact, Rule
from reintegra.vocabulary.texts import Text


def _fit(code: str, fact: Text, rule: Text) -> tuple[Fact[bool], Rule]:
    fitting = Fact(code.replace("-", "_"), bool, fact)
    return fitting, Rule(code, fitting.is_true, rule)


same_case, only_this_case = _fit(
    "same-case",
    Text(id="Peristiwa milik kasus ini", en="The event belongs to this case"),
    Text(
        id="Peristiwa kasus lain tidak dapat dicatat di sini",
        en="An event of another case cannot be recorded here",
    ),
)
new_event, only_once = _fit(
    "new-event",
    Text(id="Peristiwa belum tercatat", en="The event is not on record yet"),
    Text(
        id="Peristiwa yang sama tidak dicatat dua kali",
        en="The same event is not recorded twice",
    ),
)
not_before_opening, only_after_the_opening = _fit(
    "not-before-opening",
    Text(id="Peristiwa tidak mendahului awal kasus", en="The event is not before the case began"),
    Text(
        id="Peristiwa tidak dapat mendahului peristiwa pertama kasus",
        en="An event cannot be dated before the first event of its case",
    ),
)
in_order, only_in_order = _fit(
    "in-order",
    Text(
        id="Peristiwa tidak mendahului yang terakhir pada tahapnya",
        en="The event is not before the latest of its stage",
    ),
    Text(
        id="Peristiwa tidak dapat mendahului yang terakhir pada tahapnya, "
        "dan akhir kasus tidak mendahului peristiwa apa pun",
        en="An event cannot be dated before the latest of its stage, nor an ending before anything",
    ),
)
opens_a_case, only_as_the_first = _fit(
    "opens-a-case",
    Text(id="Peristiwa membuka kasus", en="The event opens a case"),
    Text(
        id="Deportasi berikutnya membuka kasus baru",
        en="A later deportation opens another case",
    ),
)
instrument_known, only_known_instruments = _fit(
    "instrument-known",
    Text(
        id="Instrumen dan butirnya dikenal kebijakan",
        en="The policy knows the instrument and its items",
    ),
    Text(
        id="Hanya instrumen dan butir yang dikenal kebijakan yang dapat dicatat",
        en="Only instruments and items that the policy knows can be recorded",
    ),
)
needs_known, only_known_needs = _fit(
    "needs-known",
    Text(id="Kebutuhan dikenal kebijakan", en="The policy knows the needs"),
    Text(
        id="Hanya kebutuhan yang dikenal kebijakan yang dapat dicatat",
        en="Only needs that the policy knows can be recorded",
    ),
)
service_known, only_known_services = _fit(
    "service-known",
    Text(id="Layanan dikenal kebijakan", en="The policy knows the service"),
    Text(
        id="Hanya layanan yang dikenal kebijakan yang dapat dicatat",
        en="Only services that the policy knows can be recorded",
    ),
)
module_known, only_known_modules = _fit(
    "module-known",
    Text(id="Modul bimbingan dikenal kebijakan", en="The policy knows the guidance module"),
    Text(
        id="Hanya modul bimbingan yang dikenal kebijakan yang dapat dicatat",
        en="Only guidance modules that the policy knows can be recorded",
    ),
)
award_permitted, only_permitted_awards = _fit(
    "award-permitted",
    Text(
        id="Saluran, mata uang dan tahap bantuan sesuai kebijakan",
        en="Channel, currency and tranches of the award are those of the policy",
    ),
    Text(
        id="Saluran, mata uang dan tahap bantuan harus sesuai kebijakan",
        en="Channel, currency and tranches of an award must be those of the policy",
    ),
)
account_ready, only_into_a_known_account = _fit(
    "account-ready",
    Text(
        id="Rekening penerima tercatat bila saluran memerlukannya",
        en="An account is on record where the channel needs one",
    ),
    Text(
        id="Bantuan ke rekening sendiri memerlukan rekening yang tercatat",
        en="An award into the own account needs an account on record",
    ),
)
not_given_before, only_once_for_a_purpose = _fit(
    "not-given-before",
    Text(
        id="Belum pernah diberikan untuk tujuan dan masa yang sama",
        en="Not yet given for the same purpose and period",
    ),
    Text(
        id="Bantuan diberikan sekali untuk tujuan dan masa yang sama",
        en="Aid is given once for the same purpose and period",
    ),
)
payment_fits, only_the_payment_due = _fit(
    "payment-fits",
    Text(
        id="Nomor, jumlah dan rekening sesuai dengan bantuan",
        en="Number, amount and account are those of the award",
    ),
    Text(
        id="Pembayaran harus sesuai dengan bantuan: nomor, jumlah dan rekening",
        en="A payment must fit its award: number, amount and account",
    ),
)
use_fits, only_what_was_paid = _fit(
    "use-fits",
    Text(
        id="Jumlah yang dipertanggungjawabkan tidak melebihi yang dibayarkan",
        en="The amount accounted for is not above what was paid",
    ),
    Text(
        id="Yang dipertanggungjawabkan tidak dapat melebihi yang dibayarkan",
        en="No more can be accounted for than was paid",
    ),
)
escorted = Fact(
    "escorted", bool, Text(id="Perjalanan dikawal pendamping", en="The trip is escorted")
)
"""Whether somebody escorts the person on this leg."""
no_legal_case_pending = Fact(
    "no_legal_case_pending",
    bool,
    Text(id="Tidak ada perkara hukum yang berjalan", en="No legal case is pending"),
)
"""Whether the case conference found that no legal case is pending."""
earlier_tranches_accounted = Fact(
    "earlier_tranches_accounted",
    bool,
    Text(
        id="Tahap sebelumnya sudah dipertanggungjawabkan",
        en="Earlier tranches are accounted for",
    ),
)
"""Whether all that was paid of the award before has been accounted for."""
