"""What looks unfinished, or is not meant for readers, is flagged where it stands."""

from __future__ import annotations

import pytest

from publisher.networks.x.limits import X
from publisher.split import find_cautions
from publisher.thread.counting import warnings_of

KINDS = {"placeholder", "template", "note", "inside link", "phone"}
FLAGGED = [
    ("Rents: TK headline, explained", "TK"),
    ("said NAME TK, a tenant", "TK"),
    ("It cost TKTK euros", "TKTK"),
    ("Rents rise XX per cent", "XX"),
    ("Rents rise by XX%", "XX"),
    ("It cost $XX million", "$XX"),
    ("He is XXX years old", "XXX"),
    ("TODO add a quote", "TODO"),
    ("Fifty flats. [CHECK WITH LEGAL]", "[CHECK WITH LEGAL]"),
    ("Fifty flats [check with Ann]", "[check with Ann]"),
    ("Fifty flats [?] get cheaper", "[?]"),
    ("Fifty flats (??) get cheaper", "(??)"),
    ("Fifty flats [Name TK]", "[Name TK]"),
    ("Lorem ipsum dolor", "Lorem ipsum"),
    ("{{ pullquote }} See more", "{{ pullquote }}"),
    ("{% include x %} See more", "{% include x %}"),
    ("<!-- do not publish -->", "<!-- do not publish -->"),
    ("[a]check this with Ann", "[a]"),
    ("fifty[b] flats", "[b]"),
    ("It rose[^1].", "[^1]"),
    ("See http://localhost:3000/draft", "http://localhost:3000/draft"),
    ("See http://127.0.0.1/x", "http://127.0.0.1/x"),
    ("See https://news.local/a", "https://news.local/a"),
    ("See https://staging.example.org/a", "https://staging.example.org/a"),
    ("See https://www-dev.example.org/a", "https://www-dev.example.org/a"),
    ("See https://docs.google.com/document/d/abc/edit now", "https://docs.google.com/document/d/abc/edit"),
    ("See https://example.org/wp-admin/post.php", "https://example.org/wp-admin/post.php"),
    ("See https://example.org/?p=12&preview=true", "https://example.org/?p=12&preview=true"),
    ("See https://example.org/posts/12/edit", "https://example.org/posts/12/edit"),
    ("Call Sam on 07700 900123", "07700 900123"),
    ("Call +1 555 0100 now", "+1 555 0100"),
    ("Call (020) 7946 0018", "(020) 7946 0018"),
    ("Call 555-010-0199", "555-010-0199"),
    ("Call 1-555-010-0199", "1-555-010-0199"),
    ("Call 555.010.0199", "555.010.0199"),
    ("Appelez le 01 23 45 67 89", "01 23 45 67 89"),
    ("Tél. : 1234 5678", "Tél. : 1234 5678"),
    ("Telefon 12 34 56 78", "Telefon 12 34 56 78"),
    ("Teléfono: 912 345 678", "Teléfono: 912 345 678"),
    ("Тел. 123-45-67", "Тел. 123-45-67"),
    ("電話：1234-5678", "電話：1234-5678"),
    ("هاتف: ٠١٢ ٣٤٥ ٦٧٨", "هاتف: ٠١٢ ٣٤٥ ٦٧٨"),
    ("Le maire [à vérifier] a dit", "[à vérifier]"),
    ("Le maire (à confirmer) a dit", "(à confirmer)"),
    ("À VÉRIFIER le chiffre", "À VÉRIFIER"),
    ("À compléter : le nom du maire", "À compléter :"),
    ("Le vote suit.\n\nÀ suivre…", "À suivre…"),
    ("Der Minister [Name folgt] sagte", "[Name folgt]"),
    ("Der Minister (noch prüfen) sagte", "(noch prüfen)"),
    ("Es kostet 40 Euro, PRÜFEN", "PRÜFEN"),
    ("Zu prüfen: die Zahl", "Zu prüfen:"),
    ("Es sind XX Prozent", "XX"),
    ("Es sind xx Menschen", "xx"),
    ("El alcalde [por confirmar] dijo", "[por confirmar]"),
    ("El alcalde (falta nombre) dijo", "(falta nombre)"),
    ("POR CONFIRMAR el nombre", "POR CONFIRMAR"),
    ("Murieron ¿? personas", "¿?"),
    ("Murieron ?? personas", "??"),
    ("Il sindaco [da verificare] dice", "[da verificare]"),
    ("DA VERIFICARE il nome", "DA VERIFICARE"),
    ("De burgemeester [navragen] zei", "[navragen]"),
    ("Мэр [уточнить] сказал", "[уточнить]"),
    ("市長【要確認】は", "【要確認】"),
    ("市長（未確認）は", "（未確認）"),
    ("市长【待核实】说", "【待核实】"),
    ("قال العمدة [للتحقق]", "[للتحقق]"),
    ("The price: tbc", "tbc"),
    ("It opens at TBA", "TBA"),
    ("Said ____ of Ghent", "____"),
    ("Sprecher: N.N. sagte", "N.N."),
    ("Editor: please check this.", "Editor:"),
    ("Fifty flats. [Ed: cut?]", "[Ed: cut?]"),
    ("Fifty flats. [subs, cut this]", "[subs, cut this]"),
    ("NOTE TO SELF: ask Ann", "NOTE TO SELF"),
    ("Note to editor: ask Ann", "Note to editor"),
    ("Here stands a PLACEHOLDER", "PLACEHOLDER"),
    ("Caption tk", "tk"),
    ("The mayor (name tk) said", "tk"),
    ("Headline goes here", "Headline goes here"),
    ("Insert a quote here", "Insert a quote here"),
    ("See [LINK] for more", "[LINK]"),
    ("said [Name] of Ghent", "[Name]"),
    ("said <name> of Ghent", "<name>"),
    ("It is so //legal check// and rose", "//legal check//"),
    ("CHECK: is this right?", "CHECK:"),
    ("The firm said [awaiting comment]", "[awaiting comment]"),
    ("The firm said [quote to come]", "[quote to come]"),
    ("See file:///home/x", "file:///home/x"),
    ("See C:\\Users\\ann\\draft.docx", "C:\\Users\\ann\\draft.docx"),
]  # fmt: skip
FINE = [
    "“We want [a] deal,” he said.",
    "He [the mayor] said so.",
    "The TKO came in round 3.",
    "Size XXL sold out, and Louis XX is no king.",
    "It killed 1,200,000 in 1914-1918.",
    "The vote was 350 to 200 on 12.03.2027 at 10:00.",
    "See https://example.org/news/the-edit-of-a-life and https://developer.example.org/x",
    "Stage and staging areas were built.",
    "It checks {a} and legal aid.",
    "Il reste à vérifier si le pont tient, et à compléter le toit.",
    "Man muss das prüfen; was folgt, ist klar.",
    "Falta agua en la ciudad y hay que confirmar la cita.",
    "TODO LO QUE SABEMOS del caso",
    "Il voto segue domani (lunedì). A suivre de près.",
    "He checked (and confirmed) the legal text.",
    "What?? Really???",
    "Sie rief (so die Polizei) an. Das Handy fehlt.",
    "確認された死者は12人（前日比3人増）です。",
    "The phone cost 1200 euros in 2026, tel aviv said.",
    "Il a coûté 12 345 678 euros, soit 912 345 678 francs.",
    "Version 10.12.14.16 of 12.03.2027",
    "Call Samaritans on 116 123 or mail them.",
    "Call Samaritans on 020 7946 0018.",
    "Childline: 0800 1111. Crimestoppers: 0800 555 111.",
    "Helpline: phone 0808 123 4567",
    "TK Maxx opens 40 shops.",
    "It was Super Bowl XXX, and it rained.",
    "To do: bleed radiators",
    "Put a <title> into the head of the page.",
    "“They [are to] come and [would] follow,” he said.",
    "See //example.org/a//b and https://example.org//a//b",
    "It is 3 < 4 > 2, and the editor said: please.",
    "The domain example.tk is sold.",
    "ISBN 978-3-16-148410-0 is a book.",
]


def found(body):
    return [(c.kind, body[c.start : c.end]) for c in find_cautions(body, X) if c.kind in KINDS]


@pytest.mark.parametrize(("body", "words"), FLAGGED)
def test_what_is_unfinished_is_flagged_at_its_place(body, words):
    assert words in [said for _, said in found(body)]


@pytest.mark.parametrize("body", FINE)
def test_what_is_finished_is_not(body):
    assert found(body) == []


def test_an_edited_post_is_looked_at_as_well():
    (warning,) = [
        each for each in warnings_of("Fifty flats [CHECK WITH LEGAL]", X) if each["kind"] in KINDS
    ]
    assert (warning["words"], warning["start"]) == ("[CHECK WITH LEGAL]", 12)
