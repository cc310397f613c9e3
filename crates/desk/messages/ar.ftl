# كلمات المكتب. رسالة لكل مفتاح، وهي نفسها في اللغات الثلاث.

## Frame
skip-to-work = انتقل إلى منطقة العمل
spaces = الأقسام
space-stories = المقالات
space-wires = البرقيات
space-settings = الإعدادات
sign-out = تسجيل الخروج
clocks = الساعات
keys-here = اختصارات هذه الشاشة
state-online = الخدمة متصلة
state-last-item = آخر برقية: { $time }
state-saved = حُفظ { $time }، النسخة { $number }
back = رجوع
close = إغلاق
cancel = إلغاء
save = حفظ
all = الكل
none = بلا
nothing = لا شيء
view = العرض
view-columns = أعمدة
view-list = قائمة
view-write = كتابة
view-read = مراجعة
view-changes = التغييرات
view-full = النص الكامل
filter = تصفية
filters = المرشحات
filter-stories = تصفية المقالات
edition = الطبعة
editions = الطبعات
stage = المرحلة
changed = آخر تغيير
created = أُنشئ
updated = حُدّث
address = العنوان
story = المقال
text = النص

## Stages
state-draft = قيد الكتابة
state-in-desk = قيد المراجعة
state-scheduled = جاهز للنشر
state-live = منشور
state-withdrawn = مسحوب
state-spiked = متروك
state-open = مفتوح
empty-draft = لا شيء قيد الكتابة
empty-in-desk = لا شيء للمراجعة
empty-scheduled = لا شيء جاهز للنشر
empty-live = لا شيء منشور
empty-list = لا مقالات
empty-list-help = غيّر المرشح أو ابدأ مقالا جديدا.
more-stories = المزيد
column-label = { $stage }، { $count } مقالات
corrections-count = { PLURAL($n) ->
    [one] تصويب واحد
    [two] تصويبان
    [few] { $n } تصويبات
   *[other] { $n } تصويبا
}

## Sign in
sign-in-title = دخول غرفة التحرير
sign-in-intro = استخدم مفتاح المرور في هذا الجهاز، أو كلمة السر.
sign-in = تسجيل الدخول
sign-in-help = فقدت كلمة السر أو الجهاز؟ يستطيع رئيس التحرير أن يرسل إليك رابطا.
forme-headline = الميناء يفتح
forme-1 = بعد تسعة أيام من العاصفة رست ثلاث عبّارات قبل الفجر. أما الشحن فعليه أن ينتظر: رافعتان من خمس خارج الخدمة.
forme-2 = نزل أول المسافرين إلى الرصيف بعد الرابعة والنصف بقليل، في ضوء رمادي وريح هدأت إلى 40 كيلومترا في الساعة.
forme-3 = يُتوقع أن يبحر معظمهم قبل الليل. ست رحلات مقررة بدل أربع في يوم ثلاثاء عادي.
forme-op = الميناء ليس رمزا
forme-op-2 = إنه أداة، والأداة تُصلح.

## Fields
field-login = اسم الدخول
field-email = البريد الإلكتروني
email-help = العنوان الذي يعرف به مزوّد الهوية هذا الشخص. فارغ: لا يدخل إلا بكلمة السر أو بمفتاح المرور.
field-password = كلمة السر
field-name = الاسم
field-role = الدور
field-language = اللغة
field-source = المصدر
field-sources = المصادر
field-words = كلمات
field-headline = العنوان
headlines-by-use = العناوين بحسب الاستعمال
use-short = قصير
use-alert = تنبيه
use-search = محركات البحث
field-headline-short = العنوان القصير
field-headline-alert = عنوان التنبيه
field-headline-search = عنوان محركات البحث
letters-of = الأحرف: { $n } من { $most }
letters-too-many = طويل جدا. الأحرف: { $n } من { $most }
field-kicker = عنوان تمهيدي
field-standfirst = المقدمة
field-byline = التوقيع
field-dateline = مكان الخبر
field-slugline = اسم العمل
field-urgency = الأولوية
field-section = القسم
field-embargo = الحظر
field-topics = الموضوعات
field-places = الأماكن
field-people = الأشخاص
field-note = ما الذي تغيّره (للسجل)
field-caption = شرح الصورة
field-credit = صاحب الصورة
field-alt = النص البديل
field-file = رقمها في المكتبة أو عنوانها
field-caption-language = لغة الشرح إن اختلفت
field-speaker = المتحدث
field-speaker-role = صفته
field-list-style = الشكل
field-title = عنوان العنصر
field-address = العنوان على الشبكة
field-seconds = المدة بالثواني
field-provider = الخدمة
field-picture-count = عدد الصور
field-table-caption = عنوان الجدول
field-header-rows = صفوف الرأس
list-bulleted = نقطية
list-numbered = مرقمة
list-items = نقطة في كل سطر
fact-items = فقرة في كل سطر
table-rows = صف في كل سطر، والخلايا مفصولة بعلامة |
sources-lines = مصدر في كل سطر
help-byline = واحد في كل سطر: الاسم | من أوستراند
help-lines = واحد في كل سطر
help-sources = الاسم | العنوان | ملاحظة
no-headline = بلا عنوان
card = البطاقة
places-topics = الأماكن والموضوعات
urgency-1 = عاجل جدا
urgency-2 = عاجل
urgency-3 = مهم
urgency-4 = مرتفع
urgency-5 = عادي
urgency-6 = متوسط
urgency-7 = منخفض
urgency-8 = خلفية
flash = عاجل جدا
urgent = عاجل
words-count = { PLURAL($n) ->
    [zero] بلا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $n } كلمات
   *[other] { $n } كلمة
}
minutes = { $n } د

## Blocks
block-paragraph = فقرة
block-subheading = عنوان فرعي
block-quote = اقتباس
block-list = قائمة
block-picture = صورة
block-gallery = معرض صور
block-video = فيديو
block-embed = محتوى خارجي
block-fact-box = إطار
block-table = جدول
block-place = الكتلة { $n }
add-block = أضف هنا
move-up = إلى أعلى
move-down = إلى أسفل
remove = إزالة
lead-picture = الصورة الرئيسية
upload-picture = رفع صورة
add-picture = إضافة صورة
remove-picture = إزالة الصورة
picture-none = شرح فقط: لن يرى القراء صورة.
picture-remote = الصورة عند الوكالة وليست في المكتبة: لن يراها القراء.
markup-help = التنسيق
markup-strong = غامق
markup-emphasis = مائل
markup-link = رابط
markup-foreign = لغة أخرى
markup-sub = منخفض
markup-sup = مرتفع
markup-escape = العلامة نفسها

## Board and new story
new-story = مقال جديد
create-story = أنشئ المقال

## Wires
incoming = الواردة
preview = معاينة
file-item = إيداع برقية
paste-item = ألصق النص
upload-item = أو ارفع ملفا
source-desk = المكتب
file-it = إيداع
taken-by = أخذها { $name }
status-usable = صالحة
status-withheld = موقوفة
status-canceled = ملغاة
pictures = صور
problems = مشكلات القراءة
more-items = الأقدم
empty-items = لا برقيات
empty-items-help = غيّر المرشح أو أودع نصا.
no-item-open = لا برقية مفتوحة
no-item-open-help = اختر واحدة من القائمة.
take = خذها
take-where = الطبعة والقسم
translate = ترجمة
translate-where = طبعة الترجمة وقسمها
source-text = النص الأصلي
open-story = افتح المقال
about-item = عن البرقية
editors-note = ملاحظة للمحررين
private-note = ملاحظة خاصة بهذا المكتب وحده
embargo-is = حظر النشر: { $until }
fact-provider = الوكالة
fact-format = الصيغة
fact-version = النسخة
fact-sections = الأقسام
fact-rights = الحقوق
fact-address = العنوان
fact-status = الحالة
fact-created = أُنشئت

## Story
checks = الفحوص
check = فحص
checks-passed = اجتاز الفحوص
more-findings = { PLURAL($n) ->
    [one] ملاحظة أخرى
    [two] ملاحظتان أخريان
    [few] { $n } ملاحظات أخرى
   *[other] { $n } ملاحظة أخرى
}
checks-when = فحوص النسخة { $number }، تُعاد عند كل حفظ.
check-unavailable = لم يجب الفحص { $rule }. لا يمنع شيئا.
margin = الهامش: الفحوص
severity-b = { $n ->
   *[other] مانع
}
severity-w = للتحقق
severity-s = { $n ->
   *[other] اقتراح
}
here = هنا
go-to-words = إلى كلمات الفحص
go-to-story = إلى المقال
acknowledge = تحمّل المسؤولية
acknowledge-with-reason = تحمّل المسؤولية مع ذكر السبب
acknowledge-editor = لا يتجاوزه إلا محرر.
acknowledged = مُقَرّ
acknowledged-by = أقرّه { $name }، { $time }
acknowledged-findings = فحوص مُقَرّة
reason = السبب
reason-example = ما الذي تحققت منه ومع من
signed = بتوقيع { $name }، يبقى في السجل
reopen = إعادة فتح
from-item = انظر البرقية الأصلية
see-page = انظر الصفحة المنشورة
history = السجل
history-count = { PLURAL($n) ->
    [one] السجل، نسخة واحدة
    [two] السجل، نسختان
    [few] السجل، { $n } نسخ
   *[other] السجل، { $n } نسخة
}
embargo-until = لا شيء قبل
set-embargo = ثبّت الحظر
lift-embargo = ارفع الحظر
writing-kept = أنت تعمل على النسخة { $number } المحفوظة جانبا. الحفظ يجعلها الأحدث وتبقى النسخ الأخرى في السجل.
read-only-not-yours = هذا المقال مسودة لغيرك. يمكنك قراءته.
read-only-desk = هذا المقال عند المكتب. اطلب إعادته لتكتب فيه.
read-only-withdrawn = سُحب هذا المقال. لم يعد يتغير.
read-only-spiked = هذا المقال متروك. استأنفه لتكتب فيه.
read-only-view = مراجعة: انتقل إلى «كتابة» للتعديل.

## Pre-flight
preflight = قبل النشر
revision = النسخة { $number }
revisions = النسخ
blocks-publication = يمنع النشر
to-acknowledge = بانتظار الإقرار
of-count = { $n } من { $total }
treat = عالجه
review = مراجعة
nothing-blocks = لا شيء يمنع
preflight-passed = اجتيزت
preflight-passed-all = عرض الكل
where-and-when = أين ومتى
where = أين
goes-out-now = فورًا، عند النشر
pages-change = صفحات تتغير
pages-change-also = تتغير أيضًا:
in-the-stream = الأخبار المتواصلة
rank-news = خبرًا
rank-urgent = عاجلًا
rank-flash = تنبيهًا
rank-flash-help = يظهر التنبيه في شريط فوق الصفحة الأولى.
partners-none = لا يتلقاه أي شريك
feeds-change = { PLURAL($n) ->
    [one] وتغذية واحدة أو خريطة للموقع
    [two] وتغذيتان أو خريطتان للموقع
    [few] و{ $n } تغذيات وخرائط للموقع
   *[other] و{ $n } تغذية وخريطة للموقع
}
goes-out-at = موعد النشر المبرمج: { $time }
blocked-count = { PLURAL($n) ->
    [one] نقطة واحدة تمنع. صححها أو اسأل رئيس التحرير.
    [two] نقطتان تمنعان. صححهما أو اسأل رئيس التحرير.
    [few] { $n } نقاط تمنع. صححها أو اسأل رئيس التحرير.
   *[other] { $n } نقطة تمنع. صححها أو اسأل رئيس التحرير.
}
need-editor = النشر للمحرر. سلّم المقال إلى المكتب.
readers-will-see = ما سيراه القراء
readers-see-now = ما يراه القراء الآن
readers-see-this = القراء يرون هذه النسخة
effect-new = صفحة جديدة في { $edition }، قسم { $section }.
effect-live = الصفحة منشورة في { $edition }، قسم { $section }. هذا ما يتغير للقراء.
effect-same = الصفحة منشورة في { $edition }، قسم { $section }. القراء يرون هذه النسخة.
effect-gone = صفحة { $edition }، قسم { $section }، تقول إن المقال سُحب.
effect-spiked = لا شيء: المقال متروك ({ $edition }، { $section }).
act-publish = انشر { $slug }
act-update = حدّث { $slug }
act-correct = انشر { $slug } مع التصويب
act-publish-over-checks = انشر { $slug } رغم الملاحظات
act-schedule = جدول { $slug }
act-unschedule = ألغِ جدولة { $slug }
act-submit = سلّم { $slug } للمراجعة
act-send-back = أعد { $slug } إلى الكتابة
act-spike = اترك { $slug }
act-unspike = استأنف { $slug }
act-kill = اسحب { $slug } من القراء
do-schedule = جدولة
do-correct = تصويب مع إشعار علني
do-publish-over-checks = انشر مع ذلك، لطارئ
over-checks-reason = لماذا لا يحتمل الأمر الانتظار
over-checks-help = تبقى الملاحظات المانعة مع المقال. ويحفظ سجل التدقيق اسمك والسبب وما تم تجاوزه. أما الحظر والإلغاء وغياب اسم المصدر فلا تتجاوز أبدا.
do-spike = ترك المقال
do-send-back = إعادة إلى الكتابة
do-submit = تسليم للمراجعة
do-unschedule = إلغاء الجدولة
do-kill = سحب المقال
schedule-at = في
notice = نص التصويب
notice-help = ما كان خطأ وما هو الصواب
kill-explained = سيختفي { $slug } حالا من الصفحة الأولى والقسم والتغذيات والبحث. وستقول صفحته إنه سُحب ولماذا. المقال المسحوب لا يعود.
kill-reason = سبب السحب
kill-reason-help = سيقرؤه القراء.

## History and conflicts
history-of = سجل { $slug }
changes-between = التغييرات من النسخة { $from } إلى النسخة { $to }
compare = قارن
compare-from = من
compare-to = إلى
words-added = { $n ->
   *[other] +{ $n } كلمة
}
words-removed = { $n ->
   *[other] −{ $n } كلمة
}
unchanged-count = { $n ->
   *[other] { $n } نصا بلا تغيير.
}
no-difference = لا اختلاف.
blocks-moved = تغيّر ترتيب الكتل.
restore = استرجع النسخة { $number } كنسخة جديدة
newest = الأحدث
kept-beside = محفوظة جانبا بعد تعارض
record = الملف
first-published = أول نشر
corrections = التصويبات
conflict-title = نسختان من { $slug }
conflict-happened = حفظ { $name } النسخة { $number } في { $time } بينما كنت تكتب.
conflict-kept = كلماتك محفوظة: النسخة { $number }.
conflict-theirs = النسخة { $number }، الأحدث
conflict-yours = النسخة { $number }، نسختك
conflict-merge = العمل على نسختي
conflict-merge-help = يُفتح المقال بكلماتك. انقل إليه ما ينقص ثم احفظ.
conflict-leave = الإبقاء على النسخة الأخرى
conflict-leave-help = تبقى النسخة { $number } في السجل.
what-next = ما التالي

## Settings
settings-sections = أقسام الإعدادات
settings-me = حسابي
settings-accounts = الحسابات والأدوار
settings-audit = سجل الأفعال
interface = الواجهة
appearance = المظهر
theme-system = كالنظام
theme-light = فاتح
theme-dark = داكن
letters-off = أوقف اختصارات الحرف الواحد
new-password = كلمة سر جديدة
change-password = غيّر كلمة السر
accounts-help = المراسل يكتب ويسلّم، والمحرر يراجع وينشر، ورئيس التحرير يدير الحسابات أيضا.
role-reporter = مراسل
role-editor = محرر
role-chief = رئيس تحرير
disable-account = إغلاق
disabled = مغلق
when = متى
who = من
what = ماذا
on-what = على ماذا
detail = التفصيل
more-audit = الأقدم
empty-audit = لا شيء بعد
settings-check-levels = وزن عمليات التحقق
settings-house-rules = قواعد التحرير
check-levels-help = الخطأ يمنع النشر حتى يُصحح أو يُقر به، أما التحذير والملاحظة فلا. لا يزيد وزن التحقق على ما تختاره هنا.
answers-for-errors = من يتحمل مسؤولية ما يمنع، أو ينشر رغمه
answers-editor = المحررون والرؤساء
answers-chief = الرؤساء فقط
check-weighs = الوزن الأقصى
check-finds = ما يجده
level-shipped = كما ورد: { $level }
level-off = متوقف
level-info = ملاحظة
level-warn = تحذير
level-error = خطأ
settings-check-measures = قياس عمليات التحقق
measures-help = ما آلت إليه الملاحظات التي رآها أحد. تنتهي الملاحظة عندما ينشر خبرها: مصححة أو مقرا بها أو متروكة كما هي. إذا انتهى { $n } من تحذيرات تحقق وأخطائه خلال { $days } يوما وصحح منها أقل من { $percent } ٪ فقد من تلقاء نفسه درجة واحدة، وتخبر شاشة الأوزان بذلك وتتيح إعادتها.
measures-desk = القسم
measures-all = الكل
measures-since = منذ
measures-days = { $n } يوما
measures-show = عرض
measures-accepted = نسبة المصححة من المنتهية
measures-shown = معروضة
measures-fixed = مصححة
measures-acknowledged = مقر بها
measures-ignored = متروكة
measures-open = مفتوحة
measures-percent = { $n } ٪
measures-low = مرفوض غالبا
measures-none = لم ير أحد ملاحظة في هذه المدة.
check-demoted = انتقل { $rule } من تلقاء نفسه من «{ $from }» إلى «{ $to }» في { $at }: من { $decided } ملاحظة منتهية صححت { $fixed }. اختر وزنا آخر للتراجع، ويبدأ العد عندئذ من جديد.
house-rules-help = قواعدكم الخاصة بصيغة TOML. لا تعمل المسودة (live = false) إلا عند التجربة. التجربة لا تحفظ شيئا.
house-example = مثال لقاعدة
house-text = القواعد
house-try = التجربة على أحدث الأخبار المنشورة
house-tried = جُربت على { PLURAL($n) ->
    [one] خبر منشور واحد
   *[other] { $n } من الأخبار المنشورة
 }
house-state = الحالة
house-stories = الأخبار
house-findings = النتائج
house-places = أين
house-live = مفعلة
house-draft = مسودة
house-versions = النسخ
house-version = النسخة { $n }
house-unsound = لم تُحفظ هذه القواعد. صحح هذه الأسطر.
house-line = السطر { $line }:
done-check-levels = تسري الأوزان من الآن
done-check-policy = حُفظت القاعدة
done-house-rules = تسري قواعد التحرير من الآن

## Refused
refused-title = لم يتم
go-back = رجوع
refused-csrf = لم تعد الاستمارة صالحة: جاءت من جلسة أخرى أو من موقع آخر. افتح الصفحة من جديد وأعد المحاولة؛ لم يتغير شيء.
refused-signed-out = انتهت جلستك. سجّل الدخول من جديد؛ ما حُفظ بقي محفوظا.
refused-too-large = هذا كبير جدا: { $max } ميغابايت على الأكثر. أرسله على أجزاء.
refused-unreadable = تعذرت قراءة الاستمارة. افتح الصفحة من جديد وأعد المحاولة.
refused-unknown = لا شيء على هذا العنوان. لعله ناقص.
refused-fault = تعطل شيء عندنا ولم يتغير شيء. سُجل العطل؛ أعد المحاولة بعد لحظة.
refused-time = التاريخ أو الساعة غير مقروءين. اكتبهما هكذا 2026-06-09 14:45.
refused-method = هذا العنوان لا يجيب على هذا الطلب.
out-signed-out = انتهت جلستك.
out-refused = لم يعد لك حق الوصول إلى هذه الشاشة.
out-stale = قد يكون ما تراه قديما؛ وما كتبته باق هنا.
out-sign-in = سجّل الدخول من جديد في لسان آخر
out-start = إلى البداية في لسان آخر
out-back = عاد إليك حق الوصول: تتابع الشاشة.

## Done
done-focal-point = ثُبّتت نقطة التركيز
done-saved = حُفظ
done-unchanged = لا شيء للحفظ: لم يتغير النص
done-fixed = صُحح وحُفظ
done-acknowledged = أُقرّ ووُقّع
done-reopened = أُعيد فتح الفحص
done-created = أُنشئ المقال
done-taken = أُخذت البرقية
done-filed = أُودعت البرقية
done-already = هذه البرقية موجودة
done-submit = سُلّم للمراجعة
done-send-back = أُعيد إلى الكتابة
done-publish = نُشر
done-update = التحديث منشور
done-correct = التصويب منشور
done-publish-over-checks = منشور رغم ملاحظات مانعة
done-schedule = جاهز للنشر في موعده
done-unschedule = أُلغيت الجدولة
done-kill = سُحب من القراء
done-spike = تُرك
done-unspike = استؤنف
done-embargo = ثُبّت الحظر
done-embargo-moved = ثُبّت الحظر، والنشر المبرمج ينتظر حتى انقضائه
done-embargo-lift = رُفع الحظر
done-restored = استُرجع كنسخة جديدة
done-password = تغيّرت كلمة السر
done-disabled = أُغلق الحساب
done-interface = حُفظت الإعدادات

## Keys
key-all = كل الاختصارات
keys-title = الاختصارات
keys-of-here = لهذه الشاشة، وفي كل مكان
key-anywhere = في كل مكان
key-lists = القوائم
key-story = المقال
key-move = تنقّل
key-column = عمود
key-open = افتح
key-enter-name = Enter
key-escape-name = Esc
key-filter = تصفية
key-go = ثم A أو D أو P أو U أو R: اذهب إلى
key-go-stories = إلى المقالات
key-go-wires = إلى البرقيات
key-go-settings = إلى الإعدادات
key-urgent = العاجل التالي
key-restore = استرجع
key-next-check = الفحص التالي والسابق
key-into-card = إلى البطاقة
key-next-pane = اللوحة التالية
key-close = إغلاق ورجوع
key-fix = صحّح (في البطاقة)
key-acknowledge = أقرّ (في البطاقة)
key-jump = إلى النقطة المانعة
key-preflight = قبل النشر ثم النشر

## Months
month-1 = كانون الثاني/يناير
month-2 = شباط/فبراير
month-3 = آذار/مارس
month-4 = نيسان/أبريل
month-5 = أيار/مايو
month-6 = حزيران/يونيو
month-7 = تموز/يوليو
month-8 = آب/أغسطس
month-9 = أيلول/سبتمبر
month-10 = تشرين الأول/أكتوبر
month-11 = تشرين الثاني/نوفمبر
month-12 = كانون الأول/ديسمبر

## ما جرى في البرقيات التي بنيت عليها المواد
wire-kill = ألغت الوكالة برقية بنيت عليها هذه المادة:
wire-doubtful-kill = ألغت الوكالة برقية دون أن تسميها، وربما كانت مما بنيت عليه هذه المادة:
wire-correction = صححت الوكالة برقية بنيت عليها هذه المادة:
wire-embargo = حظرت الوكالة مؤقتا نشر برقية بنيت عليها هذه المادة:
wire-update = وصلت نسخة أحدث من برقية بنيت عليها هذه المادة:
wire-why = ما قررته وسببه (يحفظ في السجل)
wire-mended = صححت المادة
wire-stands = المادة صحيحة
wire-editor-decides = لا تنشر المادة حتى يقرر محرر.
wire-alerts = غيرت البرقيات ما بنيت عليه مواد
done-decided = اتخذ القرار ووقع
wire-short-kill = ألغيت:
wire-short-doubtful-kill = ربما ألغيت:
wire-short-correction = صححت:
wire-short-embargo = محظورة:
wire-short-update = نسخة أحدث:

## قارئ البرقيات
presets = عمليات البحث
all-items = الكل
keep-search = حفظ هذا البحث
preset-alerts = تنبيهنا عند وصول ما يطابقه
preset-calls = ينبه
field-state = الحالة
handling-all = الكل
handling-new = جديدة
handling-read = مقروءة
handling-taken = مأخوذة
handling-ignored = مستبعدة
only-urgent = العاجلة فقط
mark-read = تعليم كمقروءة
mark-new = تعليم كجديدة
ignore = استبعاد
merge = دمج
merge-where = المادة التي تدمج فيها
versions = النسخ
newest-version = الأحدث
same-story = الموضوع نفسه
contradicts-us = يخالف ما نشرناه
changed-since = ما تغير منذ النسخة السابقة: +{ $added } −{ $removed } كلمة
wires-new = { $n } جديدة، منها { $urgent } عاجلة
done-handled-read = علمت كمقروءة
done-handled-ignored = استبعدت
done-handled-new = علمت كجديدة
done-merged = دمجت البرقية في المادة
done-preset = حفظ البحث
done-preset-removed = حذف البحث

## المصادر
settings-sources = المصادر
source-add = إضافة مصدر
source-change = تعديل
source-none = لا شيء يصل من تلقاء نفسه بعد.
source-kind = الطريقة
source-kind-poll = عنوان ويب يسأل دوريا
source-kind-imap = صندوق بريد
source-kind-ftp = FTP
source-kind-sftp = SFTP
source-kind-s3 = مخزن ملفات (S3)
source-kind-folder = مجلد
source-kind-push = يدفع إلينا
source-address = العنوان أو المجلد
source-user = المستخدم
source-secret = كلمة السر أو المفتاح (محفوظ؛ الفراغ يبقيه)
source-every = الدقائق بين زيارتين
source-at-once = أقصى عدد من الرسائل في الزيارة
source-silence = إنذار بعد دقائق من الصمت (0: أبدا)
source-desk-of = المكتب
source-time-zone = المنطقة الزمنية
source-time-zone-help = للأوقات التي لا تذكر منطقتها، ومنها أوقات الحظر؛ الفراغ يعني UTC. مثلا
source-copyright = حقوق النشر حين لا تذكرها البرقية
source-terms = شروط الاستعمال حين لا تذكرها البرقية
source-own-use = لا ينقل: لا يتلقى الشركاء أي مادة مبنية على برقياته
source-rules = القواعد، واحدة في كل سطر؛ الأولى المطابقة هي الحاسمة
source-rules-help = ما لا يذكر يطابق كل شيء:
source-mapping = كيف يقرأ JSON الخاص به (TOML)
source-on = قيد الاستعمال
source-new-token = منحه رمزا جديدا للدفع
source-token = رمزه، يعرض هذه المرة فقط:
source-try = تجربة القواعد على ما وصل
source-tried = ما كانت هذه القواعد ستفعله
source-rule = القاعدة { $n }
source-bad-rule = هذا السطر من القواعد غير مفهوم: { $line }
source-remove = حذف هذا المصدر
source-last = آخر برقية
source-next = الزيارة القادمة
source-off = متوقف
source-failing = تعذر الوصول:
source-silent = صامت
source-is-silent = صامت. آخر ما وصل منه: { $since }
source-well = سليم
settings-partners = الشركاء
partner-add = إضافة شريك
partner-none = لا أحد يتلقى ما ينشر بعد.
partner-address = يرسل إلى
partner-asks = يطلب بنفسه
partner-form = الصيغة
partner-behind = في الانتظار
partner-trouble = لم يستلم:
partner-part-help = ما ترك فارغا يشمل كل شيء؛ تفصل الفواصل بين القيم.
partner-editions = الطبعات
partner-languages = اللغات
partner-sections = الأقسام
partner-topics = المواضيع
partner-urgency = هذه الأهمية أو أعلى (1 إلى 8؛ 0: الكل)
partner-cleared = مصادر لا تنقل لكنها لديه أيضا
partner-embargoed = يتلقى مسبقا المواد المجدولة المشمولة بالحظر (لا عبر RSS أبدا)
partner-push-to = إرسال كل قيد إلى هذا العنوان
partner-secret = الرمز المرفق (محفوظ؛ الفراغ يبقيه)
partner-new-token = إعطاؤه رمزا جديدا للطلب
partner-token = رمزه، يعرض هذه المرة فقط:
partner-asks-help = يمكن للشريك أن يطلب برمزه أيضا من عنوان المكتب:
partner-receipts = ما استلمه خادمه
partner-taken = استلم
partner-again = يعاد
partner-aside = وضع جانبا
partner-resend-after = كل ما بعد هذا القيد من السجل
partner-resend = إعادة الإرسال
partner-remove = حذف هذا الشريك
letters = لم تقرأ كاملة
letters-help = رسائل تعذرت قراءة شيء منها. بياناتها محفوظة: أعد قراءتها بعد الإصلاح.
letter-replay = إعادة القراءة
letter-settle = وضعها جانبا
done-source = حفظ المصدر
done-source-removed = حذف المصدر؛ ما أرسله باق
done-partner = حفظ الشريك
done-partner-resent = يعاد إرسال كل ما بعد ذلك القيد
done-partner-removed = حذف الشريك
done-letter-replayed = أعيدت القراءة
done-letter-settled = وضعت جانبا

## The editor
state-kept = محفوظ مؤقتا عند { $time }، ولم يصبح نسخة بعد
picture-empty = لا صورة. أفلت ملفا هنا أو اختر واحدا.
state-unchanged = لا تغيير منذ النسخة { $number }
checks-live = تعاد الفحوص عند كل توقف عن الكتابة.
words-unsaved = في النص كلمات تغيرت في { $time } وليست بعد في النسخة { $number }. الحفظ يجعلها كلها نسخة واحدة.
saved-by = حفظ { $name } النسخة { $number }
sign-strong = ع
sign-emphasis = م
mark-strong = عريض
mark-emphasis = مائل
mark-link = رابط
mark-foreign = لغة أجنبية
mark-sub = سفلي
mark-sup = علوي
link-address = عنوان الرابط
link-stories = مقالات منشورة
link-wrong = ليس هذا عنوانًا ولا مقالًا: اختر من القائمة أو اكتب https://…
language-wrong = ليس هذا رمز لغة: fr وen وar…
language-tag = رمز اللغة (en، fr، fa…)
apply = طبق
tools = التنسيق
block-menu = أدرج كتلة
block-menu-none = لا كتلة بهذا الاسم
find = ابحث
replace-with = استبدل بـ
find-exact = الحروف والتشكيل كما كُتبت
find-next = التالي
find-previous = السابق
replace-one = استبدل
replace-all = استبدل الكل
found-count = { $n } من { $total }
found-none = لا نتيجة
replaced-count = عدد ما استُبدل: { $n }، دفعة واحدة: ‏Ctrl+Z في النص يعيده
replaced-left = بقي في العناوين: { $n }، فهي لا تقبل الاقتراحات: استبدلها واحدًا واحدًا
table-row-add = أضف صفا
table-row-remove = احذف الصف
table-column-add = أضف عمودا
table-column-remove = احذف العمود
table-header = صف العناوين
picture-add = أضف صورة
undo = تراجع
redo = أعد
writing-now = لم يحفظ بعد
writing-kept-here = بلا اتصال: محفوظ في هذا المتصفح
writing-offline = الخادم لا يجيب. تابع الكتابة: كل شيء محفوظ في هذا المتصفح وسيرسل فور عودته.
writing-offline-since = دون اتصال منذ { $time }.
writing-offline-help = تابع الكتابة: كل شيء محفوظ في هذا المتصفح وسيُرسل فور أن يجيب الخادم.
crossed = في هذه الأثناء وضع شخص آخر «{ $value }».
crossed-take = استعد
writing-refused = يرفض الخادم هذا النص، وهو باق محفوظا في هذا المتصفح.
writing-closed = { $name } هذا النص محفوظ في هذا المتصفح، والحفظ يبقيه بجانب الخبر.
writing-unkept = الخادم لا يجيب، ولم يبق في هذا المتصفح مكان: كلماتك الأخيرة غير محفوظة. لا تغلق هذه النافذة.
words-changed = تغيّرت هذه الكلمات منذ التدقيق: لم يُصحَّح شيء.
writing-left-over = ما زال هذا المتصفح يحتفظ بنص لا يمكن ضمه إلى النص هنا. احفظ ليبقى بجانب الخبر.
someone-joined = { $name } يكتب أيضا
someone-left = غادر { $name }
suggest = اقتراح
suggesting-on = وضع الاقتراح: ما تكتبه أو تحذفه مقترح، ولا يتغير شيء قبل قبوله
suggestions = الاقتراحات
suggestion-of = اقتراح من { $name }
suggestion-unknown = شخص ما
suggestion-accept = قبول
suggestion-refuse = رفض
suggestions-accept = قبول الكل
suggestions-refuse = رفض الكل
suggestion-not = لا يمكن اقتراح هذا. غادر وضع الاقتراح للقيام به.
key-suggest = اقتراح
key-next-suggestion = الاقتراح التالي
their-caret = { $name } هنا
upload-failed = تعذّرت إضافة «{ $name }»: ليس صورة، أو حجمه كبير.
key-writing = أثناء الكتابة
find-replace = ابحث واستبدل
key-move-block = حرك الكتلة إلى أعلى أو أسفل
key-line = سطر جديد دون فقرة جديدة
key-cell = الخلية التالية
key-undo = تراجع، أعد
others-writing = { PLURAL($n) ->
    [one] { $names } يكتب أيضا
    [two] { $names } يكتبان أيضا
   *[other] { $names } يكتبون أيضا
}

# Palette
palette = اذهب أو ابحث أو نفّذ أمرًا
palette-results = النتائج
palette-none = لا شيء بهذا الاسم. احذف بعض الحروف أو جرّب كلمة أخرى.
palette-only = الأوامر والشاشات فقط
palette-people = أشخاص
palette-topics = مواضيع
palette-times = ساعة، مثل «:10:24» لرؤية الصفحة الأولى كما كانت عند 10:24
palette-time-none = اكتب ساعة، مثل «:10:24».
palette-person = شخص
palette-topic = موضوع
topic-told = { $edition }، { PLURAL($n) ->
    [one] مقال واحد
    [two] مقالان
    [few] { $n } مقالات
   *[other] { $n } مقالًا
}
focal-point = نقطة التركيز
focal-point-help = تبقى هذه النقطة ظاهرة في كل قصّ للصورة حيثما عُرضت. قراء هذا المقال يرونها فورًا، وتتبعه المقالات الأخرى عند تحديثها التالي.
focal-point-x = من اليسار
focal-point-y = من الأعلى
focal-point-set = تثبيت نقطة التركيز
focal-point-told = نقطة التركيز، { $x } في المئة من اليسار، { $y } في المئة من الأعلى. الأسهم تحركها.
crops = القصّات
crop-list = القوائم والصفحة الأولى، 3:2
crop-lead = صدر المقال، 16:9
key-focal = تحريك بمقدار 1%
key-focal-far = بمقدار 10%
palette-command = أمر
palette-screen = شاشة
palette-story = مقال
palette-item = برقية
palette-field = حقل
palette-entry = هنا
key-palette = اذهب أو ابحث أو نفّذ أمرًا

## The front
space-front = الواجهة
front-draft = المسودة
front-preview = معاينة
front-preview-of = معاينة، { $edition }، { $width } بكسل
front-history = سجل الواجهة
front-publish = نشر الواجهة
front-publish-now = نشر الواجهة، { $edition }
front-plan = مخطط الصفحة
front-reserve = أخبار للوضع
front-search = البحث عن خبر
front-tab-recent = الأحدث
front-tab-stone = على المرمر
front-tab-unplaced = غير موضوعة
front-held = في اليد:
front-holding = في اليد: «{ $headline }». اختر خانة بالأسهم، Enter للوضع، Esc للإرجاع.
front-put-back = أُرجع إلى مكانه
front-put-back-now = إرجاع
front-put-here = ضع هنا
front-lost = غرفة الأخبار لا تستجيب. لم يتغير شيء: تحقق من الاتصال ثم أعد المحاولة.
front-no-proof = يتعذر إعداد صفحة القراء الآن: لا تظهر إلا الخانات المختارة. سجل الخدمة يبيّن السبب.
front-placed-here = مختار
front-automatic = تلقائي
front-empty = لا شيء مناسب: لا تظهر الخانة.
front-dressed-here = عنوان أو صورة للواجهة
front-dress = العنوان والصورة
front-remove = إخراج
front-pin = تثبيت
front-clear = ترك الكل تلقائياً
front-discard = العودة إلى ما يراه القراء
front-headline = عنوان الواجهة
front-headline-help = فارغ: عنوان الخبر نفسه
front-picture = الصورة
front-picture-own = صورة الخبر نفسه
front-changes = ما يتغير
front-against = المسودة مقابل { $time }
front-against-nothing = مقابل واجهة تلقائية كلها
front-no-change = لا شيء: المسودة تطابق ما يراه القراء.
front-change-entered = دخل
front-change-left = خرج
front-change-moved = انتقل
front-change-headline = العنوان
front-change-picture = الصورة
front-from-to = من { $from } إلى { $to }
front-more-changes = و{ $n } غيرها
front-checks = فحوص الواجهة
front-all-live = كل ما اختير منشور وله مكانه.
front-fault-not-live = لم يُنشر بعد
front-fault-withdrawn = مسحوب
front-fault-no-room = خارج الصفحة
front-point-not-live = لم يُنشر بعد: لا يمكن نشر الواجهة معه
front-point-withdrawn = مسحوب أو متروك: يلزم استبداله
front-point-no-room = لا توجد هذه الخانة في الصفحة الآن: لن يراه القراء
front-schedule = مجدول
front-schedule-help = تُنشر هذه النسخة كما هي مهما صارت إليه المسودة. ما لم يُنشر حتى ذلك الوقت يُترك.
front-schedule-now = جدولة النسخة { $number }
front-unschedule = إلغاء الجدولة
front-version = النسخة { $number }
front-went-out = نُشرت، القيد { $number }
front-phone = معاينة، هاتف
front-all-widths = كل المقاسات
front-width = العرض
front-blocked = { PLURAL($n) ->
    [one] خبر واحد ({ $n }) يمنع النشر. انشره أو استبدله أولاً.
    [two] خبران ({ $n }) يمنعان النشر. انشرهما أو استبدلهما أولاً.
   *[other] { $n } أخبار تمنع النشر. انشرها أو استبدلها أولاً.
}
front-clash = غيّر { $name } «{ $place }» في هذه الأثناء: فيها الآن «{ $now }». لم يمحُ تغييرك شيئاً.
front-again = نفّذ مع ذلك
front-news = تغيرت المسودة: { $name }
front-news-live = تغير ما يراه القراء أو ما هو مجدول. آخر من عمل على المسودة: { $name }
front-state = النسخة { $number }، { $name }، { $time }
front-state-live = لا مسودة: ما يراه القراء
front-count = { PLURAL($n) ->
    [one] لحظة واحدة ({ $n })
   *[other] اللحظات: { $n }
}
front-no-history = لا شيء بعد: كانت الواجهة تلقائية دائماً
front-seen-at = ما رآه القراء في
front-see = عرض
front-seen-then = الواجهة كما رآها القراء
front-seen-help = بتصميم اليوم، من دون الأكثر قراءة
front-that-version = الواجهة في هذه النسخة
front-newest-draft = المسودة كما هي
front-restore = استعادتها مسودةً
spot-lead = الافتتاح
spot-beside = تحت الافتتاح، { $number }
spot-second = الصف 2، الخانة { $number }
spot-pictures = بالصور، { $number }
spot-section = { $name }، { $number }
key-slot = خانة
key-pick-put = أخذ ووضع
key-delete-name = Del
key-go-front = إلى الواجهة
done-front-placed = وُضع
done-front-emptied = أُخرج من المسودة
done-front-dressed = حُفظ عنوان الواجهة وصورتها
done-front-cleared = كل الخانات تلقائية
done-front-undone = أُلغي
done-front-restored = استُعيدت مسودةً
done-front-published = الواجهة منشورة
done-front-scheduled = الواجهة مجدولة
done-front-unscheduled = أُلغيت جدولة الواجهة

# People: accounts and how they are signed in to
sign-in-passkey = الدخول بمفتاح مرور
sign-in-sso = الدخول عبر { $name }
sign-in-or = أو
sign-in-again = ابدأ الدخول من جديد
passkey-failed = لم يستجب الجهاز. حاول مرة أخرى، أو استخدم كلمة السر.
password-chosen = حُفظت كلمة السر. سجّل الدخول.
field-code = الرمز
second-step = الخطوة الثانية
second-step-ask = اكتب الأرقام الستة التي يعرضها تطبيقك، أو أحد رموز الاسترداد.
second-step-lost = فقدت الهاتف ورموز الاسترداد؟ يستطيع رئيس التحرير إزالة الخطوة الثانية.
choose-password = اختيار كلمة السر
invitation-new = مرحبا { $name }. اختر كلمة السر التي ستدخل بها غرفة التحرير.
invitation-renews = مرحبا { $name }. اختر كلمة سر جديدة؛ ستُغلق جلساتك المفتوحة.
password-help = اثنا عشر حرفًا على الأقل. جملة من بضع كلمات آمنة وسهلة التذكر.
present-password = كلمة السر الحالية
password-change-help = تُغلق كل جلساتك الأخرى.
change-name = تغيير الاسم
passkeys = مفاتيح المرور
passkeys-help = يبقى مفتاح المرور في جهازك، ويحميه رمز أو إصبع أو وجه. وهو يغني عن كلمة السر والرمز، ولا يستطيع موقع مزيف سرقته.
passkey-add = إضافة مفتاح مرور
passkey-make = إنشاء مفتاح المرور
passkey-name-help = أعطه اسم الجهاز لتعرفه فيما بعد. ثم يطلب الجهاز منك تأكيد أنك أنت.
passkey-name-of = اسم مفتاح المرور { $name }
passkey-where = لإضافة مفتاح مرور يلزم JavaScript ومتصفح يعرف هذه المفاتيح، وفتح غرفة التحرير على العنوان
never = لم يُستعمل
second-step-since = منذ { $day }
second-step-off = غير معدّة
second-step-help = تطلب غرفة التحرير عندئذ، مع كلمة السر، رمزا ينشئه تطبيق على هاتفك. ومفتاح المرور لا يحتاج إليه.
second-step-add = إعداد خطوة ثانية
second-step-remove = إزالة الخطوة الثانية
second-step-reset = إزالة مفاتيح المرور والخطوة الثانية
second-step-scan = صوّر هذا المربع بتطبيق للرموز.
second-step-picture = رمز QR للتصوير
second-step-type = أو اكتب هذا السر:
second-step-here = فتح التطبيق على هذا الجهاز
second-step-first = اكتب الرمز الذي يعرضه. من عندها تسري الخطوة الثانية.
second-step-switch-on = تأكيد الرمز
second-step-needed = تحتاج إلى خطوة ثانية
second-step-needed-help = في غرفة التحرير هذه يتطلب دورك أكثر من كلمة السر. أعدّ إحدى الطريقتين، وكل ما عداها في انتظارك.
second-step-by-code = كلمة السر ورمز
second-step-roles = الأدوار التي تتطلب خطوة ثانية
second-step-roles-help = من ليس لديه مفتاح مرور ولا رمز يُعدّ أحدهما عند طلبه التالي قبل أي شيء آخر، ولا قيمة لرموزه البرمجية حتى ذلك الحين. يسري هذا فورًا، وعليك أيضًا.
second-step-lacks = خطوة ثانية يجب إعدادها
recovery-codes = رموز الاسترداد
recovery-left = { PLURAL($n) ->
    [0] لم يبق أي رمز استرداد
    [one] بقي رمز استرداد واحد
    [two] بقي رمزا استرداد
    [few] بقيت { $n } رموز استرداد
    [many] بقي { $n } رمز استرداد
   *[other] بقي { $n } رمز استرداد
 }
recovery-renew = إنشاء رموز استرداد جديدة
recovery-once = الخطوة الثانية جاهزة. لن تُعرض هذه الرموز مرة أخرى أبدا.
recovery-help = يحل كل منها مرة واحدة محل رمز التطبيق. اطبعها أو احفظها في مدير كلمات السر، في غير هاتفك.
recovery-kept = الرموز في مكان آمن
sessions = الجلسات المفتوحة
sessions-help = المتصفحات التي دخلت منها. أغلق ما لا تعرفه، وغيّر كلمة السر.
sessions-none = لا توجد جلسة مفتوحة
sessions-end-others = إغلاق كل الجلسات الأخرى
session-browser = المتصفح
session-address = العنوان
session-used = آخر استعمال
session-since = منذ
session-end = إغلاق
session-this = هذه الجلسة
browser-on = { $browser } على { $system }
browser-unknown = متصفح مجهول
comes-in = الدخول
last-seen = آخر ظهور
by-passkeys = { PLURAL($n) ->
    [one] مفتاح مرور
    [two] مفتاحا مرور
    [few] { $n } مفاتيح مرور
   *[other] { $n } مفتاح مرور
 }
by-code = رمز
by-password-and-code = كلمة سر ورمز
by-password = كلمة سر فقط
invitations = روابط مفتوحة
invitation-for = من أجل
invitation-until = صالح حتى
new-account = حساب جديد
withdraw = سحب
invite = دعوة
invite-help = يتلقى الشخص منك رابطا صالحا 72 ساعة ويختار فيه كلمة السر. لا يعرفها أحد غيره.
link = رابط
link-once = أرسل هذا الرابط إلى { $name }. يصلح 72 ساعة ويُستعمل مرة واحدة ولن يُعرض ثانية.
link-to-password = إنشاء رابط لكلمة سر جديدة
enable-account = إعادة فتح
done-name = تغيّر الاسم
done-session-ended = أُغلقت الجلسة
done-sessions-ended = أُغلقت الجلسات الأخرى
done-second-step-removed = أُزيلت الخطوة الثانية
done-second-step-reset = أُزيلت مفاتيح المرور والخطوة الثانية، وأُغلقت الجلسات
done-sign-in-policy = تقررت الخطوات الثانية
done-passkey-added = أُضيف مفتاح المرور
done-passkey-renamed = تغيّر اسم مفتاح المرور
done-passkey-removed = أُزيل مفتاح المرور
done-account-saved = حُفظ الحساب
done-enabled = أُعيد فتح الحساب
done-withdrawn = سُحب الرابط

## الأجندة
space-planning = الأجندة
planning-day = يوم
planning-month = شهر
planning-time = الفترة
planning-search = تصفية الأحداث
planning-before-day = اليوم السابق
planning-before-week = الأسبوع السابق
planning-before-month = الشهر السابق
planning-after-day = اليوم التالي
planning-after-week = الأسبوع التالي
planning-after-month = الشهر التالي
planning-today = اليوم
key-today = اليوم
planning-title-week = الأسبوع { $number }، من { $from } إلى { $to }
planning-all-editions = كل الطبعات
planning-all-sections = كل الأقسام
planning-only-open = بلا مكلَّف
planning-only-embargo = تحت الحظر
planning-only-mine = لي
planning-more = هناك المزيد: اختر فترة أقصر أو مرشحا.
planning-follow = المتابعة في تقويم
planning-follow-help = يشترك برنامج التقويم (iCalendar) في هذا العنوان بأي اسم، وبرمز يحق له القراءة كلمة مرور. لا تظهر فيه ملاحظات المكتب، وإلغاء الرمز ينهيه.
planning-follow-address = عنوان التقويم
planning-clash = غيّر { $name } في هذه الأثناء: { $field }. لم يُكتب فوق أي شيء، والحدث معروض كما هو الآن.
event-recurs = يتكرر
event-again = يتكرر
event-also = مواعيد مضافة
event-skipped = مواعيد ملغاة
event-this-time = هذا الموعد وحده
event-apart = تعديل هذا الموعد
event-skip = إلغاء هذا الموعد
repeat-never = أبدا
repeat-daily = كل يوم
repeat-weekdays = من الاثنين إلى الجمعة
repeat-weekly = كل أسبوع في اليوم نفسه
repeat-monthly = كل شهر في التاريخ نفسه
repeat-monthly-day = كل شهر في اليوم نفسه من الأسبوع
repeat-yearly = كل سنة
repeat-every = الفاصل (2: مرة من كل مرتين)
repeat-until = حتى
repeat-times = عدد المرات
repeats-daily = { PLURAL($every) ->
    [1] كل يوم
    [2] كل يومين
    [few] كل { $every } أيام
   *[other] كل { $every } يوما
}
repeats-weekdays = { PLURAL($every) ->
    [1] من الاثنين إلى الجمعة
    [2] من الاثنين إلى الجمعة كل أسبوعين
    [few] من الاثنين إلى الجمعة كل { $every } أسابيع
   *[other] من الاثنين إلى الجمعة كل { $every } أسبوعا
}
repeats-weekly = { PLURAL($every) ->
    [1] كل أسبوع
    [2] كل أسبوعين
    [few] كل { $every } أسابيع
   *[other] كل { $every } أسبوعا
}
repeats-monthly = { PLURAL($every) ->
    [1] كل شهر في التاريخ نفسه
    [2] كل شهرين في التاريخ نفسه
    [few] كل { $every } أشهر في التاريخ نفسه
   *[other] كل { $every } شهرا في التاريخ نفسه
}
repeats-monthly-day = { PLURAL($every) ->
    [1] كل شهر في اليوم نفسه من الأسبوع
    [2] كل شهرين في اليوم نفسه من الأسبوع
    [few] كل { $every } أشهر في اليوم نفسه من الأسبوع
   *[other] كل { $every } شهرا في اليوم نفسه من الأسبوع
}
repeats-yearly = { PLURAL($every) ->
    [1] كل سنة
    [2] كل سنتين
    [few] كل { $every } سنوات
   *[other] كل { $every } سنة
}
repeats-times = عدد المرات { $count }
repeats-until = حتى { $day }
repeats-without = { PLURAL($count) ->
    [1] إلا موعدا واحدا
    [2] إلا موعدين
    [few] إلا { $count } مواعيد
   *[other] إلا { $count } موعدا
}
repeats-rule = وفق قاعدة: { $rule }
repeats-also = في مواعيد عدة
planning-import = استيراد تقويم (.ics)
planning-import-help = يدخل كل حدث من الملف إلى الأجندة، والحدث المتكرر سلسلة فيها. يبقى الملف بين البرقيات، وتُعرف نسخه التالية.
planning-import-file = الملف
planning-import-do = استيراد
done-event-skipped = أُلغي الموعد
done-calendar-imported = استُورد التقويم
done-calendar-known = كانت هذه الأحداث في الأجندة من قبل
done-calendar-empty = لا شيء يُخطط له في هذا الملف: كل ما فيه ملغى
act-set-event-apart = فصل موعدا عن سلسلة
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد
new-event = حدث جديد
add-event = إضافة الحدث
edit-event = تعديل الحدث
event-open = الحدث المختار
open-event = فتح الحدث
my-assignments = تكليفاتي
my-assignments-none = لا شيء مسند إليك.
events-count = الأحداث:
event-all-day-short = اليوم كله
event-goes-on = تتمة
event-own-short = للنشر
event-own = للنشر (عمل هيئة التحرير)
event-all-day = طوال اليوم
event-when = { $day }، { $from }، حتى { $to }
event-when-open = { $day }، { $from }
event-when-long = { $day }، { $from }، حتى { $last }، { $to }
event-when-day = { $day }، طوال اليوم
event-when-days = من { $day } إلى { $last }
event-zone-is = التوقيت في المكان:
event-wire-changed = غيّرت البرقيات هذا الحدث
event-wire-changed-short = تغيّر عبر البرقيات:
event-seen = اطُّلع عليه
coverages = التغطية
coverages-none = لا تغطية مقررة.
coverages-none-story = أضف تغطية لإنشاء خبرها.
coverage = تغطية
coverage-text = نص
coverage-photo = صور
coverage-video = فيديو
coverage-live = مباشر
coverage-audio = صوت
coverage-graphic = إنفوغراف
coverage-letter-text = ن
coverage-letter-photo = ص
coverage-letter-video = ف
coverage-letter-live = م
coverage-letter-audio = ت
coverage-letter-graphic = غ
coverage-legend = ن نص، ص صور، ف فيديو، م مباشر
coverage-state-open = بلا مكلَّف
coverage-state-assigned = مسند
coverage-state-working = قيد العمل
coverage-state-done = منجز
coverage-state-dropped = متروك
coverage-needed = بلا مكلَّف
coverage-late = متأخر:
coverage-begin = بدء
coverage-finish = أُنجز
coverage-stories = الخبر
coverage-edition-same = كما للحدث
take-coverage = أخذ
give-back = إعادة
assign-change = إسناد وتعديل
add-coverage = إضافة تغطية
link-story = ربط خبر
start-story = إنشاء الخبر
key-assign = إسناد
key-day = يوم
key-go-planning = إلى الأجندة
standing-planned = مقرر
standing-postponed = مؤجل
standing-cancelled = ملغى
event-title = ما سيحدث
event-place = المكان
event-starts = البداية
event-ends = النهاية
event-zone = بتوقيت
event-standing = الحالة
event-needed = التغطية المطلوبة
event-description = الوصف
event-private-note = ملاحظة داخلية
event-private-help = الاعتماد وجهات الاتصال
event-kind = النوع
event-assignee = مسند إلى
event-deadline = الموعد النهائي
event-note = التعليمات
event-state = الحالة
event-story = الخبر
event-story-help = الرقم أو العنوان
event-edition = الطبعة
event-section = القسم
event-urgency = الأولوية
event-embargo = الحظر
event-text = ملاحظة
event-notes = ملاحظات
event-note-new = ملاحظة جديدة
event-note-add = تدوين
event-history = ما تغيّر
event-version = النسخة { $number }،
plan-item = إلى الأجندة
plan-where = الطبعة والقسم في الأجندة
yes = نعم
no = لا
done-event-added = أضيف الحدث
done-event-saved = حُفظ الحدث
done-event-planned = الحدث في الأجندة
done-event-noted = دُوِّنت
done-event-seen = وُقّع: اطُّلع عليه
done-event-undone = تم التراجع
done-coverage-added = أضيفت التغطية
done-coverage-saved = حُفظت التغطية
done-coverage-taken = هذه التغطية لك
done-coverage-given-back = أعيدت التغطية
planning-week = أسبوع

# رموز واجهة البرمجة
tokens = رموز واجهة البرمجة
token = الرمز
tokens-help = بالرمز يعمل برنامج باسمك عبر واجهة البرمجة، ولا يحق له أبدا أكثر مما يحق لك. كلمة مرور جديدة لا تنهي الرموز؛ ألغ ما لم يعد لازما منها.
token-name-help = ما الذي يستخدمه، لتعرفه لاحقا: استيراد الأرشيف، عمليات التحقق في نظام النشر.
token-scopes = النطاقات
token-owner = صاحبه
token-until = ينتهي في
token-until-help = يسري حتى نهاية هذا اليوم. وبلا تاريخ يسري حتى يُلغى.
token-endless = بلا نهاية
token-make = إنشاء رمز
token-revoke = إلغاء
token-once = الرمز « { $name } ». لا يظهر إلا هذه المرة: انسخه الآن. من يملكه يستطيع فعل ما خُصص له.
scope-read = الاطلاع على الأخبار والبرقيات والصور والواجهة والملاحظات
scope-checks = عرض وثائق أنظمة أخرى على التحقق
scope-write = كتابة الأخبار وإضافة الصور وتحمل مسؤولية الملاحظات
scope-wires = إيداع البرقيات وأخذها وفرزها
scope-fronts = إعداد الواجهة
scope-publish = النشر والتصويب والجدولة والسحب
scope-manage = إدارة الحسابات والمصادر والشركاء وعمليات التحقق؛ وقراءة السجل
done-token-revoked = أُلغي الرمز

# مشكلات واجهة البرمجة
problem-unreadable = الطلب غير مقروء
problem-unknown-caller = يلزم رمز
problem-not-allowed = غير مسموح
problem-not-there = غير موجود
problem-method = تلزم طريقة أخرى
problem-conflict = لا يتفق مع ما هو موجود
problem-too-large = كبير جدا
problem-media = ليس بهذا الشكل
problem-unfit = ليس هكذا
problem-too-many = مرات كثيرة
problem-fault = عطل من جهتنا
refused-body = محتوى الطلب غير مناسب: { $why }. الوصف في ‎/api/openapi.json يبين ما يُقبل.
refused-query = عنوان الطلب غير مناسب: { $why }. الوصف في ‎/api/openapi.json يبين ما يمكن طلبه.
refused-not-json = يُقبل هنا JSON. أرسله مع ‎«Content-Type: application/json».

## The board
show-mine = لي
show-late = متأخرة
show-blocked = محجوبة
show-scheduled = مجدولة
show-published = نُشرت للتو
by-anybody = مسندة إلى: الجميع
by-me = أنا
by-nobody = لا أحد
urgency-any = كل درجات الاستعجال
urgency-most = استعجال { $n } فأعلى
preset-shared = غرفة الأخبار
preset-share = لغرفة الأخبار كلها
moves = ما يُفعل بالمقالات المحددة
ticked = المحددة
tick = تحديد { $slug }
move-back = المرحلة السابقة
move-forward = المرحلة التالية
move-here = ضع هنا
move-assign = إسناد
moved-done = { PLURAL($n) ->
    [zero] لم يتغير أي مقال
    [one] تغير مقال واحد
    [two] تغير مقالان
    [few] تغيرت { $n } مقالات
    [many] تغير { $n } مقالًا
   *[other] تغير { $n } مقال
}
moved-back = { PLURAL($n) ->
    [zero] لم يُعَد أي مقال
    [one] أُعيد مقال واحد كما كان
    [two] أُعيد مقالان كما كانا
    [few] أُعيدت { $n } مقالات كما كانت
    [many] أُعيد { $n } مقالًا كما كان
   *[other] أُعيد { $n } مقال كما كان
}
left-hours = بعد { $hours } س { $minutes }
left-minutes = بعد { $n } د
set-assignment = إسناد
done-assigned = أُسند المقال
key-peek = نظرة سريعة
key-tick = تحديد
key-forward = المرحلة التالية، السابقة
key-urgency = الاستعجال
key-space-name = المسافة
key-shift-name = Shift

## Comments
comments = التعليقات
comments-none = لا تعليقات
comment = تعليق
comment-text = التعليق
comment-help = ‎@الاسم‎ ينبه شخصًا. لا يرى القراء شيئًا من هذا.
comment-of = تعليق { $name }
comment-words-gone = لم تعد هذه الكلمات في النص
comment-closed = أغلقه { $name }، { $time }
comment-answer = رد
comment-resolve = إغلاق
comment-reopen = إعادة فتح
comment-go = إلى الكلمات
comment-people = أشخاص يُنبَّهون
comment-failed = لم يُرسل التعليق. ما زال هنا: أعد إرساله.
calls = هناك من يخاطبك
key-comment = تعليق
done-commented = أُضيف التعليق
done-resolved = أُغلق التعليق
done-reopened-comment = أُعيد فتح التعليق

## Where a role counts
reach = أين
reach-all = في كل مكان
reach-whole = الطبعة كلها
reach-help = إن لم يُحدد شيء: في كل مكان. وإلا فالدور لا يسري إلا على المقالات والواجهات هنا؛ وتبقى القراءة والتعليق متاحين في كل مكان.
read-only-reach = لا يمتد دورك إلى هذه الطبعة أو هذا القسم. يمكنك القراءة والتعليق.

## History as a file
history-export = تصدير السجل
history-file-written = كُتب السجل في { $time }
readers-saw = ما رآه القراء
publication-published = نُشر
publication-updated = حُدِّث
publication-corrected = صُحِّح
publication-killed = سُحب

## The record in words
act-accept-invitation = اختار كلمة السر
act-acknowledge-finding = تحمّل ملاحظة
act-add-account = فتح حسابًا
act-add-asset = أضاف صورة
act-add-event = خطط لحدث
act-add-passkey = أضاف مفتاح مرور
act-assign-story = أسند المقال
act-change-password = غيّر كلمة السر
act-comment-story = علّق
act-correct-story = صحّح
act-create-story = أنشأ المقال
act-decide-wire-alert = بتّ في برقية
act-demote-checks = خفّض فحوصًا
act-disable-account = أغلق حسابًا
act-edit-event = عدّل حدثًا
act-edit-front = عدّل الواجهة
act-enable-account = أعاد فتح حساب
act-end-other-sessions = أنهى الجلسات الأخرى
act-end-session = أنهى جلسة
act-file-item = أودع برقيات
act-give-back-scheduled-story = أعاده إلى قسم التحرير بدل نشره
act-import-story = استورد المقال
act-invite = دعا شخصًا
act-kill-story = سحب المقال
act-link-to-password = أنشأ رابط كلمة سر
act-make-token = أنشأ رمزًا
act-merge-item = أدخل برقية في المقال
act-plan-item = خطط لبرقية
act-publish-front = نشر الواجهة
act-publish-programme = نشر البرنامج
act-publish-scheduled-front = نشر الواجهة المجدولة
act-publish-scheduled-story = نشر المقال المجدول
act-publish-story = نشر
act-put-partner = ضبط شريكًا
act-put-preset = حفظ بحثًا
act-put-source = ضبط مصدرًا
act-raise-wire-alert = نبّه إلى برقية
act-remove-partner = أزال شريكًا
act-remove-passkey = أزال مفتاح مرور
act-remove-preset = أزال بحثًا
act-remove-second-step = أزال الخطوة الثانية
act-remove-source = أزال مصدرًا
act-rename-passkey = أعاد تسمية مفتاح مرور
act-renew-recovery-codes = جدّد رموز الاسترداد
act-reopen-comment = أعاد فتح تعليق
act-resend-to-partner = أعاد الإرسال إلى شريك
act-reset-second-step = أزال الخطوة الثانية عن شخص
act-resolve-comment = أغلق تعليقًا
act-revoke-token = ألغى رمزًا
act-save-revision = حفظ مراجعة
act-schedule-front = جدول الواجهة
act-schedule-story = جدول المقال
act-send-back-story = أعاده إلى الكتابة
act-set-check-levels = ضبط أوزان الفحوص
act-set-check-policy = قرر من يجيب عن الملاحظات المانعة
act-set-deadline = حدد الموعد النهائي
act-set-embargo = ضبط الحظر
act-set-house-rules = أعاد كتابة قواعد الدار
act-set-password = أعطى كلمة سر أخرى
act-set-up-second-step = فعّل الخطوة الثانية
act-set-sign-in-policy = قرر من يحتاج إلى خطوة ثانية
act-settle-letter = حفظ إرسالًا غير مقروء
act-sign-in = سجّل الدخول
act-sign-out = سجّل الخروج
act-spike-story = أهمل المقال
act-start-coverage = بدأ تغطية
act-open-coverage = فتح تغطية مباشرة
act-start-entry = بدأ مادة في تغطية مباشرة
act-pin-entry = ثبّت مادة أو ألغى تثبيتها
act-close-coverage = أنهى تغطية مباشرة
act-reopen-coverage = أعاد فتح تغطية مباشرة
act-submit-story = سلّمه إلى قسم التحرير
act-take-item = أخذ برقية
act-translate-story = بدأ ترجمة
act-unschedule-front = ألغى جدولة الواجهة
act-unschedule-story = ألغى جدولة المقال
act-unspike-story = استأنف المقال
act-update-account = عدّل حسابًا
act-update-event = حدّث حدثًا
act-update-story = حدّث
act-withdraw-acknowledgement = لم يعد يتحمل ملاحظة
act-withdraw-invitation = سحب دعوة
subject-story = مقال
subject-account = حساب
subject-login = اسم الدخول
subject-edition = طبعة
subject-event = حدث
subject-item = برقية
subject-asset = صورة
subject-source = مصدر
subject-partner = شريك
subject-preset = بحث
subject-token = رمز
subject-letter = إرسال
subject-check-levels = فحوص
subject-house-rules = قواعد الدار
detail-name = الاسم
detail-version = النسخة
detail-item = برقية
detail-edition = الطبعة
detail-revision = المراجعة
detail-at = الوقت
detail-role = الدور
detail-reach = أين
detail-login = اسم الدخول
detail-token = رمز
detail-reason = السبب
detail-place = الموضع
detail-path = العنوان
detail-live = منشور
detail-enabled = مفعّل
detail-change = التغيير
detail-changed = ما تغير
detail-by = بواسطة
detail-before = قبل ذلك
detail-address = العنوان
detail-why = لماذا
detail-until = حتى
detail-title = العنوان
detail-story = المقال
detail-shared = للجميع
detail-scopes = النطاق
detail-email = البريد الإلكتروني
detail-second-step-roles = الأدوار
detail-rule = الفحص
detail-finding = الملاحظة
detail-peer = من
detail-language = اللغة
detail-expires = ينتهي
detail-entry = قيد السجل
detail-decision = القرار
detail-deadline = الموعد النهائي
detail-assignee = مسند إلى
detail-called = المنبَّهون
detail-comment = التعليق
detail-thread = السلسلة
detail-beside = جانبًا
detail-base = كُتبت على
detail-of = من
detail-list = القائمة
detail-kind = النوع
detail-slots = الخانات
detail-coverage = التغطية
detail-after = بعد
detail-broadcasts = حلقات
detail-code = سبب الرفض
detail-edit = تعديل
detail-ended = جلسات أنهيت
detail-error = عطل
detail-event = حدث
detail-failures = إخفاقات
detail-findings = ملاحظات
detail-fingerprint = ملاحظة
detail-guid = الاسم لدى المصدر
detail-hash = بصمة
detail-items = برقيات
detail-left_out = متروكة
detail-new = منها جديدة
detail-ok = اتصال ناجح
detail-origin = الأصل
detail-passkeys = مفاتيح مرور
detail-problems = مشكلات
detail-rules = قواعد
detail-second-step = خطوة ثانية
detail-source = مصدر
detail-tokens = رموز
detail-type = نوع
by-passkey = مفتاح مرور
by-recovery-code = كلمة المرور ورمز احتياطي
by-sso = مزود الهوية

## التغطيات المباشرة
space-live = التغطيات المباشرة
key-go-live = إلى التغطيات المباشرة
direct-screen = تغطية مباشرة
direct-new = تغطية جديدة
direct-open = افتح التغطية
direct-on = مباشر
direct-ahead = ليست أمام القراء بعد
direct-closed = منتهية
direct-withdrawn = مسحوبة
direct-spiked = متروكة
direct-since = منذ { $time }
direct-publish = انشر التغطية
direct-close = أنهِ التغطية
direct-reopen = أعد فتح التغطية
direct-ahead-help = يمكن كتابة المواد الآن، وتُنشر حين تصبح التغطية أمام القراء.
direct-head = رأس التغطية
direct-where = النشر
direct-site = الموقع
direct-stream = شريط الأخبار
direct-stream-has = المحطات البارزة والعاجلة
direct-shift = المناوبة
direct-hand = سلّم المهمة
direct-readers = { PLURAL($n) ->
    [zero] لا قرّاء
    [one] قارئ واحد
    [two] قارئان
    [few] { $count } قرّاء
    [many] { $count } قارئًا
   *[other] { $count } قارئ
}
direct-told-in = وصل خلال { $seconds } ث
direct-told-last = آخر خبر أمام القرّاء:
entry-shown-on = { PLURAL($n) ->
    [one] قرأه { $count }
   *[other] قرأه { $count }
}
directs-empty = لا تغطيات مباشرة
directs-empty-help = افتح واحدة: تستقبل موادها حين تصبح أمام القراء.
entries = المواد
entries-none = لا مواد
entry-new = مادة جديدة
entry-edit = عدّل
entry-leave = اترك هذه المادة
entry-in-editor = افتح في المحرر
entry-kind = نوع المادة
entry-kind-plain = مادة
entry-kind-highlight = محطة بارزة
entry-kind-urgent = عاجل
entry-headline = عنوان المادة
entry-text = نص المادة
entry-picture = صورة المادة
entry-publish = انشر المادة
entry-publish-urgent = انشر كعاجل
entry-update = حدّث المادة
entry-correct = صوّب
entry-keep = احفظ مسودة
entry-rescued = عاد النص الذي لم تنشره.
entry-changed-at = عُدّل { $time }
entry-corrected = مصوّب
entry-behind = تعديلات لم تُنشر بعد
entry-pin = ثبّت
entry-unpin = ألغ التثبيت
entry-pinned-mark = مثبّت
entry-withdraw = اسحب المادة
entry-discard = تخلص من المسودة
entry-use = استعمل
entry-used = مستعملة
entry-use-wire = أدرج برقية
to-use = للاستعمال
to-use-none = لم يصل شيء.
to-use-kinds = برقيات وصور ورسائل
to-use-all = الكل
to-use-wires = برقيات
to-use-pictures = صور
to-use-messages = رسائل
to-use-from-pictures = صورة
to-use-from-messages = رسالة
to-use-done = أُغلقت
points = أبرز النقاط
points-edit = عدّل النقاط
points-help = نقطة في كل سطر
done-direct-opened = فُتحت التغطية
done-direct-published = نُشرت التغطية
done-direct-closed = انتهت التغطية
done-direct-reopened = أُعيد فتح التغطية
done-direct-handed = سُلّمت المهمة
done-entry-kept = حُفظت المسودة
done-entry-published = نُشرت المادة
done-entry-changed = حُدّثت المادة
done-entry-pinned = ثُبّتت المادة
done-entry-unpinned = أُلغي التثبيت
done-entry-withdrawn = سُحبت المادة
done-entry-discarded = أُهملت المسودة
done-points-saved = حُفظت النقاط

hours-label = الساعات المقبلة من { $from } إلى { $until }
hours-wanted = موعد التسليم
hours-goes-out = يُنشر
hours-embargo = ينتهي الحظر
comma = {"، "}
hours-more = { PLURAL($n) ->
    [one] وآخر
    [two] وآخران
    [few] و{ $n } أخرى
   *[other] و{ $n } أخرى
}

## Library
space-media = الوسائط
key-go-media = الذهاب إلى الوسائط
media-search = البحث عن صورة
media-add = إضافة صورة
media-care = تحتاج إلى مراجعة
media-cleared = صالحة للنشر
media-no-credit = المصدر ناقص
media-expires = الحقوق حتى { $day }
media-expired = انتهت الحقوق في { $day }
media-nameless = بلا تعليق
media-empty = لا صورة مناسبة
media-more = صور أقدم
media-none-open = لا صورة مفتوحة
media-none-open-help = اختر صورة أو أضف واحدة.
media-rights = الحقوق
media-holder = صاحب الحقوق
media-terms = الشروط
media-until = حتى
media-place = المكان
media-taken = التُقطت
media-added-at = وصلت
media-kind = الصيغة
media-file = الملف
media-or-file = وإلا فما في الملف
done-media-added = أُضيفت الصورة
media-used =
    { PLURAL($n) ->
        [0] لم تُستخدم بعد
        [one] استُخدمت مرة واحدة
        [two] استُخدمت مرتين
        [few] استُخدمت { $n } مرات
       *[other] استُخدمت { $n } مرة
    }
media-used-in = مستخدمة في
media-on-fronts = في الصفحة الأولى:
media-place-do = إدراج
media-words = النصوص
media-missing = ناقص
media-translate = للترجمة من { $language }
media-empty-help =  جرّبوا كلمات أخرى.
crop-square = مربع
crop-tall = طولي
done-media-described = وُصفت الصورة
done-media-placed = أُدرجت الصورة في المقال
act-place-picture = أدرج صورة في المقال
act-describe-picture = وصف صورة
act-set-focal-point = ضبط نقطة التركيز
detail-asset = صورة
detail-credit = المصدر
detail-captions = تعليقات باللغات
detail-series = السلسلة
detail-x = أفقيًا
detail-y = عموديًا
key-place = إدراج الصورة في مقال
library-choose = اختيار من مكتبة الصور
library-none = لا صورة مناسبة
library-found =
    { PLURAL($n) ->
        [one] صورة واحدة
        [two] صورتان
        [few] { $n } صور
       *[other] { $n } صورة
    }
media-put = إدراج في مقال
library-search = البحث عن صورة
history-ruler = من { $from } إلى { $until }: ما نُشر
readers-saw-at = ما كان يراه القراء
readers-saw-until = حتى { $until }
readers-saw-read = { $seen }، { $read }
version-read = { PLURAL($n) ->
    [zero] لم تُقرأ
    [one] قُرئت مرة واحدة
    [two] قُرئت مرتين
    [few] قُرئت { $count } مرات
    [many] قُرئت { $count } مرةً
   *[other] قُرئت { $count } مرة
}
readers-saw-nothing = لم يكن هذا المقال لدى القراء في ذلك الوقت.
stood-now = أين يظهر
stood-then = أين كان يظهر
stood-placed = وضعه التحرير
stood-filled = ظهر تلقائيًا
stood-nowhere = لا يظهر فيها
stood-pages = الصفحات
stood-feeds = التلقيمات
show = عرض
key-saw = ما كان يراه القراء
roles-may = ما يمكن لكل دور فعله
may = يمكنه
settings-editions = الطبعات
editions-help = الطبعة ملف في مجلد غرفة الأخبار، ويُؤخذ بأي تغيير فيه عند التشغيل التالي.
direction = الاتجاه
direction-ltr = من اليسار إلى اليمين
direction-rtl = من اليمين إلى اليسار
time-zone = المنطقة الزمنية
numerals = الأرقام
sections = الأقسام
more-than = أكثر من
check-why = لماذا
filters-and-searches = البحث والترشيح والإيداع
readers-saw-version = المراجعة { $number }، على الشاشة منذ { $since }
changes-since = التغييرات منذ النسخة { $from }
being-written = قيد الكتابة
released-published = نشر { $name } هذا المقال عند { $time }.
released-scheduled = نُشر هذا المقال عند { $time } حسب الموعد.
released-updated = حدّث { $name } هذا المقال للقراء عند { $time }.
released-corrected = نشر { $name } تصحيحا لهذا المقال عند { $time }.
released-killed = سحب { $name } هذا المقال عند { $time }.
released-draft = { PLURAL($n) ->
    [0] ما يُكتب من الآن مسودة جديدة.
    [one] تغيير واحد بعد ذلك هو مسودة جديدة.
    [two] تغييران بعد ذلك هما مسودة جديدة.
    [few] { $n } تغييرات بعد ذلك هي مسودة جديدة.
   *[other] { $n } تغييرا بعد ذلك هي مسودة جديدة.
}
released-withdrawn-draft = { PLURAL($n) ->
    [0] لن يُنشر شيء مما كُتب هنا.
    [one] تغيير واحد بعد ذلك محفوظ ولن يُنشر.
    [two] تغييران بعد ذلك محفوظان ولن يُنشرا.
    [few] { $n } تغييرات بعد ذلك محفوظة ولن تُنشر.
   *[other] { $n } تغييرا بعد ذلك محفوظة ولن تُنشر.
}
coverage-here = الحاضرون الآن
publications = مرات النشر
seal = الختم
record-sealed = الملف مختوم، { PLURAL($revisions) ->
    [one] نسخة واحدة
    [two] نسختان
    [few] { $revisions } نسخ
   *[other] { $revisions } نسخة
}، { PLURAL($publications) ->
    [zero] بلا نشر
    [one] نُشر مرة واحدة
    [two] نُشر مرتين
    [few] نُشر { $publications } مرات
   *[other] نُشر { $publications } مرة
}
record-unsealed = لم يُختم بعد: كُتب هذا المقال في إصدار سابق. يُختم أثناء عمل الخدمة.
record-broken-revision = الملف غير مطابق بدءًا من النسخة { $number }
record-broken-publication = الملف غير مطابق بدءًا من نشر { $time }
record-changed = المحفوظ ليس ما خُتم.
record-lost-before = ما كان قبلها لم يعد موجودًا.
record-lost-after = ما جاء بعدها لم يعد موجودًا.
record-added = بلا ختم: أُضيفت من خارج غرفة التحرير.
record-broken-do = لا شيء مثبت بعد ذلك: احتفظ بقاعدة البيانات كما هي وقارنها بنسخة احتياطية.
