//! Stories for tests, invented: nobody lives in these towns.

use story::{AssetId, BlockBody, Content, File, Language, Picture, Quote, Signature, Speaker};

/// « Trois Rives », in the section `region`.
pub fn french() -> Content {
    let mut content = written(
        "fr",
        "Le port d’Ostrande rouvre après trois jours de tempête",
        "Les ferries vers Corlises reprennent jeudi matin.",
        "Le port d’Ostrande a rouvert mercredi soir, a annoncé la capitainerie.",
    );
    content.byline = vec![Signature { name: "Maud Kervran".into(), role: String::new() }];
    content.push(BlockBody::Quote(Quote {
        words: "La passe est dégagée.".into(),
        speaker: Some(Speaker { name: "Ilan Dorval".into(), role: "capitaine du port".into() }),
    }));
    content
}

/// “Three Shores”, in the section `region`.
pub fn english() -> Content {
    written(
        "en",
        "Ostrande harbour reopens after three-day storm",
        "Ferries to Corlises resume on Thursday morning.",
        "The harbour of Ostrande reopened on Wednesday evening, its master said.",
    )
}

/// In the section `region`.
pub fn arabic() -> Content {
    written(
        "ar",
        "ميناء أوستراند يعيد فتح أبوابه بعد عاصفة استمرت ثلاثة أيام",
        "تستأنف العبارات رحلاتها إلى كورليز صباح الخميس.",
        "أعيد فتح ميناء أوستراند مساء الأربعاء، كما أعلنت إدارة الميناء.",
    )
}

/// The sample story of an edition; English where we have none.
pub fn sample(edition: &str) -> Content {
    match edition {
        "fr" => french(),
        "ar" => arabic(),
        _ => english(),
    }
}

fn written(language: &str, headline: &str, standfirst: &str, body: &str) -> Content {
    let mut content = Content {
        language: Language::new(language),
        headline: headline.into(),
        standfirst: standfirst.into(),
        slugline: "port-ostrande".into(),
        section: "region".into(),
        ..Content::default()
    };
    content.push(paragraph(body));
    content
}

pub fn paragraph(text: &str) -> BlockBody {
    BlockBody::Paragraph(text.into())
}

/// A picture of the library, with all its words.
pub fn picture(asset: AssetId) -> Picture {
    Picture {
        file: File::Stored { asset },
        caption: "Le port d’Ostrande, mercredi.".into(),
        credit: "Agence Boréale".into(),
        alt: "Des ferries à quai".into(),
        language: None,
    }
}
