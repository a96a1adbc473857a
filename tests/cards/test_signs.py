from __future__ import annotations

import pytest

from cards import Card, draw, lay_out

SIGNS = ["✓", "✔", "✅", "✗", "✘", "❌", "⚠", "⚠️", "★", "☆", "▲", "▼", "↑", "→", "🔴", "🟢", "👍🏽"]
SIGNS += ["☑", "☐", "☒", "Ⓧ", "➕", "➖", "−", "✝", "1️⃣", "①", "❶", "10⁶", "km²", "CO₂", "1½", "2ⁿ"]


@pytest.mark.usefixtures("noto")
@pytest.mark.parametrize("sign", SIGNS)
def test_a_card_draws_a_sign_and_its_alt_text_says_it(theme, sign):
    (card,) = lay_out(Card("bullet", heading="The claims", text=f"{sign} Troops were sent."), theme)
    (bare,) = lay_out(Card("bullet", heading="The claims", text="Troops were sent."), theme)
    picture = draw(card, theme)
    assert f"{sign} Troops were sent." in picture.alt
    assert picture.png != draw(bare, theme).png
