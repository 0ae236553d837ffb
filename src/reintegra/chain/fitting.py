"""How the content of an event fits the case and the policy: facts and rules that rows refer to.

Each fact is true when the event fits. A rule only ever asks for its being true, so that "some
event of this type is possible" is the same as judging with all of them true.
"""

from __future__ import annotations

from reintegra.rules import Fact, Rule
from reintegra.vocabulary.texts import Text


def _fact(name: str, text: Text) -> Fact[bool]:
    return Fact(name, bool, text)


def _rule(fact: Fact[bool], text: Text) -> Rule:
    return Rule(fact.name.replace("_", "-"), fact.is_true, text)


same_case: Fact[bool] = _fact(
    "same_case",
    Text(id="Peristiwa milik kasus dan orang ini", en="The event belongs to this case and person"),
)
only_this_case: Rule = _rule(
    same_case,
    Text(
        id="Peristiwa kasus atau orang lain tidak dapat dicatat di sini",
        en="An event of another case or person cannot be recorded here",
    ),
)
new_event: Fact[bool] = _fact(
    "new_event", Text(id="Peristiwa belum tercatat", en="The event is not on record yet")
)
only_once: Rule = _rule(
    new_event,
    Text(
        id="Peristiwa yang sama tidak dicatat dua kali",
        en="The same event is not recorded twice",
    ),
)
not_before_opening: Fact[bool] = _fact(
    "not_before_opening",
    Text(id="Peristiwa tidak mendahului awal kasus", en="The event is not before the case began"),
)
only_after_the_opening: Rule = _rule(
    not_before_opening,
    Text(
        id="Peristiwa tidak dapat mendahului peristiwa pertama kasus",
        en="An event cannot be dated before the first event of its case",
    ),
)
in_order: Fact[bool] = _fact(
    "in_order",
    Text(
        id="Peristiwa tidak mendahului yang terakhir pada tahapnya",
        en="The event is not before the latest of its stage",
    ),
)
only_in_order: Rule = _rule(
    in_order,
    Text(
        id="Tanggal peristiwa tidak boleh mendahului yang terakhir pada tahapnya (kabar bank: saat "
        "pembayaran itu terakhir dikirim, diterima atau retur); akhir kasus selain kematian tidak "
        "boleh mendahului peristiwa apa pun",
        en="An event is not dated before the latest of its stage (what a bank reports: before that "
        "payment was last sent, received or returned); an ending other than death is not dated "
        "before any event",
    ),
)
opens_a_case: Fact[bool] = _fact(
    "opens_a_case", Text(id="Peristiwa membuka kasus", en="The event opens a case")
)
only_as_the_first: Rule = _rule(
    opens_a_case,
    Text(
        id="Deportasi berikutnya membuka kasus baru",
        en="A later deportation opens another case",
    ),
)
instrument_known: Fact[bool] = _fact(
    "instrument_known",
    Text(
        id="Instrumen, butir dan pilihannya dikenal kebijakan",
        en="The policy knows the instrument, its items and its options",
    ),
)
only_known_instruments: Rule = _rule(
    instrument_known,
    Text(
        id="Hanya instrumen, butir dan pilihan yang dikenal kebijakan yang dapat dicatat",
        en="Only instruments, items and options that the policy knows can be recorded",
    ),
)
needs_known: Fact[bool] = _fact(
    "needs_known", Text(id="Kebutuhan dikenal kebijakan", en="The policy knows the needs")
)
only_known_needs: Rule = _rule(
    needs_known,
    Text(
        id="Hanya kebutuhan yang dikenal kebijakan yang dapat dicatat",
        en="Only needs that the policy knows can be recorded",
    ),
)
service_known: Fact[bool] = _fact(
    "service_known", Text(id="Layanan dikenal kebijakan", en="The policy knows the service")
)
only_known_services: Rule = _rule(
    service_known,
    Text(
        id="Hanya layanan yang dikenal kebijakan yang dapat dicatat",
        en="Only services that the policy knows can be recorded",
    ),
)
module_known: Fact[bool] = _fact(
    "module_known",
    Text(id="Modul bimbingan dikenal kebijakan", en="The policy knows the guidance module"),
)
only_known_modules: Rule = _rule(
    module_known,
    Text(
        id="Hanya modul bimbingan yang dikenal kebijakan yang dapat dicatat",
        en="Only guidance modules that the policy knows can be recorded",
    ),
)
award_permitted: Fact[bool] = _fact(
    "award_permitted",
    Text(
        id="Saluran, mata uang dan tahap bantuan sesuai kebijakan",
        en="Channel, currency and tranches of the award are those of the policy",
    ),
)
only_permitted_awards: Rule = _rule(
    award_permitted,
    Text(
        id="Saluran, mata uang dan tahap bantuan harus sesuai kebijakan",
        en="Channel, currency and tranches of an award must be those of the policy",
    ),
)
account_ready: Fact[bool] = _fact(
    "account_ready",
    Text(
        id="Rekening penerima tercatat bila saluran memerlukannya",
        en="An account is on record where the channel needs one",
    ),
)
only_into_a_known_account: Rule = _rule(
    account_ready,
    Text(
        id="Bantuan ke rekening sendiri memerlukan rekening yang tercatat",
        en="An award into the own account needs an account on record",
    ),
)
not_given_before: Fact[bool] = _fact(
    "not_given_before",
    Text(
        id="Belum pernah diberikan untuk tujuan dan masa yang sama",
        en="Not yet given for the same purpose and period",
    ),
)
only_once_for_a_purpose: Rule = _rule(
    not_given_before,
    Text(
        id="Bantuan diberikan sekali untuk tujuan dan masa yang sama "
        "(asumsi: tidak ada aturan yang dikutip)",
        en="Aid is given once for the same purpose and period (assumption: no rule is cited)",
    ),
)
payment_fits: Fact[bool] = _fact(
    "payment_fits",
    Text(
        id="Nomor, jumlah dan rekening sesuai dengan bantuan",
        en="Number, amount and account are those of the award",
    ),
)
only_the_payment_due: Rule = _rule(
    payment_fits,
    Text(
        id="Pembayaran harus sesuai dengan bantuan: nomor, jumlah dan rekening",
        en="A payment must fit its award: number, amount and account",
    ),
)
use_fits: Fact[bool] = _fact(
    "use_fits",
    Text(
        id="Jumlahnya tidak melebihi yang masih harus dipertanggungjawabkan, dan buktinya belum "
        "dihitung",
        en="The amount is not above what is still to be accounted for, and its document does not "
        "count yet",
    ),
)
only_what_was_paid: Rule = _rule(
    use_fits,
    Text(
        id="Yang dipertanggungjawabkan tidak dapat melebihi yang diterima, tidak kembali, dan "
        "belum dipertanggungjawabkan; satu bukti hanya dihitung sekali untuk satu bantuan, "
        "selama tidak seluruh uangnya kembali",
        en="No more can be accounted for than was received, did not go back, and is not accounted "
        "for yet; one document counts once for an award, as long as not all of its money went "
        "back",
    ),
)
proof_fits: Fact[bool] = _fact(
    "proof_fits",
    Text(
        id="Bukti sesuai dengan saluran bantuan",
        en="The proof is that of the channel of the award",
    ),
)
only_with_its_proof: Rule = _rule(
    proof_fits,
    Text(
        id="Setiap saluran memerlukan buktinya sendiri (asumsi: tidak ada aturan yang dikutip)",
        en="Each channel needs its own proof (assumption: no rule is cited)",
    ),
)
reduction_fits: Fact[bool] = _fact(
    "reduction_fits",
    Text(
        id="Sisa yang akan dibayar menjadi kurang, tanpa tambahan tahap",
        en="What is still to be paid becomes less, in no more tranches",
    ),
)
only_to_less: Rule = _rule(
    reduction_fits,
    Text(
        id="Hanya sisa bantuan yang belum dibayar yang dapat dikurangi, tanpa tambahan tahap",
        en="Only what is still to be paid of an award can be reduced, in no more tranches",
    ),
)
paying_back_fits: Fact[bool] = _fact(
    "paying_back_fits",
    Text(
        id="Yang dikembalikan tidak melebihi pembayaran yang masih dipegang penerima, dan buktinya "
        "baru untuk pembayaran itu",
        en="What is paid back is not above what the person holds of the payment, and its document "
        "is new for that payment",
    ),
)
only_what_was_received: Rule = _rule(
    paying_back_fits,
    Text(
        id="Yang dikembalikan tidak dapat melebihi yang masih dipegang dari pembayaran itu; satu "
        "bukti hanya dihitung sekali untuk satu pembayaran",
        en="No more can be paid back than is still held of that payment; one document counts once "
        "for a payment",
    ),
)
cancellation_fits: Fact[bool] = _fact(
    "cancellation_fits",
    Text(
        id="Masih ada yang akan dibayar, atau penerima tidak memegang apa pun dari bantuan itu",
        en="Something is still to be paid, or the person holds nothing of the award",
    ),
)
only_while_not_held: Rule = _rule(
    cancellation_fits,
    Text(
        id="Bantuan yang sudah diterima seluruhnya hanya dapat dibatalkan bila semuanya telah "
        "dikembalikan",
        en="An award that was received in full can be cancelled only once all of it was paid back",
    ),
)
escorted: Fact[bool] = _fact(
    "escorted", Text(id="Perjalanan dikawal pendamping", en="The trip is escorted")
)
"""Whether somebody escorts the person on this leg."""
no_legal_case_pending: Fact[bool] = _fact(
    "no_legal_case_pending",
    Text(id="Tidak ada perkara hukum yang berjalan", en="No legal case is pending"),
)
"""Whether the case conference found that no legal case is pending."""
family_statement_given: Fact[bool] = _fact(
    "family_statement_given",
    Text(
        id="Ada pernyataan keluarga telah menerima yang bersangkutan",
        en="The family states that it has received the person",
    ),
)
"""Whether the statement of the family is on record with a return against advice."""
closing_reason_fits: Fact[bool] = _fact(
    "closing_reason_fits",
    Text(
        id="Alasan penutupan sesuai dengan yang tercatat",
        en="The reason of closing agrees with what is on record",
    ),
)
only_for_a_closing_reason: Rule = _rule(
    closing_reason_fits,
    Text(
        id="Alasan penutupan harus sesuai dengan yang tercatat pada kasus",
        en="The reason of closing must agree with what is on record of the case",
    ),
)
reopening_reason_fits: Fact[bool] = _fact(
    "reopening_reason_fits",
    Text(
        id="Alasan pembukaan kembali sesuai dengan status kasus",
        en="The reason of reopening agrees with the status of the case",
    ),
)
only_for_a_reopening_reason: Rule = _rule(
    reopening_reason_fits,
    Text(
        id="Setelah tercatat meninggal, kasus hanya dibuka kembali bila keliru ditutup",
        en="After a death on record a case is reopened only if it was closed in error",
    ),
)
earlier_tranches_accounted: Fact[bool] = _fact(
    "earlier_tranches_accounted",
    Text(
        id="Tahap sebelumnya sudah dipertanggungjawabkan",
        en="Earlier tranches are accounted for",
    ),
)
"""Whether all that the person has received of the award, and that did not go back, is accounted
for.
"""
no_own_account_needed: Fact[bool] = _fact(
    "no_own_account_needed",
    Text(
        id="Bantuan sampai tanpa rekening sendiri",
        en="The aid arrives without an own account",
    ),
)
"""Whether the channel of an award is another than the own account."""
into_care: Fact[bool] = _fact(
    "into_care",
    Text(id="Diserahkan ke layanan sosial", en="Handed over to the social service"),
)
"""Whether a handover leads into the care of the social service, and not home."""
