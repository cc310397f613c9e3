//! `marbre partner`, as it is asked.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use crate::config::DataArgs;
use crate::output::OutputArgs;

/// The forms that partners may be sent.
fn forms() -> PossibleValuesParser {
    PossibleValuesParser::new(wire::WRITERS.iter().map(|writer| writer.name))
}

#[derive(Debug, Subcommand)]
pub(crate) enum PartnerCommand {
    /// Add a partner, or change what is named here of one; prints its token where one was made
    #[command(
        after_help = "Example: marbre partner put 'Radio Rive' --section sport --push-to https://radio.example/in --form newsml-g2\n\n\
        A partner that asks by itself uses its token at the desk's address:\n  \
        /partner/ninjs?after=0   everything, oldest first; newsml-g2 as well\n  \
        /partner/rss             the newest stories as a feed\n  \
        /partner/nitf/STORY      one story"
    )]
    Put(PartnerPutArgs),
    /// List the partners and how they do
    #[command(after_help = "Example: marbre partner list --format json")]
    List(PartnerListArgs),
    /// What a partner's server took, and what it said
    #[command(after_help = "Example: marbre partner receipts 'Radio Rive' --data ./demo")]
    Receipts(PartnerReceiptsArgs),
    /// Send everything behind a journal entry again
    #[command(after_help = "Example: marbre partner resend 'Radio Rive' --after 120")]
    Resend(PartnerResendArgs),
    /// Take a partner away
    #[command(after_help = "Example: marbre partner remove 'Radio Rive'")]
    Remove(PartnerArgs),
}

#[derive(Debug, Args)]
pub(crate) struct PartnerPutArgs {
    /// Name of the partner
    pub name: String,
    /// Only these editions; empty for all, as with every list here
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub edition: Option<Vec<String>>,
    /// Only stories in these languages
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub language: Option<Vec<String>>,
    /// Only these sections and those inside them
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub section: Option<Vec<String>>,
    /// Only stories about one of these
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub topic: Option<Vec<String>>,
    /// Only stories this urgent (1 to 8) or more; 0 for all
    #[arg(long, value_name = "LEVEL")]
    pub urgency: Option<u8>,
    /// Sources that are not passed on, but to this partner
    #[arg(long, value_name = "SOURCES", value_delimiter = ',')]
    pub cleared: Option<Vec<String>>,
    /// Whether it gets scheduled stories that are under an embargo ahead of time (never as RSS)
    #[arg(long, value_name = "YES", num_args = 0..=1, default_missing_value = "true")]
    pub embargoed: Option<bool>,
    /// Push each entry to this address; empty to stop
    #[arg(long, value_name = "URL")]
    pub push_to: Option<String>,
    /// Form in which it is pushed
    #[arg(long, value_name = "NAME", value_parser = forms())]
    pub form: Option<String>,
    /// File with the token that is sent along as `Authorization: Bearer`
    #[arg(long, value_name = "FILE")]
    pub secret_file: Option<PathBuf>,
    /// Give it a new token to ask with; the old one is worth nothing then
    #[arg(long)]
    pub new_token: bool,
    /// Keep it, but send it nothing
    #[arg(long)]
    pub off: bool,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PartnerListArgs {
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PartnerReceiptsArgs {
    /// Name of the partner
    pub name: String,
    /// How many, the newest first
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub count: u32,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PartnerResendArgs {
    /// Name of the partner
    pub name: String,
    /// Everything behind this entry
    #[arg(long, value_name = "NUMBER")]
    pub after: u64,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PartnerArgs {
    /// Name of the partner
    pub name: String,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}
