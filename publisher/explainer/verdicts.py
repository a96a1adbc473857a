"""Words that say whether a point holds, or whether somebody is for it."""

from __future__ import annotations

VERDICTS = frozenset(
    """yes|no|true|false|right|wrong|correct|incorrect|not true|mostly true|mostly false|half true|partly true|misleading|unproven|kept|broken
    |in progress|delayed|agree|agrees|disagree|disagrees|for|against|pro|con|good|bad|pass|passed|fail|failed|win|won|lose|lost|up|down
    |supported|opposed|allowed|not allowed|forbidden|banned|included|not included|available|not available|unavailable|open|closed
    |ja|nein|richtig|falsch|dafür|dagegen|oui|non|vrai|faux|pour|contre|sí|si|verdadero|falso|sì|vero|sim|não|verdadeiro
    |nee|waar|onwaar|voor|tegen|да|нет|так|ні|правда|ложь|نعم|لا|صحيح|خطأ|はい|いいえ|是|否""".replace(
        "\n    ", ""
    ).split("|")
)
