"""What a rule may ask about a case.

Each of these is answered from the records of the case as they stood on the day that is asked
about (`reintegra.chain.asking`). What would be an event of this case and is not on record is a
"no": no agreement, no service, no award, no determination, no session of guidance. What has to be
asked of the person, or found out about them, is `Missing` until it is: the label, the way home,
account and consent, health, the finding of an assessment, and, where nobody has requested
services, whether the person is endangered.

What the embedder's register must answer, because events hold no personal data, stands last. Facts
about the content of an event stand in `reintegra.chain.fitting`.
"""

from __future__ import annotations

from reintegra.rules import Fact
from reintegra.vocabulary.texts import Text


def _fact(name: str, indonesian: str, english: str) -> Fact[bool]:
    return Fact(name, bool, Text(id=indonesian, en=english))


recorded_as_wni_mkpo: Fact[bool] = _fact(
    "recorded_as_wni_mkpo", "Tercatat sebagai WNI M-KPO", "Recorded as WNI M-KPO"
)
returned_to_origin: Fact[bool] = _fact(
    "returned_to_origin", "Sudah kembali ke daerah asal", "Back in the area of origin"
)
guidance_attended: Fact[bool] = _fact(
    "guidance_attended", "Mengikuti bimbingan sosial", "Attended social guidance"
)
guidance_completed: Fact[bool] = _fact(
    "guidance_completed", "Menyelesaikan bimbingan sosial", "Completed social guidance"
)
own_account: Fact[bool] = _fact("own_account", "Memiliki rekening sendiri", "Has an own account")
consent: Fact[bool] = _fact("consent", "Persetujuan diberikan", "Consent given")
exploitation_indicated: Fact[bool] = _fact(
    "exploitation_indicated",
    "Asesmen mengindikasikan eksploitasi",
    "An assessment indicates exploitation",
)
determined_not_a_victim: Fact[bool] = _fact(
    "determined_not_a_victim", "Ditetapkan bukan korban", "Determined not to be a victim"
)
health_problem: Fact[bool] = _fact(
    "health_problem", "Ada masalah kesehatan", "Has a medical or psychological problem"
)
endangered: Fact[bool] = _fact(
    "endangered", "Terancam trauma atau penyakit", "Endangered by trauma or illness"
)
agreement_signed: Fact[bool] = _fact(
    "agreement_signed", "Kesepakatan ditandatangani", "Agreement signed"
)
needs_assessed: Fact[bool] = _fact("needs_assessed", "Kebutuhan diasesmen", "Needs assessed")
plan_agreed: Fact[bool] = _fact("plan_agreed", "Rencana layanan disepakati", "Service plan agreed")
service_given: Fact[bool] = _fact("service_given", "Layanan sudah diberikan", "A service was given")
rehabilitation_completed: Fact[bool] = _fact(
    "rehabilitation_completed", "Rehabilitasi sosial selesai", "Rehabilitation completed"
)
award_open: Fact[bool] = _fact(
    "award_open", "Ada bantuan yang belum tuntas", "An award is not settled"
)
aid_received: Fact[bool] = _fact("aid_received", "Bantuan diterima", "Aid received")
followed_up: Fact[bool] = _fact(
    "followed_up", "Sudah ditemui dalam kunjungan", "Met on a follow-up visit"
)
case_open: Fact[bool] = _fact("case_open", "Kasus berjalan", "The case is open")

adult: Fact[bool] = _fact(
    "adult",
    "Sudah berumur 18 tahun pada hari itu (dari register)",
    "Has reached 18 years on that day (from the register)",
)
"""Asked of the register: birth dates are not in events."""

CASE_FACTS: tuple[Fact[bool], ...] = (
    recorded_as_wni_mkpo,
    returned_to_origin,
    guidance_attended,
    guidance_completed,
    own_account,
    consent,
    exploitation_indicated,
    determined_not_a_victim,
    health_problem,
    endangered,
    agreement_signed,
    needs_assessed,
    plan_agreed,
    service_given,
    rehabilitation_completed,
    award_open,
    aid_received,
    followed_up,
    case_open,
)
"""All facts that are answered from the records of a case."""
