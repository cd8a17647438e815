//! The facts about a person over time: their names and kinds of answer, what was said from which day on, and what is still missing.

mod history;
mod question;
mod vocabulary;

pub use history::{FactHistory, Statement, Unreadable};
pub use question::{Question, next_question, questions, unanswered};
pub use vocabulary::{Answer, Author, Fact, Group, NotAFact, WrongAnswer};
