//! What agencies that follow no standard call the fields of an item, in the languages in which they write: names in XML
//! and JSON of their own, and the key by which ninjs knows each.

/// Names of fields, the likelier ones first, and the key by which ninjs knows each.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "headline",
        &[
            "headline",
            "headline2",
            "head",
            "title",
            "titre",
            "titel",
            "titolo",
            "titulo",
            "rubrik",
            "overskrift",
            "otsikko",
            "webtitle",
            "headlinetext",
            "titular",
            "manchete",
            "ueberschrift",
            "uberschrift",
            "tittel",
            "kop",
            "titlu",
            "tytul",
            "baslik",
            "judul",
            "titulek",
        ],
    ),
    (
        "body_html",
        &[
            "body",
            "content",
            "contenttext",
            "text",
            "bodytext",
            "storytext",
            "fulltext",
            "maintext",
            "corps",
            "texte",
            "testo",
            "contenu",
            "contenuto",
            "brodtext",
            "inhalt",
            "teksti",
            "cuerpo",
            "contenido",
            "conteudo",
            "articlehtml",
            "bodyhtml",
            "bodyxhtml",
            "contenthtml",
            "articlebody",
            "storyhtml",
            "storybody",
            "texto",
            "tekst",
            "leipateksti",
            "tresc",
            "metin",
            "icerik",
            "isi",
        ],
    ),
    (
        "uri",
        &[
            "newsid",
            "guid",
            "id",
            "uuid",
            "identifier",
            "articleid",
            "storyid",
            "docid",
            "itemid",
            "newsitemid",
            "contentitemid",
            "ntbid",
            "urn",
            "uid",
            "itemurn",
            "codigo",
            "codice",
        ],
    ),
    ("kicker", &["kicker", "overline", "pretitle", "dachzeile", "surtitre", "antetitulo", "occhiello"]),
    ("version", &["version", "revision", "recordsequencenumber", "versionnumber"]),
    ("slugline", &["slugline", "slug", "slugproper", "strapline", "stichwort", "stikkord", "catchline"]),
    (
        "description_text",
        &[
            "subtitle",
            "subheadline",
            "standfirst",
            "abstract",
            "summary",
            "description",
            "ingress",
            "chapeau",
            "teaser",
            "lead",
            "leadtext",
            "directorytext",
            "englishcaption",
            "caption",
            "sommario",
            "untertitel",
            "underrubrik",
            "subhead",
            "trailtext",
            "excerpt",
            "dek",
            "entradilla",
            "bajada",
            "copete",
            "resumen",
            "resumo",
            "catenaccio",
            "vorspann",
            "unterzeile",
            "ingressi",
            "perex",
            "ozet",
        ],
    ),
    (
        "byline",
        &[
            "byline",
            "author",
            "auteur",
            "autor",
            "autore",
            "forfatter",
            "writer",
            "bylinetext",
            "signature",
            "yazar",
            "kirjoittaja",
        ],
    ),
    (
        "firstcreated",
        &[
            "firstcreated",
            "created",
            "datecreated",
            "createdate",
            "creationdate",
            "createdat",
            "createddatetime",
            "createddate",
            "firstpublicationdate",
            "firstpublished",
            "firstversion",
        ],
    ),
    (
        "versioncreated",
        &[
            "versioncreated",
            "updated",
            "updateddatetime",
            "updateddate",
            "modified",
            "lastmodified",
            "updatedat",
            "publishdate",
            "pubdate",
            "published",
            "publicationdate",
            "datepublished",
            "publishedat",
            "datetime",
            "timestamp",
            "date",
            "webpublicationdate",
            "lastmodifieddatetime",
            "lastupdated",
            "lastupdateddate",
            "fecha",
            "fechahora",
            "datahora",
            "datum",
        ],
    ),
    ("embargoed", &["embargo", "embargoed", "embargodate", "embargotime", "embargountil", "sperrfrist"]),
    ("dateline", &["dateline", "town", "city", "ville", "ort", "lugar", "luogo", "ciudad"]),
    (
        "service",
        &[
            "section",
            "category",
            "rubrique",
            "ressort",
            "department",
            "kategori",
            "categoria",
            "sectionname",
            "seccion",
            "secao",
            "sezione",
        ],
    ),
    ("urgency", &["urgency", "urgence"]),
    ("priority", &["priority", "prioritet", "prio"]),
    ("language", &["language", "lang", "langue", "sprache", "defaultlanguage"]),
    (
        "provider",
        &[
            "provider", "agency", "agence", "agencia", "agenzia", "agentur", "source", "origin", "quelle",
            "kilde", "fuente", "fonte",
        ],
    ),
    ("ednote", &["ednote", "updatenote", "editorsnote", "editornote", "tilredaktionen"]),
    ("privatenote", &["privatenote", "internalnote", "contacts", "contactsastext", "contact"]),
    (
        "image",
        &[
            "images",
            "pictures",
            "photos",
            "bilder",
            "fotos",
            "fotografias",
            "imagenes",
            "imagens",
            "immagini",
            "kuvat",
            "urltoimage",
            "imageurl",
            "featuredimage",
            "leadimage",
            "mainimage",
        ],
    ),
    ("copyrightnotice", &["copyright", "copyrightnotice", "copyrightline"]),
    ("pubstatus", &["pubstatus", "status"]),
    ("type", &["contenttype", "itemtype"]),
    ("creditline", &["credit", "creditline"]),
    ("keywords", &["keywords", "keyword", "tags", "motscles"]),
    ("href", &["url", "link", "permalink", "weburl", "canonicalurl"]),
];

/// The names of a field, the likelier ones first.
pub(super) fn names_of(key: &str) -> &'static [&'static str] {
    FIELDS.iter().find(|(known, _)| *known == key).map_or(&[], |(_, names)| names)
}

/// Every key with its names.
pub(super) fn fields() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    FIELDS.iter().copied()
}

/// The key that a name stands for; `LastUpdated`, `last_updated` and `last-updated` are one.
pub(super) fn key_of(name: &str) -> Option<&'static str> {
    let bare = bare(name);
    FIELDS.iter().find(|(_, names)| names.contains(&bare.as_str())).map(|(key, _)| *key)
}

/// In small letters without accents, those included that are no accents for Unicode: `Başlık` and `Rubrikfält`.
pub(super) fn latin(text: &str) -> String {
    let plain = |letter| match letter {
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        other => other,
    };
    story::folded(text).chars().map(plain).collect()
}

/// A name in small letters and without what stands between its words.
pub(super) fn bare(name: &str) -> String {
    latin(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// Of words that agencies use for many things, only those that say whether an item may be used.
pub(super) fn is_status(said: &str) -> bool {
    matches!(said.to_lowercase().as_str(), "usable" | "canceled" | "cancelled" | "withheld" | "embargoed")
}
