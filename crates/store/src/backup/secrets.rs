//! What an export leaves out: everything by which somebody could come in, here or elsewhere.

use serde_json::Value as Json;

/// Whether passwords, keys and tokens go along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrets {
    /// A backup: whoever restores it goes on as before.
    Kept,
    /// An export: it may be handed on. Hashes are secrets too: a weak password can be guessed from one.
    LeftOut,
}

/// Tables that are ways in and nothing else.
const WAYS_IN: [&str; 5] = ["authenticators", "recovery_codes", "passkeys", "invitations", "tokens"];

/// Whether the rows of a table leave at all.
pub(super) fn leaves(secrets: Secrets, table: &str) -> bool {
    secrets == Secrets::Kept || !WAYS_IN.contains(&table)
}

/// One cell as it leaves.
pub(super) fn cell(secrets: Secrets, table: &str, column: &str, value: Json) -> Json {
    if secrets == Secrets::Kept {
        return value;
    }
    match (table, column) {
        ("accounts", "password_hash") => Json::from(""),
        ("sources" | "partners", "token_hash") => Json::Null,
        ("sources" | "partners", "config") => config(value),
        _ => value,
    }
}

/// Settings without their secret, and without a user and password in the address.
fn config(value: Json) -> Json {
    let read = value.as_str().and_then(|text| serde_json::from_str::<Json>(text).ok());
    let Some(mut config) = read else { return value };
    if let Some(secret) = config.get_mut("secret") {
        *secret = Json::from("");
    }
    if let Some(address) = config.get_mut("address")
        && let Some(text) = address.as_str()
    {
        *address = Json::from(bare(text));
    }
    Json::from(config.to_string())
}

fn bare(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = &rest[..host_end];
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    format!("{scheme}://{host}{}", &rest[host_end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_way_in_is_exported_and_a_second_export_changes_nothing() {
        let row = r#"{"kind":"ftp","address":"ftp://me:pw@wire.example/in?a=@","secret":"pw"}"#;
        let once = cell(Secrets::LeftOut, "sources", "config", Json::from(row));
        let text = once.as_str().unwrap_or_default();
        assert!(text.contains("ftp://wire.example/in?a=@") && !text.contains("pw"), "{text}");
        assert_eq!(cell(Secrets::LeftOut, "sources", "config", once.clone()), once);
        assert_eq!(
            cell(Secrets::LeftOut, "accounts", "password_hash", Json::from("$argon2")),
            Json::from("")
        );
        assert_eq!(cell(Secrets::Kept, "partners", "token_hash", Json::from("x")), Json::from("x"));
    }
}
