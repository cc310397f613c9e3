//! Values inside the shared document, read and changed without knowing what they mean.

use std::collections::BTreeMap;

use serde_json::{Number, Value as Json};
use yrs::{
    Any, Array, ArrayPrelim, ArrayRef, In, Map, MapPrelim, MapRef, Out, ReadTxn, TextPrelim, TransactionMut,
};

use crate::runs::{self, Run};

/// Tables have cells in rows in blocks; nothing of ours is deeper.
const DEPTH_MAX: usize = 6;

pub(crate) type Parts = BTreeMap<String, Value>;

/// One value: a plain one that is replaced as a whole, words that merge letter by letter, a list, or named parts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Plain(Json),
    Words(Vec<Run>),
    Many(Vec<Value>),
    Parts(Parts),
}

pub(crate) fn read_parts(map: &MapRef, txn: &impl ReadTxn) -> Parts {
    parts_at(map, txn, 0)
}

fn parts_at(map: &MapRef, txn: &impl ReadTxn, depth: usize) -> Parts {
    map.iter(txn).filter_map(|(key, out)| Some((key.to_owned(), read(out, txn, depth)?))).collect()
}

fn read(out: Out, txn: &impl ReadTxn, depth: usize) -> Option<Value> {
    if depth > DEPTH_MAX {
        return None;
    }
    match out {
        Out::Any(any) => Some(Value::Plain(json(&any))),
        Out::YText(text) => Some(Value::Words(runs::read(&text, txn))),
        Out::YArray(list) => {
            Some(Value::Many(list.iter(txn).filter_map(|out| read(out, txn, depth + 1)).collect()))
        }
        Out::YMap(map) => Some(Value::Parts(parts_at(&map, txn, depth + 1))),
        _ => None,
    }
}

/// Makes `map` say `to` where it says `from`. What others changed meanwhile stays as they have it.
pub(crate) fn change_parts(map: &MapRef, txn: &mut TransactionMut<'_>, from: &Parts, to: &Parts) {
    for key in from.keys().filter(|key| !to.contains_key(*key)) {
        map.remove(txn, key);
    }
    for (key, value) in to {
        let before = from.get(key);
        if before == Some(value) {
            continue;
        }
        let inside = map.get(txn, key);
        if !before.is_some_and(|before| change(inside, txn, before, value)) {
            let placed = map.insert(txn, key.as_str(), empty(value));
            fill(placed, txn, value);
        }
    }
}

/// Changes words, lists and parts where they stand; false where the place has to be taken by a new value.
fn change(out: Option<Out>, txn: &mut TransactionMut<'_>, from: &Value, to: &Value) -> bool {
    match (out, from, to) {
        (Some(Out::YText(text)), Value::Words(from), Value::Words(to)) => {
            runs::change(&[text], txn, from, to);
        }
        (Some(Out::YArray(list)), Value::Many(from), Value::Many(to)) => change_list(&list, txn, from, to),
        (Some(Out::YMap(map)), Value::Parts(from), Value::Parts(to)) => change_parts(&map, txn, from, to),
        _ => return false,
    }
    true
}

fn change_list(list: &ArrayRef, txn: &mut TransactionMut<'_>, from: &[Value], to: &[Value]) {
    let same = |(a, b): &(&Value, &Value)| a == b;
    let head = from.iter().zip(to).take_while(same).count();
    let tail = from[head..].iter().rev().zip(to[head..].iter().rev()).take_while(same).count();
    let (old, new) = (&from[head..from.len() - tail], &to[head..to.len() - tail]);
    let both = old.len().min(new.len());
    for at in 0..both {
        let inside = list.get(txn, (head + at) as u32);
        if !change(inside, txn, &old[at], &new[at]) {
            list.remove(txn, (head + at) as u32);
            place(list, txn, head + at, &new[at]);
        }
    }
    if old.len() > both {
        list.remove_range(txn, (head + both) as u32, (old.len() - both) as u32);
    }
    for (at, value) in new.iter().enumerate().skip(both) {
        place(list, txn, head + at, value);
    }
}

fn place(list: &ArrayRef, txn: &mut TransactionMut<'_>, at: usize, value: &Value) {
    let placed = list.insert(txn, at as u32, empty(value));
    fill(placed, txn, value);
}

/// What takes the place of a value before it is filled: types that merge have to be in the document first.
fn empty(value: &Value) -> In {
    match value {
        Value::Plain(json) => In::Any(any(json)),
        Value::Words(_) => In::from(TextPrelim::new("")),
        Value::Many(_) => In::from(ArrayPrelim::default()),
        Value::Parts(_) => In::from(MapPrelim::default()),
    }
}

fn fill(placed: Out, txn: &mut TransactionMut<'_>, value: &Value) {
    match (placed, value) {
        (Out::YText(text), Value::Words(to)) => runs::change(&[text], txn, &[], to),
        (Out::YArray(list), Value::Many(to)) => change_list(&list, txn, &[], to),
        (Out::YMap(map), Value::Parts(to)) => change_parts(&map, txn, &Parts::new(), to),
        _ => {}
    }
}

pub(crate) fn json(any: &Any) -> Json {
    match any {
        Any::Null | Any::Undefined | Any::Buffer(_) => Json::Null,
        Any::Bool(flag) => Json::Bool(*flag),
        Any::Number(yrs::Number::Int(number)) => Json::from(*number),
        // The browser has one kind of number.
        Any::Number(yrs::Number::Float(number)) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Json::from(*number as i64)
        }
        Any::Number(yrs::Number::Float(number)) => Number::from_f64(*number).map_or(Json::Null, Json::Number),
        Any::String(text) => Json::String(text.to_string()),
        Any::Array(list) => Json::Array(list.iter().map(json).collect()),
        Any::Map(map) => Json::Object(map.iter().map(|(key, any)| (key.clone(), json(any))).collect()),
    }
}

pub(crate) fn any(json: &Json) -> Any {
    match json {
        Json::Null => Any::Null,
        Json::Bool(flag) => Any::from(*flag),
        Json::Number(number) => Any::from(number.as_f64().unwrap_or_default()),
        Json::String(text) => Any::from(text.as_str()),
        Json::Array(list) => Any::Array(list.iter().map(any).collect()),
        Json::Object(map) => Any::from(
            map.iter()
                .map(|(key, json)| (key.clone(), any(json)))
                .collect::<std::collections::HashMap<_, _>>(),
        ),
    }
}
