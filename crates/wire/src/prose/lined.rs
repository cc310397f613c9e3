//! Text that a wire broke into lines of some sixty letters: lines to paragraphs, columns to tables.

use story::{BlockBody, RichText, Table};

use super::fold;
use crate::limits::LINES_MAX;

/// Cells of a line; one with more is data of some other kind.
const ROW_MAX: usize = 60;
/// Cells of all tables of one text; what comes after them is read as lines.
const CELLS_MAX: usize = 100_000;

/// An empty line or an indent begins a paragraph; runs of lines with the same sign between columns, or with columns under
/// each other, are a table.
pub(crate) fn blocks(text: &str) -> Vec<BlockBody> {
    let mut writing = Writing { cells_left: CELLS_MAX, ..Writing::default() };
    let lines: Vec<&str> = text.lines().take(LINES_MAX).collect();
    let mut at = 0;
    while at < lines.len() {
        let alike = columns(&lines[at..], writing.cells_left);
        // Whatever they turn out to be, no line is looked at twice.
        let until = at + alike.len().max(1);
        if is_table(&alike) {
            writing.end_paragraph();
            writing.end_table();
            writing.spend(alike.iter().map(Vec::len).sum());
            writing.rows = alike;
            writing.end_table();
        } else {
            lines[at..until].iter().for_each(|line| writing.line(line));
        }
        at = until;
    }
    writing.end_paragraph();
    writing.end_table();
    writing.blocks
}

/// The words of a note that stands between two ruled lines under a title in capitals, as one line: `TITLE: words`.
pub(crate) fn boxed(text: &str) -> Option<String> {
    let ruled =
        |line: &str| line.len() >= 10 && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'_' | b'*'));
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let [first, title, words @ .., last] = lines.as_slice() else { return None };
    let shouted = title.chars().any(char::is_alphabetic) && !title.chars().any(char::is_lowercase);
    let boxed =
        ruled(first) && ruled(last) && shouted && !words.is_empty() && !words.iter().any(|line| ruled(line));
    boxed.then(|| format!("{}: {}", title.trim_end_matches(':'), fold(&words.join(" "))))
}

#[derive(Default)]
struct Writing {
    blocks: Vec<BlockBody>,
    paragraph: Vec<String>,
    rows: Vec<Vec<RichText>>,
    cells_left: usize,
}

impl Writing {
    fn spend(&mut self, cells: usize) {
        self.cells_left = self.cells_left.saturating_sub(cells);
    }

    fn line(&mut self, line: &str) {
        if line.trim().is_empty() {
            self.end_paragraph();
            return self.end_table();
        }
        if let Some(row) = row(line).filter(|row| row.len() <= self.cells_left) {
            self.end_paragraph();
            self.spend(row.len());
            return self.rows.push(row);
        }
        self.end_table();
        let indented = line.starts_with("  ") || line.starts_with('\t');
        let listed = line.trim_start().starts_with(['-', '*', '•'])
            && line.trim_start().contains(' ')
            && !self.goes_on_with(line);
        if indented || listed {
            self.end_paragraph();
        }
        self.paragraph.push(fold(line));
    }

    /// A dash that the program which broke the lines moved to the head of one: the last line is full and ends no sentence.
    fn goes_on_with(&self, line: &str) -> bool {
        const FULL_LETTERS_MIN: usize = 50;
        let small =
            line.trim_start().strip_prefix("- ").is_some_and(|rest| rest.starts_with(char::is_lowercase));
        let open = |last: &String| {
            last.chars().count() >= FULL_LETTERS_MIN
                && !super::ends_sentence(last)
                && !last.ends_with([':', ';'])
        };
        small && self.paragraph.last().is_some_and(open)
    }

    fn end_paragraph(&mut self) {
        let words = self.paragraph.join(" ");
        self.paragraph.clear();
        if !words.is_empty() && words.chars().any(char::is_alphanumeric) {
            self.blocks.push(BlockBody::Paragraph(words.as_str().into()));
        }
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if rows.len() > 1 {
            self.blocks.push(BlockBody::Table(Table { rows, ..Table::default() }));
        } else {
            for row in rows {
                let cells: Vec<String> = row.into_iter().map(|cell| cell.text).collect();
                self.blocks.push(BlockBody::Paragraph(cells.join(" ").as_str().into()));
            }
        }
    }
}

/// Lines at the start of these that have as many cells each, parted by tabs or by runs of blanks; none where the first
/// has fewer than two.
fn columns(lines: &[&str], cells_max: usize) -> Vec<Vec<RichText>> {
    const LETTERS_MAX: usize = 60;
    let cells = |line: &str| -> Vec<RichText> {
        if line.trim_end().ends_with(['.', '!', '"', '”', '»', ';']) {
            return Vec::new();
        }
        let tabbed = line.trim().contains('\t');
        let parts: Vec<&str> =
            if tabbed { line.trim().split('\t').collect() } else { line.trim().split("  ").collect() };
        let cells = parts.into_iter().map(fold).filter(|cell| tabbed || !cell.is_empty());
        cells.map(RichText::plain).collect()
    };
    let first = lines.first().map(|line| cells(line)).unwrap_or_default();
    if !(2..=ROW_MAX).contains(&first.len()) {
        return Vec::new();
    }
    let short = |row: &[RichText]| row.iter().all(|cell| cell.text.chars().count() <= LETTERS_MAX);
    let alike = lines.iter().map(|line| cells(line)).take_while(|row| row.len() == first.len() && short(row));
    alike.take(cells_max / first.len()).collect()
}

/// Words that happen to stand wide apart have no figures under each other.
fn is_table(rows: &[Vec<RichText>]) -> bool {
    let figures = |row: &&Vec<RichText>| row.iter().skip(1).any(|cell| cell.text.contains(char::is_numeric));
    rows.len() > 1 && rows.iter().filter(figures).count() * 2 >= rows.len()
}

/// `| Nord | 12 | 3 |`: whatever stands between bars at both ends is a row, a title over the next rows too.
fn barred(line: &str) -> Option<Vec<RichText>> {
    let inside = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<&str> = inside.split('|').take(ROW_MAX + 1).collect();
    let rule = cells
        .iter()
        .all(|cell| !cell.trim().is_empty() && cell.trim().bytes().all(|byte| b"-:=".contains(&byte)));
    (cells.len() <= ROW_MAX && !rule)
        .then(|| cells.into_iter().map(|cell| RichText::plain(fold(cell))).collect())
}

/// Three cells or more, parted by tabs, semicolons or bars.
fn row(line: &str) -> Option<Vec<RichText>> {
    if line.trim_start().starts_with('|') && line.trim_end().ends_with('|') && line.trim().len() > 1 {
        return barred(line);
    }
    let cells = ['\t', ';', '|'].into_iter().find_map(|sign| {
        let line = line.trim_matches(['\n', '\r']);
        // A sign at the end of each line parts nothing.
        let line = line.trim_end().strip_suffix(sign).unwrap_or(line);
        let cells: Vec<&str> = line.split(sign).collect();
        let short = cells.iter().all(|cell| cell.chars().count() <= 40);
        ((4..=ROW_MAX).contains(&cells.len()) && short && !line.trim_end().ends_with(['.', '"']))
            .then_some(cells)
    })?;
    Some(cells.into_iter().map(|cell| RichText::plain(fold(cell))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs_and_columns_become_tables() {
        let text = "   Ostrande (ab) - Le port rouvre\nmardi.\n\n   La grue est là.\n\nNord;12;3;,800\nSud;9;6;,600\n";
        let blocks = blocks(text);
        let BlockBody::Paragraph(first) = &blocks[0] else { panic!("a paragraph") };
        assert_eq!(first.text, "Ostrande (ab) - Le port rouvre mardi.");
        let BlockBody::Table(table) = &blocks[2] else { panic!("a table: {blocks:?}") };
        assert_eq!((table.rows.len(), table.rows[1][3].text.as_str()), (2, ",600"));
    }

    #[test]
    fn lines_that_look_like_columns_and_are_none_are_looked_at_once() {
        // Each of them anew, with all that follow, took an hour.
        let words = blocks(&"one\ttwo\tthree\n".repeat(LINES_MAX));
        assert!(words.iter().all(|block| matches!(block, BlockBody::Paragraph(_))));
        let figures = blocks(&"a\t1\tb\t2\n".repeat(LINES_MAX));
        let cells: usize = figures
            .iter()
            .filter_map(|block| match block {
                BlockBody::Table(table) => Some(table.rows.iter().map(Vec::len).sum::<usize>()),
                _ => None,
            })
            .sum();
        assert_eq!(cells, CELLS_MAX);
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for block in blocks(text) {
            if let BlockBody::Table(table) = block {
                rows.extend(
                    table.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()),
                );
            }
        }
        rows
    }

    #[test]
    fn columns_under_each_other_are_a_table_and_wide_words_are_none() {
        let table =
            "   Port       Ships    Change\n   Vara          12       +3\n   New Osk        7       -1\n";
        assert_eq!(rows(table), [["Port", "Ships", "Change"], ["Vara", "12", "+3"], ["New Osk", "7", "-1"]]);
        assert_eq!(
            rows("Schiff\tZeit\nAnna\t12.00\nBo\t13.00"),
            [["Schiff", "Zeit"], ["Anna", "12.00"], ["Bo", "13.00"]]
        );
        assert_eq!(rows("Nord;12;3;,800;\nSud;9;6;,600;\n")[0].len(), 4);
        for words in [
            "One  sentence goes on\nand  so does this\n",
            "    An indent\n    and another\n",
            "Vara  12\n\nOsk  7\n",
        ] {
            assert!(rows(words).is_empty(), "{words}");
        }
    }
}
