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
        "confidential until",
        "confidential till",
        "under wraps until",
        "under wraps till",
        "not before",
        "hfr ",
        "hfr:",
    ),
    "de": ("sperrfrist", "sperrvermerk", "gesperrt bis", "unter embargo", "embargo bis", "nicht veröffentlichen", "nicht vor", "frei ab", "freigegeben ab"),
    "fr": ("sous embargo", "embargo jusqu", "ne pas publier", "ne pas diffuser", "interdit de publication"),
    "es": ("bajo embargo", "embargado hasta", "embargada hasta", "embargo hasta", "no publicar", "no difundir", "prohibida su difusión", "prohibida su publicación"),
    "it": ("sotto embargo", "embargo fino", "non pubblicare"),
    "nl": ("onder embargo", "embargo tot", "niet publiceren"),
    "pt": ("sob embargo", "embargo até", "não publicar"),
    "ar": ("محظور النشر", "حظر النشر", "ممنوع النشر", "لا ينشر قبل", "لا يُنشر قبل", "ليس للنشر", "النشر محظور", "محظور حتى", "حظر نشر", "يحظر النشر", "يمنع النشر", "لا تنشر قبل"),
    "ja": ("解禁", "エンバーゴ", "公開禁止", "報道禁止", "掲載禁止", "公開厳禁", "報道厳禁", "掲載厳禁"),
    "ru": ("эмбарго до", "не публиковать"),
    "uk": ("ембарго до", "не публікувати"),
    "pl": ("embargo do", "objęte embargiem do", "nie publikować"),
    "zh": ("禁发", "禁發", "禁止发布", "禁止發布", "不得发布", "不得發布", "请勿提前发布", "請勿提前發布", "解禁时间", "解禁時間"),
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
    "embargo do",
    "эмбарго до",
    "ембарго до",
)

#: Of these, what lifts, roads and films are spoken of with as well.
VAGUE = (
    "not for use",
    "not for distribution",
    "not to be used",
    "do not use",
    "do not share",
    "hold until",
    "hold till",
    "held until",
    "confidential until",
    "confidential till",
    "under wraps until",
    "under wraps till",
    "not before",
    "不得发布",
    "不得發布",
    "禁止发布",
    "禁止發布",
    "gesperrt bis",
    "nicht vor",
    "frei ab",
    "freigegeben ab",
    "محظور حتى",
    "解禁",
)

#: What a sentence that holds a text back has: one of HOLDING, and of what else is named there.
HOLDING = (
    "embarg",
    "эмбарго",
    "ембарго",
    "sperrfrist",
    "sperrvermerk",
    "gesperrt",
    "نشر",
    "解禁",
    "エンバーゴ",
    "禁发",
    "禁發",
)
BY_ITSELF = (
    "sperrfrist",
    "sperrvermerk",
    "報道解禁",
    "情報解禁",
    "配信解禁",
    "公開解禁",
    "掲載解禁",
    "記事解禁",
    "発表解禁",
    "解禁日時",
    "エンバーゴ",
    "禁发",
    "禁發",
)
FORBIDS = ("حظر", "يحظر", "محظور", "ممنوع", "يمنع", "تمنع", "لا")
UNTIL = "until till before to prior bis vor jusqu jusque avant hasta antes fino prima tot voor até حتى قبل до lifts lifted lifting ends expires"
TOLD_OF = (
    "story stories report reports release releases paper papers information material materials article articles study findings statement text content "
    "contents document documents data results publication published publish announcement interview speech transcript copy please respect observe "
    "mitteilung pressemitteilung meldung meldungen bericht information informationen text texte studie inhalt inhalte material beitrag bitte beachten "
    "communiqué informations contenu article étude merci respecter publier diffusion información nota comunicado contenido noticia estudio artículo informe "
    "informazione informazioni comunicato notizia contenuto studio informatie persbericht bericht artikel informação nota conteúdo"
)
#: News of an embargo speaks of these.
TRADED = (
    "arms weapons weapon oil trade gas grain export exports import imports sanctions sanction goods extended extends tanker cuba iran russia coal fish "
    "waffenembargo ölembargo handelsembargo waffen öl handel sanktionen armes pétrole commercial armas petróleo comercial petrolero armi"
)

#: Words that hold something back only beside a day or a time.
WEAK = {
    "en": ("embargo", "for release", "for publication", "for use", "release date", "release time", "release at", "release on",
           "publish:", "publish at", "publish on", "publish after", "publication date", "publication time", "go live", "goes live"),
    "de": ("embargo", "freigabe"),
    "ru": ("эмбарго",),
    "uk": ("ембарго",),
}  # fmt: skip

#: What begins a line that holds back with a day behind it, where it stands for itself.
HELD_TO = (
    "publish:", "publish at", "publish on", "publish after", "publication date:", "publication time:", "release date:", "release time:",
    "go live:", "go live at", "goes live:", "confidential until", "confidential till", "under wraps until", "under wraps till", "not before", "hfr",
)  # fmt: skip

#: In capitals alone.
SHOUTED = ("HOLD", "KILL", "MANDATORY KILL", "EMBARGO")

#: What else an embargo line is made of.
BESIDE = {
    "en": "a an the in of on at share shared no to for from in before until till til after not no or and be is are this do don't use "
    "any all must may under strict strictly absolute absolutely embargo embargoed embargoes embargos release released publish publication published "
    "used usage broadcast broadcasting transmission distribution circulation sharing online print web media press news social "
    "prior hold held kill killed mandatory lifts expires ends time local hrs hrs hours hour o'clock am noon midday midnight "
    "date day please note confidential private checking only further notice clearance cleared approval legal lawyers "
    "sign off advance copy immediate tomorrow today standard daylight summer by wraps hfr go goes live",
    "de": "sperrfrist sperrvermerk gesperrt embargo bis ab zum zur der die das den dem am um vor nicht uhr frei freigabe "
    "freigegeben ende embargoende embargofrist veröffentlichung veröffentlichen verwendung achtung bitte beachten und oder ist mitternacht mittag "
    "mittags ortszeit heute unter publikation sendung nach erst",
    "fr": "sous embargo jusqu jusqu'au jusqu'à au à le la les l d du de des ne pas publier diffuser diffusion publication avant interdit "
    "interdite heures heure h minuit midi strict locale jour demain ce cet cette et ou merci respecter",
    "es": "bajo embargo embargado embargada hasta el la las los a de del al no publicar difundir antes prohibida su "
    "difusión publicación horas hora h medianoche mediodía estricto por local día hoy y o",
    "it": "sotto embargo fino al alle ore del della di non pubblicare prima mezzanotte mezzogiorno ora e",
    "nl": "onder embargo tot om uur niet publiceren voor op en middernacht",
    "pt": "sob embargo até às as de do da dia horas não publicar antes meia-noite e",
    "ar": "محظور النشر نشر حظر يحظر يمنع تنشر ممنوع لا ينشر يُنشر ليس للنشر حتى قبل يوم الساعة بتوقيت توقيت في من "
    "منتصف تاريخ عام سنة هذا غير النشر محليا المحلي والنشر أو و",
    "ru": "эмбарго до не публиковать в года часов мск времени строго",
    "uk": "ембарго до не публікувати в року годин",
    "pl": "embargo embargiem objęte do dnia od nie publikować przed publikacji publikacja o godz godziny godzinie czasu polskiego roku r w na",
}  # fmt: skip
BESIDE_UNSPACED = (
    "解禁日時", "報道解禁", "情報解禁", "配信", "掲載", "記事", "発表", "解禁日", "解禁", "エンバーゴ", "公開禁止", "報道禁止", "掲載禁止", "厳禁", "厳守", "禁止",
    "公開", "報道", "掲載", "まで", "以降", "以前", "より", "から", "は", "の", "に", "を", "日時", "時間", "日", "付", "現地", "予定",
    "北京时间", "禁发", "禁發", "禁止", "发布", "發布", "不得", "请勿", "請勿", "提前", "解禁时间", "解禁時間", "时间", "时", "点", "點", "之前", "前", "至", "到", "上午", "下午",
)  # fmt: skip

#: Days that only a calendar of the day of writing tells.
VAGUE_DAYS = "tomorrow today tonight heute demain aujourd'hui hoy domani oggi amanhã hoje завтра сегодня сьогодні غدا غدًا اليوم 明日 翌日 本日"
#: What stands behind the name of an embargo that says no more: an errand, an event, a letter.
ERRANDS = (
    "tbc tbd tba see email e mail note notes covering cover letter below above attached apply applies applied pending unknown contact agreed "
    "discussed yes force ask press office check against delivery when minister president speaker speech speaks speaking stands stand sits sit "
    "rises up down begins starts started event meeting closes close confirm confirmed request discretion desk editor editors siehe laut"
)
#: What part of the day a time is of, said beside it; `any` where the word may be something else.
PARTS = {
    "am": (
        "morning", "early", "dawn", "morgens", "vormittag", "vormittags", "früh", "frühmorgens", "matin", "matinée", "de la mañana", "madrugada",
        "mattina", "mattino", "ochtend", "ochtends", "manhã", "da manhã", "صباح", "الصباح", "صباحا", "صباحًا", "فجرا", "فجرًا", "الفجر", "قبل الظهر",
        "утра", "ранку",
    ),
    "pm": (
        "afternoon", "evening", "pm", "p.m", "p m", "p. m", "nachmittag", "nachmittags", "abend", "abends", "après-midi", "soir", "soirée", "tarde",
        "pomeriggio", "sera", "namiddag", "avond", "avonds", "مساء", "مساءً", "المساء", "عصرا", "عصرًا", "العصر", "بعد الظهر", "вечера", "вечора", "дня",
    ),
    "night": ("night", "tonight", "nacht", "nachts", "nuit", "noche", "notte", "noite", "ليلا", "ليلًا", "ليل", "الليل", "الليلة", "ночи", "ночі"),
    "noon": ("ظهرا", "ظهرًا", "الظهر", "الظهيرة", "middag", "middags"),
    "any": ("mañana", "morgen", "م", "ص", "am/pm"),
}  # fmt: skip
PARTS_UNSPACED = {
    "午前": "am", "早朝": "am", "今朝": "am", "朝": "am", "未明": "am", "午後": "pm", "夕方": "pm", "夕刻": "pm",
    "深夜": "night", "今夜": "night", "今晩": "night", "夜": "night", "晩": "night", "昼": "noon",
}  # fmt: skip

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
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
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
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
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
    "jst": (540, ""), "日本時間": (540, ""), "北京时间": (480, ""), "kst": (540, ""), "hkt": (480, ""), "sgt": (480, ""), "sast": (120, ""),
    "aest": (600, "Australia/Sydney"), "aedt": (660, "Australia/Sydney"),
    "nzst": (720, "Pacific/Auckland"), "nzdt": (780, "Pacific/Auckland"),
}  # fmt: skip
PLACES = {
    "et": "America/New_York", "eastern time": "America/New_York", "eastern": "America/New_York",
    "new york time": "America/New_York", "washington time": "America/New_York", "u.s. eastern": "America/New_York",
    "ct": "America/Chicago", "central time": "America/Chicago", "mt": "America/Denver", "mountain time": "America/Denver",
    "pt": "America/Los_Angeles", "pacific time": "America/Los_Angeles", "pacific": "America/Los_Angeles",
    "central european time": "Europe/Paris", "central european summer time": "Europe/Paris",
    "eastern european time": "Europe/Helsinki", "eastern european summer time": "Europe/Helsinki",
    "western european time": "Europe/Lisbon", "western european summer time": "Europe/Lisbon",
    "australian eastern time": "Australia/Sydney", "australian eastern standard time": "Australia/Sydney",
    "eastern standard time": "America/New_York", "eastern daylight time": "America/New_York",
    "pacific standard time": "America/Los_Angeles", "pacific daylight time": "America/Los_Angeles",
    "british summer time": "Europe/London", "london time": "Europe/London", "uk time": "Europe/London",
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
