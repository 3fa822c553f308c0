//! A page of Markdown as a list of fenced blocks with text between them, to be read and written again.

pub(crate) mod json;
pub(crate) mod socket;

/// A guide.
pub(crate) struct Guide(Vec<Piece>);

enum Piece {
    Prose(String),
    Block(Block),
}

/// What stands between two fences.
#[derive(Clone)]
pub(crate) struct Block {
    /// What the fence says it is.
    pub(crate) fence: String,
    /// Its lines.
    pub(crate) text: String,
}

impl Guide {
    /// Reads a guide.
    ///
    /// # Panics
    ///
    /// If a fence is not closed.
    pub(crate) fn of(text: &str) -> Guide {
        let mut pieces = vec![Piece::Prose(String::new())];
        for line in text.lines() {
            let last = pieces.last_mut().expect("there is one");
            match (last, line.strip_prefix("```")) {
                (Piece::Prose(_), Some(fence)) => {
                    pieces.push(Piece::Block(Block { fence: fence.to_owned(), text: String::new() }));
                }
                (Piece::Block(_), Some(_)) => pieces.push(Piece::Prose(String::new())),
                (Piece::Prose(text) | Piece::Block(Block { text, .. }), None) => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        assert!(matches!(pieces.last(), Some(Piece::Prose(_))), "every fence is closed");
        Guide(pieces)
    }

    /// Where something is asked: commands for a shell, and addresses of a stream.
    pub(crate) fn asked(&self) -> Vec<usize> {
        let asks = |piece: &Piece| match piece {
            Piece::Prose(_) => false,
            Piece::Block(block) => block.fence == "sh" || block.text.starts_with("ws://"),
        };
        (0..self.0.len()).filter(|place| asks(&self.0[*place])).collect()
    }

    /// The answer to what is asked at `place`: the next block, if it is one of JSON.
    pub(crate) fn answer(&self, place: usize) -> Option<usize> {
        let next = (place + 1..self.0.len()).find(|next| matches!(self.0[*next], Piece::Block(_)))?;
        (self.block(next).fence == "json").then_some(next)
    }

    /// The block at `place`.
    pub(crate) fn block(&self, place: usize) -> &Block {
        match &self.0[place] {
            Piece::Block(block) => block,
            Piece::Prose(text) => panic!("no block, but {text:?}"),
        }
    }

    /// Writes another text into the block at `place`.
    pub(crate) fn write(&mut self, place: usize, text: String) {
        if let Piece::Block(block) = &mut self.0[place] {
            block.text = text;
        }
    }

    /// The guide as a text.
    pub(crate) fn text(&self) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Prose(text) => text.clone(),
            Piece::Block(Block { fence, text }) => format!("```{fence}\n{text}```\n"),
        });
        pieces.collect()
    }
}
