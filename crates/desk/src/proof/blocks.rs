//! The blocks of a proof, as the template lays them out.

use serde::Serialize;
use story::{Block, BlockBody, Content, Direction, Field, File, ListStyle, Picture, RichText};

use super::runs::{Run, runs};
use super::{Numbered, numbered};

/// The whole text.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Proof {
    pub language: String,
    pub direction: &'static str,
    pub kicker: Vec<Run>,
    pub headline: Vec<Run>,
    pub standfirst: Vec<Run>,
    pub dateline: Vec<Run>,
    pub byline: String,
    pub lead: Option<FigureProof>,
    pub blocks: Vec<BlockProof>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct BlockProof {
    pub id: u32,
    pub kind: &'static str,
    /// Paragraph, sub-heading, quote words, or the title of what has one.
    pub text: Vec<Run>,
    pub speaker: Vec<Run>,
    pub role: Vec<Run>,
    pub numbered: bool,
    pub items: Vec<Vec<Run>>,
    pub figures: Vec<FigureProof>,
    pub header_rows: usize,
    pub rows: Vec<Vec<Vec<Run>>>,
    pub address: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct FigureProof {
    /// Number of the picture in the library, when it is there.
    pub asset: Option<String>,
    pub remote: Option<String>,
    pub caption: Vec<Run>,
    pub credit: Vec<Run>,
    pub alt: Vec<Run>,
    pub alt_text: String,
    pub language: Option<String>,
    pub direction: Option<&'static str>,
}

impl Proof {
    pub(crate) fn of(content: &Content, findings: &[Numbered]) -> Self {
        let plain = |field, text: &str| runs(field, text, &[], findings);
        let direction = content.language.direction();
        let lead =
            |picture| figure(picture, [Field::LeadCaption, Field::LeadCredit, Field::LeadAlt], findings);
        Self {
            language: content.language.tag().to_owned(),
            direction: if direction == Direction::Rtl { "rtl" } else { "ltr" },
            kicker: plain(Field::Kicker, &content.kicker),
            headline: plain(Field::Headline, &content.headline),
            standfirst: plain(Field::Standfirst, &content.standfirst),
            dateline: plain(Field::Dateline, &content.dateline),
            byline: byline(content),
            lead: content.lead.as_ref().map(lead),
            blocks: content.blocks.iter().map(|block| block_proof(block, findings)).collect(),
        }
    }

    /// A proof without findings.
    pub(crate) fn plain(content: &Content) -> Self {
        Self::of(content, &numbered(content, &[], |_| false))
    }
}

fn byline(content: &Content) -> String {
    let signed = content.byline.iter().map(|who| match who.role.as_str() {
        "" => who.name.clone(),
        role => format!("{} ({role})", who.name),
    });
    signed.collect::<Vec<_>>().join(", ")
}

fn block_proof(block: &Block, findings: &[Numbered]) -> BlockProof {
    let id = block.id;
    let rich = |field, text: &RichText| runs(field, &text.text, &text.marks, findings);
    let plain = |field, text: &str| runs(field, text, &[], findings);
    let items = |items: &[RichText]| -> Vec<Vec<Run>> {
        items.iter().enumerate().map(|(n, item)| rich(Field::Item(id, n), item)).collect()
    };
    let mut proof = blank(block);
    match &block.body {
        BlockBody::Paragraph(text) | BlockBody::Subheading(text) => proof.text = rich(Field::Block(id), text),
        BlockBody::Quote(quote) => {
            proof.text = rich(Field::Block(id), &quote.words);
            if let Some(speaker) = &quote.speaker {
                proof.speaker = plain(Field::Speaker(id), &speaker.name);
                proof.role = plain(Field::SpeakerRole(id), &speaker.role);
            }
        }
        BlockBody::List(list) => {
            proof.numbered = list.style == ListStyle::Numbered;
            proof.items = items(&list.items);
        }
        BlockBody::Picture(picture) => proof.figures = figures(id, std::slice::from_ref(picture), findings),
        BlockBody::Gallery(gallery) => {
            proof.text = plain(Field::Block(id), &gallery.title);
            proof.figures = figures(id, &gallery.pictures, findings);
        }
        BlockBody::Video(video) => {
            proof.text = plain(Field::Block(id), &video.title);
            proof.address = video.href.clone();
            proof.figures = figures(id, std::slice::from_ref(&video.poster), findings);
        }
        BlockBody::Embed(embed) => {
            proof.text = plain(Field::Block(id), &embed.title);
            proof.address = embed.href.clone();
        }
        BlockBody::FactBox(facts) => {
            proof.text = plain(Field::Block(id), &facts.title);
            proof.items = items(&facts.paragraphs);
        }
        BlockBody::Table(table) => {
            proof.text = plain(Field::Block(id), &table.caption);
            proof.header_rows = table.header_rows;
            let cell = |row: usize| {
                move |(column, cell): (usize, &RichText)| {
                    runs(Field::Cell(id, row, column), &cell.text, &cell.marks, findings)
                }
            };
            let row = |(n, row): (usize, &Vec<RichText>)| row.iter().enumerate().map(cell(n)).collect();
            proof.rows = table.rows.iter().enumerate().map(row).collect();
        }
    }
    proof
}

fn blank(block: &Block) -> BlockProof {
    BlockProof {
        id: block.id,
        kind: crate::form::kind(&block.body),
        text: Vec::new(),
        speaker: Vec::new(),
        role: Vec::new(),
        numbered: false,
        items: Vec::new(),
        figures: Vec::new(),
        header_rows: 0,
        rows: Vec::new(),
        address: String::new(),
    }
}

fn figures(id: u32, pictures: &[Picture], findings: &[Numbered]) -> Vec<FigureProof> {
    let fields = |n| [Field::Caption(id, n), Field::Credit(id, n), Field::Alt(id, n)];
    pictures.iter().enumerate().map(|(n, picture)| figure(picture, fields(n), findings)).collect()
}

fn figure(picture: &Picture, [caption, credit, alt]: [Field; 3], findings: &[Numbered]) -> FigureProof {
    FigureProof {
        asset: match &picture.file {
            File::Stored { asset } => Some(asset.to_string()),
            _ => None,
        },
        remote: match &picture.file {
            File::Remote { href } => Some(href.clone()),
            _ => None,
        },
        caption: runs(caption, &picture.caption, &[], findings),
        credit: runs(credit, &picture.credit, &[], findings),
        alt: runs(alt, &picture.alt, &[], findings),
        alt_text: picture.alt.clone(),
        language: picture.language.as_ref().map(|language| language.tag().to_owned()),
        direction: picture.language.as_ref().map(|language| language.direction().as_str()),
    }
}
