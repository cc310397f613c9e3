//! The table of places: names of countries from CLDR, large cities from GeoNames, and what we write ourselves.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value as Json;

/// The languages of the columns, in order.
const LANGUAGES: [&str; 6] = ["fr", "en", "ar", "es", "de", "fa"];
/// Column of the English name.
const ENGLISH: usize = 4;
/// Countries that have a row but no people's name in `demonyms.tsv`: small islands.
const ISLANDS: [&str; 15] =
    ["AG", "EH", "FM", "KI", "KN", "LC", "MH", "MO", "NR", "PW", "SB", "TO", "TV", "VC", "VU"];
/// People of a city that has a row; fewer in France, for French newsrooms.
const PEOPLE_MIN: u64 = 300_000;
const PEOPLE_MIN_FRANCE: u64 = 100_000;
/// People of a city that has its Arabic and Persian spellings, too.
const SPELLED_MIN: u64 = 500_000;
const HEAD: &str =
    "# Derived: see README.md. `=`: as in English.\n# kind\tcode\tcontinent\tfr\ten\tar\tes\tde\tfa\n";

/// A line of the table, and what it is sorted by.
struct Row {
    key: (bool, String, String),
    columns: Vec<String>,
}

impl Row {
    /// `name` is what it is sorted by within its country.
    fn new(columns: Vec<String>, name: &str) -> Self {
        let key = (columns[0] != "country", columns[1].clone(), name.to_owned());
        Self { key, columns }
    }

    /// Kind, country and English name: what one row replaces another by.
    fn of(&self) -> (bool, String, String) {
        let name = if self.key.0 { self.columns[ENGLISH].clone() } else { String::new() };
        (self.key.0, self.columns[1].clone(), name)
    }
}

/// What is written by hand, beside the table.
pub(super) struct Ours<'t> {
    pub demonyms: &'t str,
    pub rows: &'t str,
    pub left_out: &'t str,
}

/// The text of the table. `names` is the folder of CLDR's locale names, `geo` that of GeoNames' data.
pub(super) fn table(ours: &Ours, names: &Path, geo: &Path) -> Result<String> {
    let continents = json(&geo.join("countries.json"))?;
    let mut territories = Vec::new();
    for language in LANGUAGES {
        let main = json(&names.join(format!("main/{language}/territories.json")))?;
        territories.push(main["main"][language]["localeDisplayNames"]["territories"].clone());
    }
    let cities = json(&geo.join("cities15000.json"))?;
    let cities: Vec<City> =
        cities.as_object().into_iter().flat_map(|all| all.values()).filter_map(City::of).collect();
    Ok(written(ours, &territories, &continents, cities))
}

fn json(path: &Path) -> Result<Json> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))
}

fn written(ours: &Ours, territories: &[Json], continents: &Json, cities: Vec<City>) -> String {
    let own: Vec<Row> = data(ours.rows).map(own_row).collect();
    let left_out: HashSet<&str> = data(ours.left_out).collect();
    let replaced: HashSet<_> = own.iter().map(Row::of).collect();
    let codes: BTreeSet<&str> =
        data(ours.demonyms).filter_map(|line| line.split('\t').next()).chain(ISLANDS).collect();
    let countries = codes.into_iter().map(|code| country(code, territories, continents));
    let mut seen = HashSet::new();
    let cities = cities.into_iter().map(City::row).filter(|row| {
        let named = format!("{} {}", row.columns[1], row.columns[ENGLISH]);
        !left_out.contains(named.as_str()) && seen.insert(named)
    });
    let derived = countries.chain(cities).filter(|row| !replaced.contains(&row.of()));
    let mut rows: Vec<Row> = derived.collect();
    rows.extend(own);
    rows.sort_by(|a, b| a.key.cmp(&b.key));
    rows.iter().fold(HEAD.to_owned(), |text, row| text + &row.columns.join("\t") + "\n")
}

/// The lines of a table that are no remarks.
fn data(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn own_row(line: &str) -> Row {
    let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
    let first = columns[ENGLISH].split('|').next().unwrap_or_default().to_owned();
    Row::new(columns, &first)
}

/// A country's name in each language, with its short and other forms; notes in brackets go.
fn country(code: &str, territories: &[Json], continents: &Json) -> Row {
    let continent = continents[code]["continentcode"].as_str().unwrap_or_default();
    let mut columns = vec!["country".to_owned(), code.to_owned(), continent.to_owned()];
    for names in territories {
        let mut forms: Vec<String> = Vec::new();
        for form in ["", "-alt-short", "-alt-variant", "-alt-long"] {
            let name = names[format!("{code}{form}")].as_str().map(without_brackets);
            forms.extend(name.filter(|name| !forms.contains(name)));
        }
        columns.push(forms.join("|"));
    }
    Row::new(columns, "")
}

fn without_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    let kept = name.chars().filter(|letter| {
        let opens = matches!(letter, '(' | '（' | '[');
        let closes = matches!(letter, ')' | '）' | ']');
        depth += u32::from(opens);
        let keep = depth == 0;
        depth -= u32::from(closes && depth > 0);
        keep
    });
    kept.collect::<String>().trim().to_owned()
}

struct City {
    country: String,
    name: String,
    people: u64,
    /// Spellings of all scripts.
    others: Vec<String>,
}

impl City {
    /// Nothing for one that is too small to have a row.
    fn of(city: &Json) -> Option<Self> {
        let country = city["countrycode"].as_str()?;
        let people = city["population"].as_u64()?;
        let least = if country == "FR" { PEOPLE_MIN_FRANCE } else { PEOPLE_MIN };
        let others = city["alternatenames"].as_array()?.iter().filter_map(Json::as_str).map(str::to_owned);
        let (country, name) = (country.to_owned(), city["name"].as_str()?.to_owned());
        (people >= least).then(|| Self { country, name, people, others: others.collect() })
    }

    fn row(self) -> Row {
        let (arabic, persian) = if self.people > SPELLED_MIN { self.spelled() } else { Default::default() };
        let english = self.name.replace('’', "'");
        let same = || "=".to_owned();
        let columns = vec![
            "city".into(),
            self.country,
            String::new(),
            same(),
            english,
            arabic,
            same(),
            same(),
            persian,
        ];
        Row::new(columns, &self.name)
    }

    /// The first two spellings in Arabic letters, and the first that has letters of Persian alone.
    fn spelled(&self) -> (String, String) {
        let script =
            |letter: char| matches!(letter, '\u{600}'..='\u{6ff}' | '\u{200c}' | '\u{200d}' | ' ' | '-');
        let all = || self.others.iter().filter(|name| !name.is_empty() && name.chars().all(script));
        let arabic: Vec<&str> = all()
            .filter(|name| !name.contains(|letter| OTHER.contains(letter)))
            .map(String::as_str)
            .take(2)
            .collect();
        let persian = all().find(|name| name.contains(|letter| PERSIAN.contains(letter)));
        (arabic.join("|"), persian.cloned().unwrap_or_default())
    }
}

const PERSIAN: &str = "پچژگکی";
/// Letters that Arabic does not have: of Persian, Urdu, Kurdish and Uyghur.
const OTHER: &str = "پچژگکیےںٹڈڑھۆەڵ";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn city(country: &str, name: &str, people: u64, others: &[&str]) -> Json {
        json!({ "countrycode": country, "name": name, "population": people, "alternatenames": others })
    }

    #[test]
    fn our_rows_replace_those_of_the_packages_and_what_is_left_out_stays_out() {
        let ours = Ours {
            demonyms: "# remark\nFR\tfrançais/française\n",
            rows: "city\tFR\t\t=\tLyon|Bron\t\t=\t=\t\ncapital\tFR\t\t=\tParis\tباريس\t=\t=\tپاریس\n",
            left_out: "FR Nice\n",
        };
        let territory = json!({ "FR": "France (note)", "FR-alt-short": "France" });
        let cities = [
            city("FR", "Nice", 340_000, &[]),
            city("FR", "Lille", 230_000, &["ليل"]),
            city("FR", "Petite", 9, &[]),
            city("CN", "Xi’an", 12_000_000, &["شيان", "شیآن", "شى آن", "Xian", "شي-ان"]),
        ];
        let cities = cities.iter().filter_map(City::of).collect();
        let table = written(&ours, &vec![territory; 6], &json!({ "FR": { "continentcode": "EU" } }), cities);
        let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
        let france =
            lines.iter().position(|line| line.starts_with("country\tFR\tEU\tFrance\tFrance")).unwrap();
        assert!(lines[..=france].iter().all(|line| line.starts_with("country")));
        assert_eq!(
            lines[lines.len() - 4..],
            [
                "city\tCN\t\t=\tXi'an\tشيان|شى آن\t=\t=\tشیآن",
                "city\tFR\t\t=\tLille\t\t=\t=\t",
                "city\tFR\t\t=\tLyon|Bron\t\t=\t=\t",
                "capital\tFR\t\t=\tParis\tباريس\t=\t=\tپاریس",
            ]
        );
    }
}
