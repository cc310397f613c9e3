//! Several texts in one textarea: one a line, cells and parts separated by `|`.

use story::RichText;

use super::{read, write};

/// One item a line; a line break inside an item is written with a backslash before it.
pub(crate) fn write_lines(items: &[RichText]) -> String {
    items.iter().map(|item| write(item).replace('\n', "\\\n")).collect::<Vec<_>>().join("\n")
}

pub(crate) fn read_lines(typed: &str) -> Vec<RichText> {
    lines(typed).iter().map(|line| read(line)).filter(|item| !item.is_empty()).collect()
}

/// One row a line, cells separated by ` | `.
pub(crate) fn write_rows(rows: &[Vec<RichText>]) -> String {
    let cell = |cell: &RichText| write(cell).replace('|', "\\|").replace('\n', "\\\n");
    let row = |row: &Vec<RichText>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
    rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

pub(crate) fn read_rows(typed: &str) -> Vec<Vec<RichText>> {
    let rows = lines(typed);
    rows.iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| cells(line, false).iter().map(|cell| read(cell.trim())).collect())
        .collect()
}

/// Plain parts of one thing a line: `name | role`. Empty parts at the end are left out.
pub(crate) fn write_pairs<const N: usize>(things: &[[&str; N]]) -> String {
    let line = |parts: &[&str; N]| {
        let used = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
        let escaped = |part: &&str| part.replace('\\', "\\\\").replace('|', "\\|").replace('\n', " ");
        parts[..used].iter().map(escaped).collect::<Vec<_>>().join(" | ")
    };
    things.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn read_pairs<const N: usize>(typed: &str) -> Vec<[String; N]> {
    let typed = typed.replace("\r\n", "\n");
    let parts = |line: &str| {
        let mut parts = std::array::from_fn(|_| String::new());
        for (at, part) in cells(line, true).into_iter().enumerate() {
            // More parts than there are places: the words stay, in the last one.
            let place = at.min(N - 1);
            if at > place {
                parts[place] += " | ";
            }
            parts[place] += part.trim();
        }
        parts
    };
    let told = |parts: &[String; N]| parts.iter().any(|part| !part.is_empty());
    typed.lines().map(parts).filter(told).collect()
}

/// Splits at line ends that no backslash guards.
fn lines(typed: &str) -> Vec<String> {
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = vec![String::new()];
    for letter in typed.chars() {
        match lines.last_mut() {
            Some(line) if letter != '\n' => line.push(letter),
            Some(line) if guarded(line) => {
                line.pop();
                line.push('\n');
            }
            _ => lines.push(String::new()),
        }
    }
    lines
}

fn guarded(line: &str) -> bool {
    line.chars().rev().take_while(|&letter| letter == '\\').count() % 2 == 1
}

/// Splits at bars that no backslash guards. Bars inside parts lose their backslash; `unescape` takes the others too.
fn cells(line: &str, unescape: bool) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '|' => cells.push(String::new()),
            '\\' if letters.peek() == Some(&'|') => push(&mut cells, letters.next()),
            '\\' if letters.peek() == Some(&'\\') => {
                if !unescape {
                    push(&mut cells, Some('\\'));
                }
                push(&mut cells, letters.next());
            }
            letter => push(&mut cells, Some(letter)),
        }
    }
    cells
}

fn push(cells: &mut [String], letter: Option<char>) {
    if let (Some(cell), Some(letter)) = (cells.last_mut(), letter) {
        cell.push(letter);
    }
}
