//! Desk checks for other systems: a document in, what the desk would say of it out.

use newsroom::{CheckedDocument, FileItem, Permission};

use super::endpoint::{Call, Endpoint, document};
use super::shapes::Nothing;
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![document(
        "/api/check",
        ("check", "Checks a document in any format that a wire may deliver. Nothing is kept."),
        Permission::CheckDocuments,
        check,
    )]
}

async fn check(call: Call, _: Nothing) -> Result<CheckedDocument, Problem> {
    let Call { newsroom, caller, body, media_type, .. } = call;
    let file = FileItem { bytes: body.to_vec(), media_type, ..FileItem::default() };
    Ok(newsroom.check_document(&caller, file).await?)
}
