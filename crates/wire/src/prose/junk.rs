//! Lines of a page that are no story: buttons, menus, prompts, teasers, feet. Every verdict has a reason to tell.

use super::{ends_sentence, plain_lower, word_count};

/// Why a line is no story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Junk {
    Button,
    Prompt,
    Legal,
    Counter,
    /// One line that leads to another story.
    ReadAlso,
    /// The next few lines lead to other stories; the story may go on behind them.
    AlsoFollow,
    /// Only ways to other stories follow.
    TeasersFollow,
}

impl Junk {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Button => "a button or menu",
            Self::Prompt => "a prompt to subscribe, sign in or accept",
            Self::Legal => "a legal line",
            Self::Counter => "a counter",
            Self::ReadAlso | Self::AlsoFollow | Self::TeasersFollow => "a way to another story",
        }
    }
}

/// Labels that are whole lines.
const BUTTONS: &[&str] = &[
    "partager",
    "partagez",
    "partage",
    "facebook",
    "twitter",
    "x",
    "x twitter",
    "whatsapp",
    "linkedin",
    "telegram",
    "messenger",
    "bluesky",
    "threads",
    "instagram",
    "youtube",
    "tiktok",
    "pinterest",
    "reddit",
    "flipboard",
    "email",
    "e mail",
    "mail",
    "courriel",
    "sms",
    "imprimer",
    "copier le lien",
    "copier",
    "lien copié",
    "envoyer",
    "envoyer par mail",
    "envoyer par e mail",
    "envoyer par email",
    "commenter",
    "réagir",
    "commentaires",
    "sauvegarder",
    "enregistrer",
    "favoris",
    "ajouter aux favoris",
    "lire plus tard",
    "offrir",
    "offrir l'article",
    "offrir cet article",
    "écouter",
    "écouter l'article",
    "ecouter",
    "s'abonner",
    "abonnez vous",
    "je m'abonne",
    "s'inscrire",
    "je m'inscris",
    "se connecter",
    "connexion",
    "mon compte",
    "déconnexion",
    "menu",
    "rechercher",
    "recherche",
    "accueil",
    "fermer",
    "suivant",
    "précédent",
    "retour",
    "haut de page",
    "retour en haut",
    "aller au contenu",
    "aller au contenu principal",
    "newsletter",
    "newsletters",
    "publicité",
    "pub",
    "annonce",
    "la suite après la publicité",
    "la suite après cette publicité",
    "partager l'article",
    "partager cet article",
    "voir plus",
    "plus d'articles",
    "lire la suite",
    "suivre",
    "suivez nous",
    "contact",
    "qui sommes nous",
    "mentions légales",
    "plan du site",
    "cgu",
    "cgv",
    "politique de confidentialité",
    "gérer les cookies",
    "cookies",
    "archives",
    "rss",
    "podcasts",
    "vidéos",
    "à la une",
    "en direct",
    "direct",
    "le direct",
    "accepter",
    "tout accepter",
    "refuser",
    "tout refuser",
    "continuer sans accepter",
    "paramétrer",
    "ok",
    "en savoir plus",
    "agrandir",
    "agrandir l'image",
    "zoom",
    "share",
    "tweet",
    "post",
    "print",
    "save",
    "saved",
    "comment",
    "comments",
    "subscribe",
    "subscribe now",
    "sign in",
    "sign up",
    "log in",
    "login",
    "register",
    "search",
    "home",
    "close",
    "next",
    "previous",
    "back",
    "back to top",
    "top",
    "advertisement",
    "advertising",
    "ad",
    "skip to content",
    "skip to main content",
    "listen",
    "listen to this article",
    "follow",
    "follow us",
    "copy link",
    "link copied",
    "share this",
    "share this article",
    "share article",
    "share on",
    "more",
    "read more",
    "show more",
    "load more",
    "view comments",
    "gift",
    "gift this article",
    "bookmark",
    "reprints",
    "contact us",
    "about us",
    "privacy policy",
    "terms of use",
    "terms of service",
    "cookie policy",
    "accept",
    "accept all",
    "reject all",
    "manage cookies",
    "sponsored",
    "promoted",
    "live",
    "videos",
    "video",
    "most popular",
    "trending",
    "breaking news",
    "enlarge",
    "expand",
    "view gallery",
    "hide caption",
    "toggle caption",
    "enlarge this image",
    "teilen",
    "drucken",
    "merken",
    "anzeige",
    "werbung",
    "suche",
    "startseite",
    "anmelden",
    "abonnieren",
    "schließen",
    "kommentare",
    "weiterlesen",
    "mehr",
    "compartir",
    "imprimir",
    "publicidad",
    "buscar",
    "inicio",
    "suscríbete",
    "iniciar sesión",
    "شارك",
    "مشاركة",
    "شارك المقال",
    "شارك الخبر",
    "طباعة",
    "اطبع",
    "اشترك",
    "اشترك الآن",
    "تسجيل الدخول",
    "القائمة",
    "بحث",
    "ابحث",
    "الرئيسية",
    "الصفحة الرئيسية",
    "إعلان",
    "اعلان",
    "إغلاق",
    "اغلاق",
    "تعليقات",
    "التعليقات",
    "أضف تعليق",
    "فيسبوك",
    "تويتر",
    "إكس",
    "واتساب",
    "تلغرام",
    "تيليجرام",
    "نسخ الرابط",
    "انسخ الرابط",
    "البريد الإلكتروني",
    "حفظ",
    "استمع",
    "تابعنا",
    "اتصل بنا",
    "من نحن",
    "سياسة الخصوصية",
    "المزيد",
    "اقرأ المزيد",
    "التالي",
    "السابق",
    "مباشر",
    "النشرة البريدية",
    "قبول",
    "رفض",
];

/// Beginnings of lines that ask something of the reader.
const PROMPTS: &[&str] = &[
    "inscrivez-vous",
    "abonnez-vous",
    "recevez ",
    "recevoir ",
    "déjà abonné",
    "pas encore abonné",
    "créez votre compte",
    "connectez-vous",
    "cet article est réservé",
    "article réservé",
    "réservé aux abonnés",
    "réservé à nos abonnés",
    "contenu réservé",
    "il vous reste ",
    "la suite est réservée",
    "suivez-nous",
    "suivez nous",
    "suivez l'actualité",
    "retrouvez-nous",
    "rejoignez",
    "téléchargez l'appli",
    "téléchargez notre",
    "nous utilisons des cookies",
    "ce site utilise des cookies",
    "en poursuivant votre navigation",
    "en cliquant sur",
    "votre adresse",
    "votre email",
    "votre e-mail",
    "saisissez votre",
    "partager sur",
    "partagez sur",
    "partager cet article",
    "partager l'article",
    "partager par",
    "partager via",
    "envoyer par",
    "ajouter à",
    "ajoutez ",
    "cliquez ici",
    "cliquez pour",
    "écoutez cet article",
    "activer les notifications",
    "ce contenu est bloqué",
    "ce contenu n'a pas pu",
    "pour afficher ce contenu",
    "la newsletter",
    "newsletter :",
    "notre newsletter",
    "découvrez notre offre",
    "profitez de",
    "soutenez",
    "sign up",
    "subscribe to",
    "subscribe for",
    "subscribe now",
    "get our",
    "get the latest",
    "get breaking",
    "already a subscriber",
    "already have an account",
    "log in to",
    "sign in to",
    "create an account",
    "this article is for subscribers",
    "to continue reading",
    "follow us",
    "download our app",
    "download the app",
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "by clicking",
    "by continuing",
    "by signing up",
    "enter your email",
    "your email",
    "share on",
    "share this",
    "share via",
    "click here",
    "tap here",
    "support our",
    "support independent",
    "join our",
    "join the",
    "listen to this",
    "melden sie sich",
    "newsletter abonnieren",
    "wir verwenden cookies",
    "teilen auf",
    "suscríbete a",
    "regístrate",
    "اشترك في",
    "اشتركوا في",
    "سجل الدخول",
    "سجّل الدخول",
    "تابعنا على",
    "تابعونا على",
    "انضم إلى",
    "حمل التطبيق",
    "حمّل التطبيق",
    "نستخدم ملفات",
    "يستخدم هذا الموقع",
    "شارك على",
    "شارك عبر",
    "شاركها على",
    "انقر هنا",
    "اضغط هنا",
    "أدخل بريدك",
];

const LEGAL: &[&str] = &[
    "tous droits réservés",
    "tous droits de reproduction",
    "toute reproduction",
    "reproduction interdite",
    "mentions légales",
    "all rights reserved",
    "may not be reproduced",
    "alle rechte vorbehalten",
    "todos los derechos",
    "جميع الحقوق محفوظة",
    "الحقوق محفوظة",
    "terms and conditions",
    "privacy policy",
    "politique de confidentialité",
];

/// Beginnings of lines that lead to another story named on the same line, or on the next ones.
const ALSO: &[&str] = &[
    "lire aussi",
    "à lire aussi",
    "a lire aussi",
    "lire également",
    "à lire également",
    "lire egalement",
    "lisez aussi",
    "à lire",
    "voir aussi",
    "à voir aussi",
    "à voir",
    "voir également",
    "écouter aussi",
    "notre article",
    "notre dossier",
    "retrouvez notre",
    "relire",
    "à relire",
    "pour aller plus loin",
    "en savoir plus",
    "plus d'infos",
    "regarder",
    "à écouter",
    "read also",
    "also read",
    "read more",
    "read next",
    "see also",
    "more on this",
    "more on",
    "watch",
    "don't miss",
    "recommended",
    "up next",
    "lesen sie auch",
    "mehr zum thema",
    "lea también",
    "lea además",
    "le puede interesar",
    "te puede interesar",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "اقرأ ايضا",
    "إقرأ أيضا",
    "اقرا ايضا",
    "إقرأ أيضاً",
    "اقرأوا أيضا",
    "شاهد أيضا",
    "شاهد أيضاً",
    "شاهد ايضا",
    "طالع أيضا",
];

/// Lines behind which only teasers come.
const TEASERS: &[&str] = &[
    "sur le même sujet",
    "sur le meme sujet",
    "les plus lus",
    "les plus lues",
    "articles les plus lus",
    "le plus lu",
    "à découvrir",
    "à découvrir aussi",
    "dans la même rubrique",
    "articles liés",
    "articles similaires",
    "nos derniers articles",
    "les dernières actualités",
    "dernières actualités",
    "derniers articles",
    "contenus sponsorisés",
    "contenu sponsorisé",
    "à ne pas manquer",
    "vous aimerez aussi",
    "vous aimerez également",
    "ailleurs sur le web",
    "plus d'actualités",
    "toute l'actualité",
    "toute l'actu",
    "l'actu en continu",
    "l'info en continu",
    "nos recommandations",
    "recommandé pour vous",
    "voir tous les articles",
    "most read",
    "most viewed",
    "related",
    "related articles",
    "related stories",
    "related news",
    "related topics",
    "more stories",
    "more from",
    "latest news",
    "latest stories",
    "top stories",
    "you may also like",
    "you might also like",
    "recommended for you",
    "around the web",
    "from around the web",
    "sponsored content",
    "editor's picks",
    "editors' picks",
    "trending now",
    "what to read next",
    "more in",
    "in other news",
    "meistgelesen",
    "das könnte sie auch interessieren",
    "weitere artikel",
    "noticias relacionadas",
    "más noticias",
    "الأكثر قراءة",
    "الأكثر مشاهدة",
    "مواضيع ذات صلة",
    "أخبار ذات صلة",
    "اخبار ذات صلة",
    "مقالات ذات صلة",
    "ذات صلة",
    "قد يعجبك أيضا",
    "قد يهمك أيضا",
    "آخر الأخبار",
    "اخر الاخبار",
    "المزيد من الأخبار",
];

/// Why a line is no story; nothing where it may be one.
pub(crate) fn verdict(line: &str) -> Option<Junk> {
    const LETTERS_MAX: usize = 240;
    if line.chars().count() > LETTERS_MAX {
        return None;
    }
    let lower = plain_lower(line);
    let label = label(&lower);
    if label.is_empty() || label.chars().all(|letter| !letter.is_alphabetic()) {
        return (!is_rule(line)).then_some(Junk::Counter);
    }
    if BUTTONS.contains(&label.as_str()) || is_row_of_buttons(&lower) {
        return Some(Junk::Button);
    }
    if TEASERS.contains(&label.as_str()) {
        return Some(Junk::TeasersFollow);
    }
    if let Some(also) = also(&lower, line) {
        return Some(also);
    }
    let short = word_count(line) <= 30;
    if short && PROMPTS.iter().any(|start| lower.starts_with(start)) && !is_reported(line) {
        return Some(Junk::Prompt);
    }
    if LEGAL.iter().any(|words| lower.contains(words)) && (short || lower.starts_with(['©', '('])) {
        return Some(Junk::Legal);
    }
    let year = lower.starts_with("© 20") || lower.starts_with("©20") || lower.starts_with("copyright ");
    if year && short {
        return Some(Junk::Legal);
    }
    is_counter(&lower).then_some(Junk::Counter)
}

/// A line of signs that divides: no words to lose, and no story.
fn is_rule(line: &str) -> bool {
    line.trim().is_empty()
}

/// Letters, digits and single spaces; icons and punctuation gone.
fn label(lower: &str) -> String {
    let mut label = String::new();
    for letter in lower.chars() {
        if letter.is_alphanumeric() || letter == '\'' {
            label.push(letter);
        } else if !label.is_empty() && !label.ends_with(' ') {
            label.push(' ');
        }
    }
    label.trim_end().to_owned()
}

/// `Facebook Twitter WhatsApp Email`, `Partager | Imprimer`
fn is_row_of_buttons(lower: &str) -> bool {
    let parts: Vec<&str> =
        lower.split(['|', '•', '·', '/', ',', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let known = |part: &&str| BUTTONS.contains(&label(part).as_str());
    if parts.len() > 1 && parts.iter().all(known) {
        return true;
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.len() > 1 && words.len() <= 12 && words.iter().all(known)
}

fn also(lower: &str, line: &str) -> Option<Junk> {
    let bare = lower.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let start = ALSO.iter().filter(|start| bare.starts_with(**start)).max_by_key(|start| start.len())?;
    let rest = bare[start.len()..].trim_start();
    if rest.trim_matches(|letter: char| !letter.is_alphanumeric()).is_empty() {
        return Some(Junk::AlsoFollow);
    }
    let long = start.contains("aussi")
        || start.contains("également")
        || start.contains("also")
        || start.contains("أيض")
        || start.contains("auch");
    let marked =
        rest.starts_with([':', '-', '–', '—', '>', '»', '|', '"', '«', '→', '▸']) || rest.starts_with("sur ");
    (marked || (long && !ends_sentence(line.trim_end_matches('?')))).then_some(Junk::ReadAlso)
}

/// A sentence that somebody wrote, not a prompt: it quotes or says who.
fn is_reported(line: &str) -> bool {
    line.contains(['«', '“', '"']) && ends_sentence(line) && word_count(line) > 12
}

/// `12 commentaires`, `3 min read`, `il y a 2 heures`, `1,2 k partages`
fn is_counter(lower: &str) -> bool {
    const UNITS: &[&str] = &[
        "commentaire",
        "commentaires",
        "partage",
        "partages",
        "vues",
        "vue",
        "lecture",
        "min",
        "mn",
        "minutes",
        "minute",
        "comment",
        "comments",
        "shares",
        "share",
        "views",
        "read",
        "likes",
        "réactions",
        "réaction",
        "abonnés",
        "followers",
        "تعليق",
        "تعليقات",
        "مشاهدة",
        "دقيقة",
        "دقائق",
        "قراءة",
        "kommentare",
        "minuten",
        "lesezeit",
    ];
    const AGO: &[&str] = &[
        "il y a ",
        "temps de lecture",
        "durée de lecture",
        "lecture ",
        "reading time",
        "منذ ",
        "vor ",
        "lesezeit",
        "hace ",
    ];
    let words: Vec<&str> = lower.split_whitespace().collect();
    let digits = lower.chars().any(char::is_numeric);
    if words.len() > 7 || !digits {
        return false;
    }
    AGO.iter().any(|start| lower.starts_with(start))
        || lower.ends_with(" ago")
        || words.last().is_some_and(|last| {
            UNITS.contains(&last.trim_matches(|c: char| !c.is_alphanumeric())) && words.len() <= 5
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_story_is_told_why() {
        for (line, junk) in [
            ("Partager", Junk::Button),
            ("Facebook Twitter WhatsApp E-mail", Junk::Button),
            ("Partager sur Facebook", Junk::Prompt),
            ("La suite après cette publicité", Junk::Button),
            ("Inscrivez-vous à notre newsletter pour tout savoir.", Junk::Prompt),
            ("Lire aussi : Ostrande, le port reste fermé", Junk::ReadAlso),
            ("À lire aussi Valmère attend son pont", Junk::ReadAlso),
            ("À lire aussi", Junk::AlsoFollow),
            ("Sur le même sujet", Junk::TeasersFollow),
            ("© 2026 Trois Rives. Tous droits réservés.", Junk::Legal),
            ("12 commentaires", Junk::Counter),
            ("3 min read", Junk::Counter),
            ("il y a 2 heures", Junk::Counter),
            ("***", Junk::Counter),
            ("اقرأ أيضا: ميناء أوستراند", Junk::ReadAlso),
            ("شارك", Junk::Button),
            ("We use cookies to improve your experience.", Junk::Prompt),
            ("Skip to main content", Junk::Button),
        ] {
            assert_eq!(verdict(line), Some(junk), "{line}");
        }
    }

    #[test]
    fn sentences_are_never_junk() {
        for line in [
            "Le port d'Ostrande a rouvert mardi.",
            "Partager les bénéfices reste l'objectif du ministre.",
            "Facebook a annoncé mardi la fermeture de son bureau d'Ostrande.",
            "À lire les chiffres, le port va mieux que jamais, dit-elle.",
            "Watch this space, the minister said.",
            "Il y a trois heures, le port a rouvert au trafic des camions et des ferries.",
            "شارك الوزير في افتتاح الميناء صباح الثلاثاء.",
            "Ostrande",
        ] {
            assert_eq!(verdict(line), None, "{line}");
        }
    }
}
