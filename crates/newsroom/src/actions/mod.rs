//! Everything that can be done, one file each: permission, checks, transaction, audit, journal, in that order.

mod acknowledge_finding;
mod add_account;
mod add_asset;
mod correct_story;
mod create_story;
mod disable_account;
mod file_item;
mod keep_archive;
mod keep_schedule;
mod kill_story;
mod publish_story;
mod restore_revision;
mod run_due;
mod save_revision;
mod schedule_story;
mod send_back_story;
mod set_embargo;
mod set_password;
mod sign_in;
mod sign_out;
mod spike_story;
mod submit_story;
mod take_item;
mod unschedule_story;
mod unspike_story;
mod update_story;
mod withdraw_acknowledgement;

pub use add_account::AddAccount;
pub use add_asset::AddAsset;
pub use create_story::CreateStory;
pub use file_item::{FileItem, Filed, FiledItem};
pub use publish_story::Published;
pub use save_revision::{SaveRevision, Saved};
pub use sign_in::SignedIn;
pub use take_item::TakeItem;
