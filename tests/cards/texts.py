"""Texts that hypothesis makes up: prose, and words of many scripts side by side."""

from __future__ import annotations

from hypothesis import strategies as st

KINDS = st.sampled_from(["headline", "bullet", "quotation", "closing"])
LATIN = st.text(
    st.sampled_from("aàbcdefghijklmnopqrstuvwxyzÄÉẨŽĞJQTVWfgjy ЖйЩ Ωώ  –—“”„’(),.;:!?%0123456789"),
    min_size=1,
    max_size=420,
)
ANYTHING = st.text(st.characters(max_codepoint=0x1FFFF), min_size=1, max_size=80)
WORDS = (
    "and",
    "“quoted”",
    "5",
    "km",
    "Ä",
    "Ẩ",
    "ệ",
    "ж",
    "Ω",
    "سلام",
    "قوَّة",
    "שלום",
    "क्षेत्र",
    "हिंदी",
    "สวัสดี",
    "ไทย",
    "平和",
    "「語」。",
    "평화",
    "🕊️",
    "❤️",
    "👨\u200d👩\u200d👧",
    "👍🏽",
    "🇺🇦",
    "1️⃣",
    "\u202e",
)
MIXED = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
PROSE = st.lists(st.text("aeiounrstlmg", min_size=1, max_size=9), min_size=8, max_size=60).map(
    lambda words: " ".join(words).capitalize() + "."
)
