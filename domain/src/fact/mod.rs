//! The facts about a person over time: their names and kinds of answer, what was said from which day on, and what is still missing.

mod known;
mod question;
mod vocabulary;

pub use known::{Known, Statement, Unreadable};
pub use question::{Question, next_question, questions, unanswered};
pub use vocabulary::{Answer, Fact, Group, NotAFact, Teller, WrongAnswer};
