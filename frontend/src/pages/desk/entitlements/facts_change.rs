//! Changing the facts of one group from a day on, with the reason.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;
use onward_domain::api::endpoints::{DESK_FACTS, DESK_FACTS_CHANGE};
use onward_domain::api::entitlements::facts::{ChangeFacts, MAX_WHY, PersonFacts};
use onward_domain::api::problem::ErrorCode;
use onward_domain::facts::{Fact, Group};
use onward_domain::ids::AccountId;
use serde_json::Value;
use yew::prelude::*;
use yew_router::Routable;

use crate::api;
use crate::components::entitlements::fact::fact_name;
use crate::components::{
    Button, FactAnswer, FactDraft, Glyph, TextField, Unfinished, async_state, focus_on, icon, not_done,
    use_toast,
};
use crate::format;
use crate::hooks::{refresh_all, use_action, use_resource};
use crate::pages::desk::draft::use_draft;
use crate::pages::desk::heading::Heading;
use crate::route::{DeskRoute, go};
use crate::words::use_words;

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct ChangeFactsPageProps {
    pub id: AccountId,
    pub group: Group,
}

/// Changing the facts of a group.
#[component]
pub fn ChangeFactsPage(props: &ChangeFactsPageProps) -> Html {
    let words = use_words();
    let resource = use_resource(DESK_FACTS.at([&props.id]));
    html! {
        <div class="page page-narrow">
            <a class="back" href={DeskRoute::Facts { id: props.id }.to_path()}>
                { icon(Glyph::Back) }{ words.text("back") }
            </a>
            { async_state(&resource, |facts| html! { <Form facts={facts.clone()} group={props.group} /> }) }
        </div>
    }
}

/// The form as it is written.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    /// What the worker touched; of everything else the form shows what is known, whoever changes it meanwhile.
    touched: BTreeMap<Fact, FactDraft>,
    from: String,
    why: String,
    /// The revision that it began with.
    revision: i64,
}

/// What a form would change.
#[derive(Debug, Default, PartialEq)]
struct Changes {
    set: BTreeMap<Fact, Value>,
    not_known: Vec<Fact>,
    /// What is no answer yet.
    unfinished: Vec<Fact>,
}

impl Written {
    fn new(facts: &PersonFacts) -> Self {
        let (from, why) = (format::today().to_string(), String::new());
        Self { touched: BTreeMap::new(), from, why, revision: facts.revision }
    }

    fn draft(&self, facts: &PersonFacts, fact: Fact) -> FactDraft {
        self.touched.get(&fact).cloned().unwrap_or_else(|| known(facts, fact))
    }

    /// The facts of a group, without what is about something that there is none of.
    fn asked(&self, facts: &PersonFacts, group: Group) -> Vec<(Fact, FactDraft)> {
        let is_asked = |fact: &Fact| {
            let whole = fact.as_str().split_once('.').and_then(|(whole, _)| whole.parse().ok());
            whole.is_none_or(|whole| !self.draft(facts, whole).is_none())
        };
        let of_group = Fact::ALL.iter().copied().filter(|fact| fact.group() == group).filter(is_asked);
        of_group.map(|fact| (fact, self.draft(facts, fact))).collect()
    }

    fn changes(&self, facts: &PersonFacts, group: Group) -> Changes {
        let mut changes = Changes::default();
        for (fact, draft) in self.asked(facts, group) {
            if draft == known(facts, fact) {
                continue;
            }
            match draft.value(fact) {
                Ok(Some(value)) => drop(changes.set.insert(fact, value)),
                Ok(None) => changes.not_known.push(fact),
                Err(Unfinished) => changes.unfinished.push(fact),
            }
        }
        changes
    }
}

fn known(facts: &PersonFacts, fact: Fact) -> FactDraft {
    let value = facts.known.iter().find(|known| known.fact == fact).map(|known| &known.value);
    FactDraft::of(fact, value)
}

#[derive(PartialEq, Properties)]
struct FormProps {
    facts: Rc<PersonFacts>,
    group: Group,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let tried = use_state(|| false);
    let (id, name) = (props.facts.young_person.id, props.facts.young_person.name.as_str());
    let draft = use_draft::<Written>(&format!("facts/{id}/{}", props.group));
    let written = draft.written.as_deref().cloned().unwrap_or_else(|| Written::new(&props.facts));
    let changes = written.changes(&props.facts, props.group);
    let nothing = changes == Changes::default();
    let unfinished = changes.unfinished.clone();
    let from = written.from.parse::<NaiveDate>().ok();
    let moved_on = written.revision != props.facts.revision
        || action.failure().and_then(api::Failure::code) == Some(ErrorCode::StateMovedOn);

    let onsubmit = {
        let (action, tried, discard, write) =
            (action.clone(), tried.clone(), draft.discard.clone(), draft.write.clone());
        let done = words.with("desk-facts-saved", &[("name", name.into())]);
        let (written, revision) = (written.clone(), props.facts.revision);
        let ready = !nothing && changes.unfinished.is_empty() && !written.why.trim().is_empty();
        move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            let Some(from) = from.filter(|_| ready) else {
                // What is wrong above them comes first, and the alert says when nothing is changed.
                if !nothing && changes.unfinished.is_empty() {
                    focus_on(if from.is_none() { "from" } else { "why" });
                }
                return;
            };
            // Whoever sends once more after the note that it moved on has seen what there is now.
            let change = ChangeFacts {
                from,
                set: changes.set.clone(),
                not_known: changes.not_known.clone(),
                why: written.why.trim().to_owned(),
                revision,
            };
            let (discard, write, say, done) = (discard.clone(), write.clone(), say.clone(), done.clone());
            let kept = Written { revision, ..written.clone() };
            action.run(async move {
                let saved = api::send(&DESK_FACTS_CHANGE.at([&id]), &change).await;
                if saved.is_ok() {
                    discard.emit(());
                    say.emit(done);
                    go(&DeskRoute::Facts { id });
                } else {
                    write.emit(kept);
                }
                refresh_all();
                saved.map(drop)
            });
        }
    };
    let rewrite = |change: fn(&mut Written, String)| {
        let (written, write) = (written.clone(), draft.write.clone());
        Callback::from(move |typed: String| {
            let mut after = written.clone();
            change(&mut after, typed);
            write.emit(after);
        })
    };
    let answer = |fact: Fact| {
        let (written, write) = (written.clone(), draft.write.clone());
        Callback::from(move |draft: FactDraft| {
            let mut after = written.clone();
            after.touched.insert(fact, draft);
            write.emit(after);
        })
    };
    let error = |ours: Option<&'static str>, pointer: &str| {
        let theirs = action.failure().and_then(|failure| failure.field(pointer)).map(str::to_owned);
        ours.filter(|_| *tried).map(|id| words.text(id)).or(theirs).map(AttrValue::from)
    };
    let title = [("name", name.into()), ("group", words.text(&format!("fact-group-{}", props.group)).into())];
    html! {
        <>
            <Heading title={words.with("desk-facts-change-title", &title)} />
            <div role="alert" class="alerts">
                if moved_on {
                    <p class="note">{ words.text("desk-facts-moved-on") }</p>
                } else if let Some(failure) = action.failure() {
                    <p class="note bad">{ not_done(&words, failure) }</p>
                } else if *tried && nothing {
                    <p class="note bad">{ words.text("desk-facts-nothing-changed") }</p>
                }
            </div>
            <form class="form" novalidate=true {onsubmit}>
                { for written.asked(&props.facts, props.group).into_iter().map(|(fact, draft)| html! {
                    <FactAnswer key={fact.as_str()} {fact} {draft} onchange={answer(fact)} short=true
                        label={fact_name(&words, fact)} needs={props.facts.needs.clone()}
                        error={error(unfinished.contains(&fact).then_some("desk-facts-unfinished"), &format!("/set/{fact}"))} />
                }) }
                <div class="form-row">
                    <TextField id="from" kind="date" label={words.text("desk-facts-from")} hint={words.text("desk-facts-from-hint")}
                        error={error(from.is_none().then_some("desk-facts-from-needed"), "/from")}
                        value={written.from.clone()} onchange={rewrite(|written, day| written.from = day)} />
                </div>
                <TextField id="why" rows={Some(2)} maxlength={u32::try_from(MAX_WHY).ok()}
                    label={words.text("desk-facts-why")} hint={words.with("desk-facts-why-hint", &[("name", name.into())])}
                    error={error(written.why.trim().is_empty().then_some("desk-facts-why-needed"), "/why")}
                    value={written.why.clone()} onchange={rewrite(|written, why| written.why = why)} />
                <div class="form-buttons">
                    <Button submit=true busy={action.busy()}>{ words.text("desk-facts-save") }</Button>
                </div>
            </form>
        </>
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn facts(known: &Value) -> PersonFacts {
        let known: Vec<Value> = known
            .as_object()
            .unwrap()
            .iter()
            .map(|(fact, value)| {
                json!({"fact": fact, "value": value, "from": "2026-11-01", "by": "Pat", "at": "2026-11-01T09:00:00+00:00"})
            })
            .collect();
        serde_json::from_value(json!({
            "young_person": {"id": "01930000-0000-7000-8000-000000000000", "name": "Ava"}, "on": "2026-11-23",
            "revision": 1, "known": known, "questions": [], "needs": [], "proposals": [], "history": [], "age": 19,
            "category": "former_relevant", "category_because": [], "policy": "rotherham/2017-04-01", "entitlements": []
        }))
        .unwrap()
    }

    fn touching(facts: &PersonFacts, touched: &[(Fact, Value)]) -> Written {
        let touched =
            touched.iter().map(|(fact, value)| (*fact, FactDraft::of(*fact, Some(value)))).collect();
        Written { touched, ..Written::new(facts) }
    }

    #[wasm_bindgen_test]
    fn what_somebody_else_changes_meanwhile_is_not_changed_back() {
        let before = facts(&json!({"activity": "F2", "course": {}, "course.full_time": true}));
        let written = touching(&before, &[(Fact::CourseFullTime, json!(false))]);
        let after = facts(&json!({"activity": "G5", "course": {}, "course.full_time": true}));
        let changes = written.changes(&after, Group::Study);
        assert_eq!(changes.set, BTreeMap::from([(Fact::CourseFullTime, json!(false))]));
        assert!(changes.not_known.is_empty() && changes.unfinished.is_empty());
    }

    #[wasm_bindgen_test]
    fn what_there_is_none_of_has_no_parts_and_what_is_emptied_is_not_known() {
        let known = facts(&json!({"employment": {}, "employment.kind": "full_time", "benefits": []}));
        let gone =
            touching(&known, &[(Fact::Employment, Value::Null), (Fact::EmploymentKind, json!("part_time"))]);
        assert!(gone.asked(&known, Group::Work).iter().all(|(fact, _)| *fact != Fact::EmploymentKind));
        assert_eq!(gone.changes(&known, Group::Work).set, BTreeMap::from([(Fact::Employment, Value::Null)]));
        let touched = BTreeMap::from([(Fact::EmploymentKind, FactDraft::default())]);
        let emptied = Written { touched, ..Written::new(&known) };
        assert_eq!(emptied.changes(&known, Group::Work).not_known, [Fact::EmploymentKind]);
    }
}
