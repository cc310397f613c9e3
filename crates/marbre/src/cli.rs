//! The command line: what can be asked, with an example for each.

mod partner;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use newsroom::Role;
use story::StoryId;

use crate::config::{DataArgs, ServeArgs, SiteArgs};
use crate::exit;
use crate::logging::LogArgs;
use crate::output::{OutputArgs, OutputFormat};
pub(crate) use partner::{
    PartnerArgs, PartnerCommand, PartnerPutArgs, PartnerReceiptsArgs, PartnerResendArgs,
};

/// The formats that files may be said to be in.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(wire::FORMATS.iter().map(|format| format.name))
}

/// A complete news service in one binary: wire in, desk, live site out.
#[derive(Debug, Parser)]
#[command(name = "marbre", version, after_help = exit::TABLE, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub log: LogArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the whole service: readers' site and desk
    #[command(after_help = "Example: marbre serve --demo --data ./demo")]
    Serve(Box<ServeArgs>),
    /// Run the readers' side alone, following the journal of a newsroom
    #[command(
        after_help = "Example: marbre site --database postgres://reader@db/marbre --blobs /srv/marbre/blobs --data ./node1"
    )]
    Site(SiteArgs),
    /// Read wires, feeds, pages or texts and print their items, one JSON object a line
    #[command(after_help = "Example: marbre parse dispatch.xml page.html --format json")]
    Parse(ParseArgs),
    /// Run the desk checks on anything that `parse` reads
    #[command(
        after_help = "Example: marbre check story.txt --format json\n\nExits with 1 when a finding blocks."
    )]
    Check(CheckArgs),
    /// What became of the findings that the newsroom saw, per check
    #[command(after_help = "Example: marbre measures --desk fr/sport --days 30 --format json --data ./demo")]
    Measures(MeasuresArgs),
    /// Put items into the inbox of the newsroom
    #[command(after_help = "Example: marbre file dispatch.xml --data ./demo --source 'Agence Boréale'")]
    File(FileArgs),
    /// Move a site here: WordPress (export file or address), Ghost, or what `export` wrote; run it again to go on or to catch up
    #[command(
        after_help = "Example: marbre import export.xml --section region --pictures ./uploads --data ./demo\n         marbre import https://old.example --map news=region\n         marbre import ./everything --data ./new\n\nExits with 3 when something was left behind; what, is in the report."
    )]
    Import(ImportArgs),
    /// Publish a file straight to live, through the same checks and gates as the desk
    #[command(
        after_help = "Example: marbre publish story.txt --section region --data ./demo\n\nRefused? The story stays on the desk; mend the file and publish it again with --story."
    )]
    Publish(PublishArgs),
    /// Withdraw a live story at once, everywhere; its page says so
    #[command(
        after_help = "Example: marbre kill 01h8x5k2m9qzt --reason 'The agency withdrew it' --data ./demo"
    )]
    Kill(KillArgs),
    /// Write everything that a story ever said: every revision, and what readers saw of it
    #[command(
        after_help = "Example: marbre history 01h8x5k2m9qzt --data ./demo > history.json\n         marbre history 01h8x5k2m9qzt --page --data ./demo > history.html"
    )]
    History(HistoryArgs),
    /// Compute every seal anew, and say which stories are not what was sealed
    #[command(after_help = "Example: marbre verify --data ./demo --keep seals-monday.txt\n         \
        marbre verify --data ./demo --against seals-monday.txt\n\
        Keep the file, or the head seal alone, where nobody who can write the database can write.")]
    Verify(VerifyArgs),
    /// Make up the front of an edition from a JSON file: which story stands where
    #[command(after_help = "Example: marbre front front.json --data ./demo, with front.json as\n  \
        {\"edition\": \"fr\", \"slots\": [{\"area\": \"lead\", \"position\": 0, \"story\": \"2hfzsx8r4v7wp\"}]}\n\
        Areas are lead, beside, second and {\"section\": ID}; a slot may have a headline of its own.")]
    Front(BoardArgs),
    /// Say what an edition's television shows, from a JSON file
    #[command(after_help = "Example: marbre programme today.json --data ./demo, with today.json as\n  \
        {\"edition\": \"fr\", \"broadcasts\": [{\"at\": \"2026-06-09T18:00:00Z\", \"title\": \"Le journal\"}]}")]
    Programme(BoardArgs),
    /// Begin a story in another edition, as a draft to be translated
    #[command(after_help = "Example: marbre translate 2hfzsx8r4v7wp --edition en --data ./demo")]
    Translate(TranslateArgs),
    /// Add, list and change accounts
    #[command(subcommand)]
    User(UserCommand),
    /// Say who is sent what goes live
    #[command(subcommand)]
    Partner(PartnerCommand),
    /// Copy everything into a new folder, while the service runs
    #[command(after_help = "Example: marbre backup ./backup-monday --data ./demo")]
    Backup(FolderArgs),
    /// Write everything into a new folder, without passwords, keys and tokens; `import` reads it
    #[command(after_help = "Example: marbre export ./everything --data ./demo\n\n\
        manifest.json says what is there; tables/NAME.jsonl has the columns in its first line and a row in each\n\
        other; blobs/ has pictures and raw wires under their BLAKE3. Revisions and the journal are whole stories as JSON.")]
    Export(FolderArgs),
    /// Make a newsroom from a backup; refuses a database that is not empty
    #[command(after_help = "Example: marbre restore ./backup-monday --data ./again")]
    Restore(FolderArgs),
    /// Read the record of everything published, corrected and killed
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Bring the database to this version of marbre
    #[command(after_help = "Example: marbre migrate --data ./demo")]
    Migrate(MigrateArgs),
    /// Fill an empty newsroom with invented stories, published a minute apart up to now: an archive to try things on
    #[command(after_help = "Example: marbre seed --stories 100000 --data ./large")]
    Seed(SeedArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ParseArgs {
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// `json` prints one object per item; `text` a summary for people
    #[arg(long, default_value = "json")]
    pub format: OutputFormat,
    /// Read as this format instead of recognising it
    #[arg(long, value_name = "NAME", value_parser = formats(), conflicts_with = "mapping")]
    pub read_as: Option<String>,
    /// Read JSON as this file says: where each field of an item stands
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Zone of times that name none: `Europe/Paris`
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub time_zone: String,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Files to check, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// `json` prints one object per file, `sarif` one document for code-scanning services
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    pub format: CheckFormat,
    /// House rules to check by as well, in TOML as the desk keeps them
    #[arg(long, value_name = "FILE")]
    pub house: Option<PathBuf>,
    /// Try the house rules alone, drafts among them
    #[arg(long, requires = "house")]
    pub try_house: bool,
    /// Language of the messages (en, fr, ar); by default that of the terminal
    #[arg(long, value_name = "TAG")]
    pub speak: Option<String>,
    /// Take this as the time of publication, where a file does not say: `2026-06-09T14:32:00Z`
    #[arg(long, value_name = "TIME")]
    pub at: Option<jiff::Timestamp>,
    /// Read as this format instead of recognising it
    #[arg(long, value_name = "NAME", value_parser = formats())]
    pub read_as: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct MeasuresArgs {
    /// An edition, or one section of it; by default all
    #[arg(long, value_name = "EDITION[/SECTION]")]
    pub desk: Option<String>,
    /// Look back so many days
    #[arg(long, default_value_t = newsroom::DEMOTE_DAYS, value_name = "DAYS")]
    pub days: u16,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FileArgs {
    /// Files to put into the inbox; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Name of the source, as the desk will see it
    #[arg(long, default_value = "command line", value_name = "NAME")]
    pub source: String,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Exports, the address of a WordPress that answers at /wp-json, or a folder of `marbre export`
    #[arg(required = true, value_name = "FILE|URL")]
    pub sources: Vec<String>,
    /// Edition for everything; by default that of each post's language
    #[arg(long, value_name = "ID")]
    pub edition: Option<String>,
    /// Section for what no category leads anywhere; without it such posts stay drafts
    #[arg(long, value_name = "ID")]
    pub section: Option<String>,
    /// A category or tag of the old site and the section it becomes
    #[arg(long, value_name = "CATEGORY=SECTION", value_delimiter = ',')]
    pub map: Vec<String>,
    /// A copy of the old site's folder of pictures; what is not in it is fetched from the site
    #[arg(long, value_name = "DIR", conflicts_with = "without_pictures")]
    pub pictures: Option<PathBuf>,
    /// Bring no pictures
    #[arg(long)]
    pub without_pictures: bool,
    /// Name of the old site, where its exports do not tell it or it changed; what has another name is another site. An
    /// address (https://…) also makes whole what exports write relative to it
    #[arg(long, value_name = "NAME")]
    pub origin: Option<String>,
    /// Who we are to a WordPress that is asked over the web, with an application password of hers: then its drafts come,
    /// too. Better told in the environment, where no list of processes shows it
    #[arg(long, env = "MARBRE_IMPORT_LOGIN", hide_env_values = true, value_name = "NAME:PASSWORD")]
    pub login: Option<String>,
    /// Blocks of addresses that pictures may come from although they are not public
    #[arg(long, env = "MARBRE_WIRE_ALLOW", value_name = "NET", value_delimiter = ',')]
    pub wire_allow: Vec<String>,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// File with one story, in any format that `parse` reads; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Edition it goes out in; by default that of the story's language
    #[arg(long, value_name = "ID", conflicts_with = "story")]
    pub edition: Option<String>,
    /// Section it goes out in
    #[arg(long, value_name = "ID", required_unless_present = "story")]
    pub section: Option<String>,
    /// Make the file the next revision of this story instead of a new story
    #[arg(long, value_name = "STORY")]
    pub story: Option<StoryId>,
    /// Publish it as a correction of the live story, with this public notice
    #[arg(long, value_name = "NOTICE", requires = "story")]
    pub correct: Option<String>,
    /// Publish it although checks find errors in it, for this reason; both are kept in the audit log
    #[arg(long, value_name = "REASON", conflicts_with = "correct")]
    pub over_checks: Option<String>,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BoardArgs {
    /// JSON file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct TranslateArgs {
    /// The story's number, as it ends its address
    #[arg(value_name = "STORY")]
    pub story: StoryId,
    /// Edition that it is translated for
    #[arg(long, value_name = "ID")]
    pub edition: String,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct KillArgs {
    /// The story to withdraw
    #[arg(value_name = "STORY")]
    pub story: StoryId,
    /// Why, as readers will be told
    #[arg(long, value_name = "REASON")]
    pub reason: String,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// The story
    #[arg(value_name = "STORY")]
    pub story: StoryId,
    /// As a page with the differences word by word, not as JSON
    #[arg(long)]
    pub page: bool,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Write the seal of each story into this file; the head seal is the SHA-256 of its bytes
    #[arg(long, value_name = "FILE")]
    pub keep: Option<PathBuf>,
    /// A file that was kept: every seal in it must still stand where it stood
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Add an account; the password is read from the terminal or from standard input
    #[command(
        after_help = "Example: marbre user add claire --name 'Claire Aubanel' --role chief --data ./demo"
    )]
    Add(UserAddArgs),
    /// List the accounts
    #[command(after_help = "Example: marbre user list --format json")]
    List(UserListArgs),
    /// Change a password
    #[command(after_help = "Example: marbre user password claire --data ./demo")]
    Password(UserPasswordArgs),
}

#[derive(Debug, Args)]
pub(crate) struct UserAddArgs {
    /// Name to sign in with
    pub login: String,
    /// Name as colleagues see it; by default the login
    #[arg(long)]
    pub name: Option<String>,
    /// reporter, editor or chief
    #[arg(long, default_value = "reporter")]
    pub role: Role,
    /// Language of the screens
    #[arg(long, default_value = "en", value_name = "TAG")]
    pub language: String,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct UserListArgs {
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct UserPasswordArgs {
    /// Name to sign in with
    pub login: String,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FolderArgs {
    /// Folder of the backup
    pub folder: PathBuf,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Print the entries there are
    #[command(after_help = "Example: marbre journal list --after 120 --format json")]
    List(JournalArgs),
    /// Print the entries there are, then each new one as it comes
    #[command(after_help = "Example: marbre journal follow --format json")]
    Follow(JournalArgs),
}

#[derive(Debug, Args)]
pub(crate) struct JournalArgs {
    /// Start after this entry
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    pub after: u64,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SeedArgs {
    /// How many, over the editions in whose language stories can be made
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub stories: u64,
    /// The same number makes the same stories again
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MigrateArgs {
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}
