//! Text that a wire broke into lines of some sixty letters: lines to paragraphs, columns to tables.

use story::{BlockBody, RichText, Table};

use super::fold;

/// An empty line or an indent begins a paragraph; runs of lines with the same sign between columns are a table.
pub(crate) fn blocks(text: &str) -> Vec<BlockBody> {
    let mut writing = Writing::default();
    for line in text.lines() {
        writing.line(line);
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

/// Three cells or more, parted by tabs, semicolons or bars.
fn row(line: &str) -> Option<Vec<RichText>> {
    let cells = ['\t', ';', '|'].into_iter().find_map(|sign| {
        let cells: Vec<&str> = line.trim_matches(['\n', '\r']).split(sign).collect();
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
}
