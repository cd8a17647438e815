//! The answer to a question about a fact while it is being written: the same on the phone and at the desk.

use chrono::NaiveDate;
use onward_domain::entitlements::{Category, EpisodeKind};
use onward_domain::facts::{Answer, Fact};
use onward_domain::money::Pence;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::components::entitlements::fact::{episodes, fact_id, fact_none, kind_code, listed, need_name};
use crate::components::{Button, Field, Glyph, Kind, TextField, icon};
use crate::words::{Words, use_words};

/// The kinds of place that somebody can live in, by their letter, those that are most usual first.
const HOMES: [&str; 16] = ["U", "B", "Z", "E", "D", "T", "K", "C", "V", "W", "S", "X", "Y", "G", "H", "R"];
/// What the yearly return codes where nothing is recorded; nobody answers with it.
const NOTHING_RECORDED: &str = "0";
/// The choice that somebody is in no leaving care group; `none` stands for no choice of a worker's.
const IN_NO_GROUP: &str = "no_group";
/// The kinds of stretches in care.
const EPISODE_KINDS: [EpisodeKind; 3] = [EpisodeKind::LookedAfter, EpisodeKind::Remand, EpisodeKind::Respite];

/// One stretch in care as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeDraft {
    /// The first day, as the browser writes it.
    from: String,
    /// The day it ended; empty while it goes on.
    to: String,
    /// The kind's code.
    kind: String,
}

/// An answer as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactDraft {
    /// The choice: a code, `yes`, `no` or `none`; empty while nothing is chosen.
    chosen: String,
    /// What is typed: a day, an amount, a number, a reason; or whether a home is suitable.
    text: String,
    /// What is ticked.
    ticked: Vec<String>,
    /// The stretches in care.
    episodes: Vec<EpisodeDraft>,
}

/// That what is written is no answer yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfinished;

impl FactDraft {
    /// The draft that stands for what is known; empty when nothing is.
    #[must_use]
    pub fn of(fact: Fact, known: Option<&Value>) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let chosen = |code: &str| Self { chosen: code.to_owned(), ..Self::default() };
        let value = match (known, fact.answer()) {
            (Some(Value::Null), _) | (None, Answer::Category) => return chosen("none"),
            (None, _) => return Self::default(),
            (Some(value), _) => value,
        };
        match fact.answer() {
            Answer::YesNo => chosen(if value.as_bool() == Some(true) { "yes" } else { "no" }),
            Answer::Whether => chosen("yes"),
            Answer::Day | Answer::Line => Self { text: text(value), ..Self::default() },
            Answer::DayOrNone => Self { text: text(value), ..chosen("yes") },
            Answer::Money => {
                let pounds = value.as_i64().and_then(|pence| Pence::new(pence).ok());
                let text = pounds.map(|pounds| pounds.to_string().trim_start_matches('£').replace(',', ""));
                Self { text: text.unwrap_or_default(), ..Self::default() }
            }
            Answer::Count => Self { text: value.to_string(), ..Self::default() },
            Answer::Choice(_) | Answer::ChoiceOrNone(_) => chosen(&text(value)),
            Answer::Choices(_) | Answer::Needs => {
                let ticked: Vec<String> =
                    listed(value).unwrap_or_default().into_iter().map(str::to_owned).collect();
                if ticked.is_empty() { chosen("none") } else { Self { ticked, ..Self::default() } }
            }
            Answer::Home => {
                let code = text(value);
                let (letter, suitable) = code.split_at_checked(1).unwrap_or((&code, ""));
                Self { text: suitable.to_owned(), ..chosen(letter) }
            }
            Answer::Episodes => {
                let day = |day: NaiveDate| day.to_string();
                let episodes = episodes(value).unwrap_or_default().into_iter().map(|episode| EpisodeDraft {
                    from: day(episode.from),
                    to: episode.to.map(day).unwrap_or_default(),
                    kind: kind_code(episode.kind).to_owned(),
                });
                Self { episodes: episodes.collect(), ..Self::default() }
            }
            Answer::Category => {
                let category = value.get("category").map(text).unwrap_or_default();
                let category = if category == Category::None.as_str() { IN_NO_GROUP } else { &category };
                Self { text: value.get("reason").map(text).unwrap_or_default(), ..chosen(category) }
            }
        }
    }

    /// Whether it says that there is none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.chosen == "none"
    }

    /// What it says; nothing while nothing is written.
    ///
    /// # Errors
    /// When something is written that is no answer.
    pub fn value(&self, fact: Fact) -> Result<Option<Value>, Unfinished> {
        if self.is_none() && fact.takes_none() {
            return Ok(Some(Value::Null));
        }
        let text = self.text.trim();
        let typed = |value: Value| if text.is_empty() { None } else { Some(value) };
        let chosen = |value: Value| if self.chosen.is_empty() { None } else { Some(value) };
        let value = match fact.answer() {
            Answer::YesNo => chosen(json!(self.chosen == "yes")),
            Answer::Whether => chosen(json!({})),
            Answer::Day | Answer::Line => typed(json!(text)),
            Answer::DayOrNone => chosen(json!(text)),
            Answer::Money => {
                let pence = Pence::parse_pounds(text).map(|pence| json!(pence));
                typed(pence.unwrap_or_else(|_| json!(text)))
            }
            Answer::Count => typed(text.parse::<u64>().map_or_else(|_| json!(text), |count| json!(count))),
            Answer::Choice(_) | Answer::ChoiceOrNone(_) => chosen(json!(self.chosen)),
            Answer::Choices(_) | Answer::Needs if self.is_none() => Some(json!([])),
            Answer::Choices(_) | Answer::Needs => (!self.ticked.is_empty()).then(|| json!(self.ticked)),
            Answer::Home => chosen(json!(format!("{}{text}", self.chosen))),
            Answer::Episodes => (!self.episodes.is_empty()).then(|| {
                let episodes = self.episodes.iter().map(|episode| {
                    let to = Some(&episode.to).filter(|to| !to.is_empty());
                    json!({ "from": episode.from, "to": to, "kind": episode.kind })
                });
                Value::Array(episodes.collect())
            }),
            Answer::Category => {
                let in_none = self.chosen == IN_NO_GROUP;
                let category = if in_none { Category::None.as_str() } else { &self.chosen };
                chosen(json!({ "category": category, "reason": text }))
            }
        };
        match value {
            Some(value) if fact.check(&value).is_err() => Err(Unfinished),
            value => Ok(value),
        }
    }

    fn choosing(&self, code: String) -> Self {
        // "None of these" takes the ticks away.
        Self { chosen: code, ticked: Vec::new(), ..self.clone() }
    }

    fn ticking(&self, code: &str, on: bool) -> Self {
        let mut ticked: Vec<String> = self.ticked.iter().filter(|other| *other != code).cloned().collect();
        if on {
            ticked.push(code.to_owned());
        }
        Self { chosen: String::new(), ticked, ..self.clone() }
    }

    fn with_episodes(&self, change: impl FnOnce(&mut Vec<EpisodeDraft>)) -> Self {
        let mut after = self.clone();
        change(&mut after.episodes);
        after
    }
}

#[derive(PartialEq, Properties)]
pub struct FactAnswerProps {
    /// About which fact.
    pub fact: Fact,
    /// What is written.
    pub draft: FactDraft,
    /// Called with each change.
    pub onchange: Callback<FactDraft>,
    /// What is asked.
    pub label: AttrValue,
    /// What helps to answer.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with the answer.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Choices in one line that opens, with "not known" among them: where many facts stand on a page.
    #[prop_or_default]
    pub short: bool,
    /// The needs that there are, by their names in the policy.
    #[prop_or_default]
    pub needs: Vec<String>,
}

impl FactAnswerProps {
    fn id(&self) -> String {
        fact_id(self.fact, "")
    }

    /// A callback that puts what was typed into the draft.
    fn typing(&self) -> Callback<String> {
        let draft = self.draft.clone();
        self.onchange.reform(move |text| FactDraft { text, ..draft.clone() })
    }

    fn choosing(&self) -> Callback<String> {
        let draft = self.draft.clone();
        self.onchange.reform(move |code| draft.choosing(code))
    }
}

/// The answer to a question about a fact.
#[component]
pub fn FactAnswer(props: &FactAnswerProps) -> Html {
    let words = use_words();
    let fact = props.fact;
    match fact.answer() {
        Answer::YesNo | Answer::Whether | Answer::Choice(_) | Answer::ChoiceOrNone(_) => {
            one_of(&words, props)
        }
        Answer::Day => line(props, "date", None),
        Answer::Money => line(props, "text", Some("decimal")),
        Answer::Count => line(props, "text", Some("numeric")),
        Answer::Line => line(props, "text", None),
        Answer::DayOrNone => html! {
            <>
                { one_of(&words, props) }
                if props.draft.chosen == "yes" {
                    <TextField id={fact_id(fact, "day")} kind="date" label={words.text(&fact_id(fact, "day"))}
                        value={props.draft.text.clone()} onchange={props.typing()} />
                }
            </>
        },
        Answer::Home => html! {
            <>
                { one_of(&words, props) }
                if !props.draft.chosen.is_empty() && props.draft.chosen != NOTHING_RECORDED {
                    { suitable(&words, props) }
                }
            </>
        },
        Answer::Choices(_) | Answer::Needs => several(&words, props),
        Answer::Episodes => stretches(&words, props),
        Answer::Category => html! {
            <>
                { one_of(&words, props) }
                if !props.draft.chosen.is_empty() && !props.draft.is_none() {
                    <TextField id={fact_id(fact, "reason")} rows={Some(2)} label={words.text(&fact_id(fact, "reason"))}
                        hint={words.text(&fact_id(fact, "reason-hint"))}
                        value={props.draft.text.clone()} onchange={props.typing()} />
                }
            </>
        },
    }
}

fn line(props: &FactAnswerProps, kind: &'static str, inputmode: Option<&'static str>) -> Html {
    html! {
        <TextField id={props.id()} {kind} label={props.label.clone()} hint={props.hint.clone()} error={props.error.clone()}
            value={props.draft.text.clone()} onchange={props.typing()} inputmode={inputmode.map(AttrValue::from)} verbatim=true />
    }
}

/// One of a few: in one line that opens, or each with its own button.
fn one_of(words: &Words, props: &FactAnswerProps) -> Html {
    let choices = choices(words, props.fact);
    if props.short {
        return select(words, props, &choices);
    }
    fieldset(props, radios(&props.id(), &choices, &props.draft.chosen, &props.choosing()))
}

/// Whether a home is safe and right.
fn suitable(words: &Words, props: &FactAnswerProps) -> Html {
    let id = fact_id(props.fact, "suitable");
    let choices: Vec<(String, String)> =
        ["1", "2"].map(|code| (code.to_owned(), words.text(&fact_id(props.fact, code)))).into();
    html! {
        <fieldset class="choices">
            <legend>{ words.text(&id) }</legend>
            { radios(&id, &choices, &props.draft.text, &props.typing()) }
        </fieldset>
    }
}

fn select(words: &Words, props: &FactAnswerProps, choices: &[(String, String)]) -> Html {
    let (id, chosen) = (props.id(), &props.draft.chosen);
    let onchange =
        props.choosing().reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let wrong = props.error.as_ref().map(|_| format!("{id}-error"));
    html! {
        <Field id={id.clone()} label={props.label.clone()} error={props.error.clone()}>
            <select {id} {onchange} aria-describedby={wrong}>
                if props.fact.answer() != Answer::Category {
                    <option value="" selected={chosen.is_empty()}>{ words.text("fact-not-known") }</option>
                }
                { for choices.iter().map(|(code, text)| html! {
                    <option value={code.clone()} selected={code == chosen}>{ text }</option>
                }) }
            </select>
        </Field>
    }
}

fn radios(name: &str, choices: &[(String, String)], chosen: &str, onchoose: &Callback<String>) -> Html {
    choices
        .iter()
        .map(|(code, text)| {
            let onchange = {
                let code = code.clone();
                onchoose.reform(move |_: Event| code.clone())
            };
            html! {
                <label class="choice" key={code.clone()}>
                    <input type="radio" name={name.to_owned()} value={code.clone()} checked={code == chosen} {onchange} />
                    <span class="text">{ text }</span>
                </label>
            }
        })
        .collect()
}

/// All that fit, or none of them.
fn several(words: &Words, props: &FactAnswerProps) -> Html {
    let mut choices = choices(words, props.fact);
    // A need that the policy has no more can still be taken away.
    let needs =
        props.needs.iter().chain(props.draft.ticked.iter().filter(|need| !props.needs.contains(need)));
    if props.fact.answer() == Answer::Needs {
        choices = needs.map(|need| (need.clone(), need_name(words, need))).collect();
    }
    let tick = |code: &str, text: &str, checked: bool, change: Callback<bool>| {
        let onchange =
            change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
        html! {
            <label class="choice" key={code.to_owned()}>
                <input type="checkbox" {checked} {onchange} />
                <span class="text">{ text }</span>
            </label>
        }
    };
    let none = {
        let draft = props.draft.clone();
        props
            .onchange
            .reform(move |on: bool| draft.choosing(if on { "none".to_owned() } else { String::new() }))
    };
    fieldset(
        props,
        html! {
            <>
                { for choices.iter().map(|(code, text)| {
                    let (draft, ticked) = (props.draft.clone(), code.clone());
                    let change = props.onchange.reform(move |on: bool| draft.ticking(&ticked, on));
                    tick(code, text, props.draft.ticked.contains(code), change)
                }) }
                { tick("none", &words.text("fact-list-none"), props.draft.is_none(), none) }
            </>
        },
    )
}

/// The stretches in care, each with its days and kind.
fn stretches(words: &Words, props: &FactAnswerProps) -> Html {
    let draft = &props.draft;
    let id = |place: usize, part: &str| fact_id(props.fact, &format!("{part}-{place}"));
    let named = |part: &str| words.text(&fact_id(props.fact, part));
    let edit = |place: usize, set: fn(&mut EpisodeDraft, String)| {
        let draft = draft.clone();
        props.onchange.reform(move |text: String| {
            draft.with_episodes(|all| {
                if let Some(one) = all.get_mut(place) {
                    set(one, text);
                }
            })
        })
    };
    let remove = |place: usize| {
        let draft = draft.clone();
        props.onchange.reform(move |_: MouseEvent| {
            draft.with_episodes(|all| {
                let others = all.iter().enumerate().filter(|(other, _)| *other != place);
                *all = others.map(|(_, one)| one.clone()).collect();
            })
        })
    };
    let add = {
        let draft = draft.clone();
        props.onchange.reform(move |_: MouseEvent| {
            let kind = kind_code(EpisodeKind::LookedAfter).to_owned();
            draft.with_episodes(|all| all.push(EpisodeDraft { kind, ..EpisodeDraft::default() }))
        })
    };
    fieldset(
        props,
        html! {
            <>
                { for draft.episodes.iter().enumerate().map(|(place, episode)| {
                    let kind = edit(place, |one, kind| one.kind = kind);
                    let onchange =
                        kind.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
                    html! {
                        <div class="form-row" key={place}>
                            <TextField id={id(place, "from")} kind="date" label={named("from")} value={episode.from.clone()}
                                onchange={edit(place, |one, day| one.from = day)} />
                            <TextField id={id(place, "to")} kind="date" label={named("to")} value={episode.to.clone()}
                                onchange={edit(place, |one, day| one.to = day)} />
                            <Field id={id(place, "kind")} label={named("kind")}>
                                <select id={id(place, "kind")} {onchange}>
                                    { for EPISODE_KINDS.map(kind_code).into_iter().map(|code| html! {
                                        <option value={code} selected={episode.kind == code}>{ named(code) }</option>
                                    }) }
                                </select>
                            </Field>
                            <Button kind={Kind::Quiet} small=true onclick={remove(place)}>{ named("remove") }</Button>
                        </div>
                    }
                }) }
                <Button kind={Kind::Quiet} small=true onclick={add}>{ named("add") }</Button>
            </>
        },
    )
}

fn fieldset(props: &FactAnswerProps, inside: Html) -> Html {
    let id = props.id();
    let described = [(props.hint.is_some(), "hint"), (props.error.is_some(), "error")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect::<Vec<_>>()
        .join(" ");
    html! {
        <fieldset id={id.clone()} tabindex="-1" class="choices" aria-describedby={(!described.is_empty()).then_some(described)}>
            <legend>{ &props.label }</legend>
            if let Some(hint) = &props.hint { <p class="hint" id={format!("{id}-hint")}>{ hint }</p> }
            if let Some(error) = &props.error {
                <p class="error" id={format!("{id}-error")}>{ icon(Glyph::Warning) }{ error }</p>
            }
            { inside }
        </fieldset>
    }
}

/// The choices of a fact that has some, as code and words.
fn choices(words: &Words, fact: Fact) -> Vec<(String, String)> {
    let own = |code: &str| (code.to_owned(), words.text(&fact_id(fact, code)));
    let yes = || ("yes".to_owned(), words.text("fact-yes"));
    let none = || ("none".to_owned(), fact_none(words, fact));
    match fact.answer() {
        Answer::YesNo => vec![yes(), ("no".to_owned(), words.text("fact-no"))],
        Answer::Whether | Answer::DayOrNone => vec![yes(), none()],
        Answer::Choice(codes) | Answer::Choices(codes) => {
            codes.iter().filter(|code| **code != NOTHING_RECORDED).map(|code| own(code)).collect()
        }
        Answer::ChoiceOrNone(codes) => codes.iter().map(|code| own(code)).chain([none()]).collect(),
        Answer::Home => HOMES.iter().map(|letter| own(letter)).collect(),
        Answer::Category => Category::ALL
            .iter()
            .map(|category| {
                let name = words.text(&format!("category-{}", category.as_str()));
                let code = if *category == Category::None { IN_NO_GROUP } else { category.as_str() };
                (code.to_owned(), name)
            })
            .chain([none()])
            .collect(),
        Answer::Day | Answer::Money | Answer::Count | Answer::Needs | Answer::Line | Answer::Episodes => {
            vec![]
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::components::entitlements::fact::fact_question;

    #[wasm_bindgen_test]
    fn every_answer_is_the_same_after_it_was_put_into_the_form() {
        for (fact, value) in [
            (Fact::DateOfBirth, json!("2007-05-01")),
            (Fact::InTouch, json!(false)),
            (Fact::Course, json!({})),
            (Fact::Employment, Value::Null),
            (Fact::BabyDue, Value::Null),
            (Fact::BabyDue, json!("2027-02-01")),
            (Fact::WeeklyWage, json!(126_050)),
            (Fact::Children, json!(2)),
            (Fact::Activity, json!("0")),
            (Fact::Asylum, json!("refugee")),
            (Fact::Benefits, json!([])),
            (Fact::Benefits, json!(["housing_benefit"])),
            (Fact::NeedsAssessed, json!(["security", "driving"])),
            (Fact::NeedsAssessed, json!([])),
            (Fact::Accommodation, json!("W2")),
            (Fact::Accommodation, json!("0")),
            (Fact::CrimeReference, json!("CR/1")),
            (Fact::CareEpisodes, json!([{"from": "2020-01-10", "to": null, "kind": "remand"}])),
            (Fact::CategoryOverride, Value::Null),
            (Fact::CategoryOverride, json!({"category": "relevant", "reason": "The court said so."})),
            (Fact::CategoryOverride, json!({"category": "none", "reason": "Never in care."})),
        ] {
            assert_eq!(FactDraft::of(fact, Some(&value)).value(fact), Ok(Some(value.clone())), "{fact}");
        }
    }

    #[wasm_bindgen_test]
    fn nothing_written_says_nothing_and_half_an_answer_is_none() {
        for fact in Fact::ALL {
            assert_eq!(FactDraft::default().value(*fact), Ok(None), "{fact}");
        }
        let half = FactDraft::default().choosing("U".to_owned());
        assert_eq!(half.value(Fact::Accommodation), Err(Unfinished));
        let half = FactDraft { text: "ten pounds".to_owned(), ..FactDraft::default() };
        assert_eq!(half.value(Fact::WeeklyWage), Err(Unfinished));
    }

    #[wasm_bindgen_test]
    fn none_of_these_takes_the_ticks_away_and_a_tick_takes_none_away() {
        let ticked = FactDraft::default().ticking("housing_benefit", true);
        assert_eq!(ticked.value(Fact::Benefits), Ok(Some(json!(["housing_benefit"]))));
        let none = ticked.choosing("none".to_owned());
        assert_eq!(none.value(Fact::Benefits), Ok(Some(json!([]))));
        assert_eq!(none.ticking("housing_benefit", true), ticked);
    }

    #[wasm_bindgen_test]
    fn every_fact_and_every_choice_has_its_words() {
        for words in [Words::phone().with_facts(), Words::desk()] {
            for fact in Fact::ALL {
                for id in [fact_id(*fact, ""), fact_id(*fact, "question")] {
                    assert!(words.find(&id, &[]).is_some(), "{id}");
                }
                assert!(fact_question(&words, *fact).ends_with('?'), "{fact}");
                for (code, text) in choices(&words, *fact) {
                    assert!(!text.starts_with("fact-"), "{fact}: {code}");
                }
                if fact.answer() == Answer::DayOrNone {
                    assert!(words.find(&fact_id(*fact, "day"), &[]).is_some(), "{fact}");
                }
            }
        }
    }
}
