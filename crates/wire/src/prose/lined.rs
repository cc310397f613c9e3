//! Text that a wire broke into lines of some sixty letters: lines to paragraphs, columns to tables.

use story::{BlockBody, RichText, Table};

use super::fold;

/// An empty line or an indent begins a paragraph; runs of lines with the same sign between columns, or with columns under
/// each other, are a table.
pub(crate) fn blocks(text: &str) -> Vec<BlockBody> {
    let mut writing = Writing::default();
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let columns = columns(&lines[at..]);
        if columns.is_empty() {
            writing.line(lines[at]);
            at += 1;
        } else {
            at += columns.len();
            writing.end_paragraph();
            writing.end_table();
            writing.rows = columns;
            writing.end_table();
        }
    }
    writing.end_paragraph();
    writing.end_table();
    writing.blocks
}

#[derive(Default)]
struct Writing {
    blocks: Vec<BlockBody>,
    paragraph: Vec<String>,
    rows: Vec<Vec<RichText>>,
}

impl Writing {
    fn line(&mut self, line: &str) {
        if line.trim().is_empty() {
            self.end_paragraph();
            return self.end_table();
        }
        if let Some(row) = row(line) {
            self.end_paragraph();
            return self.rows.push(row);
        }
        self.end_table();
        let indented = line.starts_with("  ") || line.starts_with('\t');
        let listed = line.trim_start().starts_with(['-', '*', '•']) && line.trim_start().contains(' ');
        if indented || listed {
            self.end_paragraph();
        }
        self.paragraph.push(fold(line));
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

/// Lines at the start of these that have as many cells each, parted by tabs or by runs of blanks; none where there are
/// not two of them.
fn columns(lines: &[&str]) -> Vec<Vec<RichText>> {
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
    if first.len() < 2 {
        return Vec::new();
    }
    let short = |row: &[RichText]| row.iter().all(|cell| cell.text.chars().count() <= LETTERS_MAX);
    let alike = lines.iter().map(|line| cells(line)).take_while(|row| row.len() == first.len() && short(row));
    let rows: Vec<Vec<RichText>> = alike.collect();
    // Words that happen to stand wide apart have no figures under each other.
    let figures = |row: &Vec<RichText>| row.iter().skip(1).any(|cell| cell.text.contains(char::is_numeric));
    if rows.len() > 1 && rows.iter().filter(|row| figures(row)).count() * 2 >= rows.len() {
        rows
    } else {
        Vec::new()
    }
}

/// Three cells or more, parted by tabs, semicolons or bars.
fn row(line: &str) -> Option<Vec<RichText>> {
    let cells = ['\t', ';', '|'].into_iter().find_map(|sign| {
        let line = line.trim_matches(['\n', '\r']);
        // A sign at the end of each line parts nothing.
        let line = line.trim_end().strip_suffix(sign).unwrap_or(line);
        let cells: Vec<&str> = line.split(sign).collect();
        let short = cells.iter().all(|cell| cell.chars().count() <= 40);
        (cells.len() >= 4 && short && !line.trim_end().ends_with(['.', '"'])).then_some(cells)
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
