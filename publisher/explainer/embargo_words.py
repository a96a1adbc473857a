"""The words of embargo lines, a table per language; add a language by adding a row."""

from __future__ import annotations

#: What says that words are held back, whatever stands beside it.
STRONG = {
    "en": (
        "embargoed",
        "under embargo",
        "strict embargo",
        "embargo until",
        "embargo till",
        "embargo to",
        "embargo for",
        "not for publication",
        "not for release",
        "not for immediate release",
        "not for broadcast",
        "not for use",
        "not for distribution",
        "not to be published",
        "not to be used",
        "not to be released",
        "not to be broadcast",
        "no publication before",
        "do not use",
        "do not share",
        "do not publish",
        "do not release",
        "do not broadcast",
        "don't publish",
        "hold for release",
        "hold until",
        "hold till",
        "held until",
    ),
    "de": ("sperrfrist", "sperrvermerk", "gesperrt bis", "unter embargo", "embargo bis", "nicht veröffentlichen", "nicht vor", "frei ab", "freigegeben ab"),
    "fr": ("sous embargo", "embargo jusqu", "ne pas publier", "ne pas diffuser", "interdit de publication"),
    "es": ("bajo embargo", "embargado hasta", "embargada hasta", "embargo hasta", "no publicar", "no difundir", "prohibida su difusión", "prohibida su publicación"),
    "it": ("sotto embargo", "embargo fino", "non pubblicare"),
    "nl": ("onder embargo", "embargo tot", "niet publiceren"),
    "pt": ("sob embargo", "embargo até", "não publicar"),
    "ar": ("محظور النشر", "حظر النشر", "ممنوع النشر", "لا ينشر قبل", "لا يُنشر قبل", "ليس للنشر", "النشر محظور", "محظور حتى"),
    "ja": ("解禁", "エンバーゴ", "公開禁止", "報道禁止", "掲載禁止"),
    "ru": ("эмбарго до", "не публиковать"),
    "uk": ("ембарго до", "не публікувати"),
}  # fmt: skip

#: Of these, what news of an embargo may begin with as well.
NOUNS = (
    "embargo until",
    "embargo till",
    "embargo to",
    "embargo for",
    "embargo bis",
    "embargo jusqu",
    "embargo hasta",
    "embargo fino",
    "embargo tot",
    "embargo até",
    "эмбарго до",
    "ембарго до",
)

#: Words that hold something back only beside a day or a time.
WEAK = {
    "en": ("embargo", "for release", "for publication", "for use", "release date", "release time", "release at", "release on"),
    "de": ("embargo", "freigabe"),
    "ru": ("эмбарго",),
    "uk": ("ембарго",),
}  # fmt: skip

#: In capitals alone.
SHOUTED = ("HOLD", "KILL", "MANDATORY KILL", "EMBARGO")

#: What else an embargo line is made of.
BESIDE = {
    "en": "a an the of on at share shared no to for from in before until till til after not no or and be is are this do don't use "
    "any all must may under strict strictly absolute absolutely embargo embargoed embargoes embargos release released publish publication published "
    "broadcast broadcasting transmission distribution circulation sharing online print web media press news social "
    "prior hold held kill killed mandatory lifts expires ends time local hrs hrs hours hour o'clock am pm a.m p.m noon midday midnight "
    "date day please note confidential private checking only further notice clearance cleared approval legal lawyers "
    "sign off advance copy immediate tomorrow today tonight morning afternoon evening standard daylight summer by",
    "de": "sperrfrist sperrvermerk gesperrt embargo bis ab zum zur der die das den dem am um vor nicht uhr frei freigabe "
    "freigegeben veröffentlichung veröffentlichen verwendung achtung bitte beachten und oder ist mitternacht mittag "
    "mittags ortszeit heute morgen früh unter publikation sendung nach erst",
    "fr": "sous embargo jusqu jusqu'au jusqu'à au à le la les l d du de des ne pas publier diffuser diffusion publication avant interdit "
    "interdite heures heure h minuit midi strict locale jour demain ce cette matin soir et ou merci respecter",
    "es": "bajo embargo embargado embargada hasta el la las los a de del al no publicar difundir antes prohibida su "
    "difusión publicación horas hora h medianoche mediodía mañana estricto local día hoy y o",
    "it": "sotto embargo fino al alle ore del della di non pubblicare prima mezzanotte mezzogiorno ora e",
    "nl": "onder embargo tot om uur niet publiceren voor op en middernacht",
    "pt": "sob embargo até às as de do da dia horas não publicar antes meia-noite e",
    "ar": "محظور النشر حظر ممنوع لا ينشر يُنشر ليس للنشر حتى قبل يوم الساعة بتوقيت توقيت في من صباحا صباحًا مساء مساءً "
    "ظهرا ظهرًا ليلا ص م منتصف الليل الظهر تاريخ عام سنة هذا غير النشر محليا المحلي والنشر أو و",
    "ru": "эмбарго до не публиковать в года часов мск времени строго",
    "uk": "ембарго до не публікувати в року годин",
}  # fmt: skip
BESIDE_UNSPACED = (
    "解禁日時", "報道解禁", "情報解禁", "解禁日", "解禁", "エンバーゴ", "公開禁止", "報道禁止", "掲載禁止", "厳禁", "厳守", "禁止",
    "公開", "報道", "掲載", "まで", "以降", "以前", "より", "から", "は", "の", "に", "を", "日時", "時間", "日", "付", "現地", "予定",
)  # fmt: skip

MONTHS = {
    "en": "january february march april may june july august september october november december",
    "en, short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "en, shorter": "- - - - - - - - sept - - -",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "de, at": "jänner feber maerz - - - - - - okt - dez",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr, plain": "- fevrier - - - - - aout - - - decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar, west": "جانفي فيفري - أفريل ماي جوان جويلية أوت - - - -",
    "ar, east": "- شباط آذار نيسان أيار حزيران تموز آب أيلول - - -",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}

#: From Monday to Sunday.
WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "en, short": "mon tue wed thu fri sat sun",
    "en, longer": "- tues weds thurs - - -",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    "ja, short": "(月) (火) (水) (木) (金) (土) (日)",
}

#: The zone of a name: minutes from UTC, and the place whose clocks it is taken for, if it has a summer time.
OFFSETS = {
    "gmt": (0, ""), "utc": (0, ""), "ut": (0, ""), "z": (0, ""), "zulu": (0, ""), "غرينتش": (0, ""), "جرينتش": (0, ""),
    "bst": (60, "Europe/London"), "wet": (0, "Europe/Lisbon"), "west": (60, "Europe/Lisbon"),
    "cet": (60, "Europe/Paris"), "cest": (120, "Europe/Paris"), "mez": (60, "Europe/Berlin"), "mesz": (120, "Europe/Berlin"),
    "eet": (120, "Europe/Helsinki"), "eest": (180, "Europe/Helsinki"), "msk": (180, ""), "мск": (180, ""),
    "est": (-300, "America/New_York"), "edt": (-240, "America/New_York"),
    "cst": (-360, "America/Chicago"), "cdt": (-300, "America/Chicago"),
    "mst": (-420, "America/Denver"), "mdt": (-360, "America/Denver"),
    "pst": (-480, "America/Los_Angeles"), "pdt": (-420, "America/Los_Angeles"),
    "jst": (540, ""), "日本時間": (540, ""), "kst": (540, ""), "hkt": (480, ""), "sgt": (480, ""), "sast": (120, ""),
    "aest": (600, "Australia/Sydney"), "aedt": (660, "Australia/Sydney"),
    "nzst": (720, "Pacific/Auckland"), "nzdt": (780, "Pacific/Auckland"),
}  # fmt: skip
PLACES = {
    "et": "America/New_York", "eastern time": "America/New_York", "eastern": "America/New_York",
    "new york time": "America/New_York", "washington time": "America/New_York", "u.s. eastern": "America/New_York",
    "ct": "America/Chicago", "central time": "America/Chicago", "mt": "America/Denver", "mountain time": "America/Denver",
    "pt": "America/Los_Angeles", "pacific time": "America/Los_Angeles", "pacific": "America/Los_Angeles",
    "central european time": "Europe/Paris", "london time": "Europe/London", "uk time": "Europe/London",
    "british time": "Europe/London", "irish time": "Europe/Dublin", "dublin time": "Europe/Dublin",
    "brussels time": "Europe/Brussels", "paris time": "Europe/Paris", "berlin time": "Europe/Berlin",
    "heure de paris": "Europe/Paris", "heure de bruxelles": "Europe/Brussels", "heure de genève": "Europe/Zurich",
    "hora de madrid": "Europe/Madrid", "hora peninsular": "Europe/Madrid", "hora peninsular española": "Europe/Madrid",
    "moscow time": "Europe/Moscow", "kyiv time": "Europe/Kyiv", "tokyo time": "Asia/Tokyo", "beijing time": "Asia/Shanghai",
    "sydney time": "Australia/Sydney", "toronto time": "America/Toronto",
    "توقيت مكة المكرمة": "Asia/Riyadh", "توقيت مكة": "Asia/Riyadh", "توقيت السعودية": "Asia/Riyadh",
    "توقيت القاهرة": "Africa/Cairo", "توقيت الإمارات": "Asia/Dubai", "توقيت بيروت": "Asia/Beirut",
}  # fmt: skip
#: Names of several zones.
UNCLEAR_ZONES = (
    "ist",
    "ast",
    "gst",
    "local time",
    "ortszeit",
    "heure locale",
    "hora local",
    "現地時間",
    "المحلي",
)
