"""Where the Ministry's values stand. Articles are observed practice, never quoted as law."""

from __future__ import annotations

from reintegra.vocabulary.sources import Source

LOMBOK = Source(
    "ANTARA, 31 October 2019 (observed practice)",
    address="https://m.antaranews.com/amp/berita/1141095/kemensos-beri-bimbingan-bagi-wni-korban-perdagangan-orang",
)
CILACAP = Source(
    "harian7, November 2018 (observed practice)",
    address="https://harian7.com/2018/11/kemensos-ri-beri-bimbingan-mantan-tki-agar-terhindar-human-trafficking.html",
)
LANGSA = Source(
    "mediarealitas, December 2018 (observed practice)",
    address="http://mediarealitas.com/ratusan-mantan-tki-diberikan-bimbingan-kemensos-ri-agar-tidak-terjebak-human-trafficking/",
)
MAJALENGKA = Source(
    "Radar Majalengka, September 2019 (observed practice)",
    address="https://radarmajalengka.disway.id/read/225281/kemensos-cegah-tki-kembali-merantau",
)
MAJALENGKA_MINISTRY = Source(
    "Kemensos on Majalengka, 2019 (observed practice)",
    address="https://kemensos.go.id/edi-suharto-nyatakan-upaya-strategis-penanganan-wni-m-kpo",
)
SAMBAS = Source(
    "insidepontianak, October 2019 (observed practice)",
    address="https://insidepontianak.com/2019/10/11/bmi-sambas-eks-korban-trafficking-dapat-bimbingan-sosial/",
)
KUPANG = Source(
    "nttonlinenow, November 2019 (observed practice)",
    address="https://www.nttonlinenow.com/new-2016/2019/11/13/cegah-kembali-retraffick-tki-kemensos-dan-rumah-perempuan-lakukan-bimsos-bagi-mantan-tki/",
)
MAJALENGKA_AND_KUPANG = Source(
    "Press on Majalengka and on Kupang, 2019; which of the two is not known (observed practice)"
)
KUPANG_2023 = Source(
    "Kemensos on Kupang, 2023 (observed practice)",
    address="https://kemensos.go.id/index.php/berita-foto-kementerian-sosial/menteri-sosial/mensos-berikan-penguatan-dan-dengarkan-harapan-22-korban-tppo-di-kupang",
)
SHELTERS = Source("Reports on shelters (RPTC), 2017 to 2022 (observed practice)")
CIREBON = Source(
    "citrust, December 2019 (observed practice)",
    address="https://www.citrust.id/tumbuhkan-kemandirian-wni-migran-dan-korban-trafficking-di-negeri-sendiri.html",
)
PENA = Source(
    "Kemensos on PENA, 2024 (observed practice)",
    address="https://kemensos.go.id/en/social-affairs-minister-provides-entrepreneurship-training-for-human-trafficking-victims",
)

PERMENSOS_30_2017 = Source(
    "Permensos 30/2017",
    address="https://id.scribd.com/document/710124341/PERMENSOS-NOMOR-30-TAHUN-2017",
)
PERMENSOS_8_2023 = Source(
    "Permensos 8/2023",
    address="https://pro.hukumonline.com/a/lt65b07a4b7b462/handling-of-human-trafficking-and-problematic-indonesian-migrant-workers-regulated/",
)
UU_21_2007_52 = Source(
    "UU 21/2007",
    "article 52",
    "https://text-id.123dok.com/document/myjvnmx6y-pencegahan-dan-penanganan-produkhukum-dalamnegri.html",
)
UU_21_2007_53 = Source(
    "UU 21/2007",
    "article 53",
    "https://text-id.123dok.com/document/myjvnmx6y-pencegahan-dan-penanganan-produkhukum-dalamnegri.html",
)
TRAINING_MODULE_6 = Source(
    "Training module 6, return and reintegration",
    address="https://slideplayer.info/slide/16112312/",
)
PPT_PROCEDURE = Source(
    "PPT procedure, chapter on return",
    address="https://123dok.com/article/prosedur-pemulangan-pelayanan-pemulangan.y4x6k0rz",
)
REHABILITATION_SERVICES = Source(
    "Kawan PMI briefing, services of rehabilitation",
    address="https://id.scribd.com/presentation/681915721/Pembekalan-Kawan-PMI-dan-Perwira-PMI",
)
IOM_DTM = Source(
    "IOM DTM indication survey",
    address="https://www.iom.int/news/iom-launches-survey-human-trafficking-and-exploitation-prevalence-eastern-mediterranean-migrant-routes",
)
IOM_RETRAFFICKING = Source(
    "IOM 2010, causes and consequences of re-trafficking (evidence, not a rule)",
    address="https://publications.iom.int/books/causes-and-consequences-re-trafficking-evidence-iom-human-trafficking-database",
)
