"""Recognise a query by a person in distress, so that help stands above the results.

It errs on the side of showing the card, which costs other readers one glance. Words of the field alone (trẻ em,
hotline, xâm hại, bạo lực) do not trigger it; what people say or ask about themselves does.
"""

from hub.i18n.vietnamese import fold
from hub.search.query.text import words

# Folded: without marks, so that they match however they are typed.
VIETNAMESE = (
    # threats, extortion, pictures
    "tong tien, toi tinh, bi de doa, bi doa, bi ham doa, bi ep, bi khong che, doa tung, doa gui, doa dang, doa dua anh, doa phat tan, gui anh, "
    "doi anh, tung anh, tung clip, tung video, tung hinh, lo anh, lo hinh, lo clip, lo video, bi lo, anh nong, clip nong, hinh nong, anh nude, "
    "anh khoa than, anh nhay cam, clip nhay cam, anh cua toi, hinh cua toi, video cua toi, anh cua em, anh cua con, bi phat tan, phat tan anh, "
    "bi ghep anh, bi ghep mat, bi quay len, bi quay lai, bi chup len, bi hack, bi lua, bi du do, bi ru re, "
    # violence
    "bi xam hai, bi lam dung, bi hiep, bi cuong hiep, bi sam so, bi so soang, bi danh, bi bao hanh, bi chong, chong danh, bo danh, me danh, "
    "nguoi yeu cu, bi quay roi, bi theo doi, bi bam duoi, bi bat nat, bi mua ban, bi ban, bi nhot, "
    # despair
    "tu tu, tu sat, tu hai, tu lam dau, rach tay, muon chet, khong muon song, chan song, muon bien mat, "
    # asking
    "ai giup, giup toi, giup em, giup minh, giup con, giup voi, can giup, nho giup, cuu toi, cuu em, cuu voi, cau cuu, keu cuu, "
    "goi cho ai, goi so nao, goi ai, noi voi ai, noi cho ai, ke cho ai, tim ho tro, can ho tro, can nguoi noi chuyen, toi so, em so, so qua, "
    "toi phai lam gi, em phai lam gi, phai lam sao, lam sao bay gio, so dien thoai khan cap"
)
ENGLISH = (
    "help, helpline, sos, emergency, sextortion, blackmail, blackmailed, blackmailing, extorted, threatened, threatening, threatens, "
    "being threatened, leaked, leak my, leaking my, share my, shared my, send my, sent my, post my, posted my, spread my, my photo, my photos, "
    "my picture, my pictures, my video, my nudes, my nude, nudes, naked photo, naked photos, naked picture, naked pictures, revenge porn, "
    "my ex, my boyfriend, my husband, my partner, my father, my stepfather, my uncle, my teacher, "
    "abused, abusing me, raped, assaulted, molested, groped, beaten, hits me, beats me, hit me, hurts me, hurt me, touched me, groomed, "
    "stalked, stalking me, following me, bullied, harassed, harassing me, trafficked, hacked, scammed, trapped, "
    "suicide, suicidal, kill myself, killing myself, hurt myself, cut myself, self harm, want to die, end my life, "
    "who can i talk, who can i tell, who can i call, who to call, someone to talk, somebody to talk, what should i do, what do i do, i am scared, "
    "i m scared, im scared, i am afraid, afraid of"
)
NEEDS = tuple(need.strip() for need in f"{VIETNAMESE}, {ENGLISH}".split(","))


def needs_help(query: str) -> bool:
    """Tell whether a query has words of a person in distress; whole words, with or without marks."""
    said = f" {' '.join(map(fold, words(query)))} "
    return any(f" {need} " in said for need in NEEDS)
