//! What rules of recurrence name, by the examples of the standard and at their edges.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::Rule as Recurrence;
use super::*;

fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// The first times of a rule: days where all have the hour of the first.
fn first(rule: &str, begins: &str, max: usize) -> String {
    let first = at(begins);
    let rule = Recurrence::read(rule).unwrap().on(&TimeZone::get("America/New_York").unwrap());
    let times = rule.between(first, first, DateTime::MAX, max);
    let told = times.iter().map(|time| match time.time() == first.time() {
        true => time.strftime("%Y-%m-%d").to_string(),
        false => time.strftime("%Y-%m-%d %H:%M").to_string(),
    });
    told.collect::<Vec<_>>().join(" ")
}

/// The examples of RFC 5545, section 3.8.5.3: a rule, when it begins and how many times are asked for; under it the times.
const EXAMPLES: &str = "\
FREQ=DAILY;COUNT=10 | 1997-09-02T09:00:00 | 20
    1997-09-02 1997-09-03 1997-09-04 1997-09-05 1997-09-06 1997-09-07 1997-09-08 1997-09-09
    1997-09-10 1997-09-11
FREQ=DAILY;INTERVAL=10;COUNT=5 | 1997-09-02T09:00:00 | 20
    1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12
FREQ=WEEKLY;INTERVAL=2;WKST=SU | 1997-09-02T09:00:00 | 4
    1997-09-02 1997-09-16 1997-09-30 1997-10-14
FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH | 1997-09-02T09:00:00 | 20
    1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25
    1997-09-30 1997-10-02
FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH | 1997-09-02T09:00:00 | 20
    1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16
FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO | 1997-08-05T09:00:00 | 9
    1997-08-05 1997-08-10 1997-08-19 1997-08-24
FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU | 1997-08-05T09:00:00 | 9
    1997-08-05 1997-08-17 1997-08-19 1997-08-31
FREQ=MONTHLY;COUNT=4;BYDAY=1FR | 1997-09-05T09:00:00 | 9
    1997-09-05 1997-10-03 1997-11-07 1997-12-05
FREQ=MONTHLY;INTERVAL=2;COUNT=6;BYDAY=1SU,-1SU | 1997-09-07T09:00:00 | 9
    1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25
FREQ=MONTHLY;COUNT=3;BYDAY=-2MO | 1997-09-22T09:00:00 | 9
    1997-09-22 1997-10-20 1997-11-17
FREQ=MONTHLY;BYMONTHDAY=-3 | 1997-09-28T09:00:00 | 3
    1997-09-28 1997-10-29 1997-11-28
FREQ=MONTHLY;COUNT=5;BYMONTHDAY=1,-1 | 1997-09-30T09:00:00 | 9
    1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30
FREQ=MONTHLY;INTERVAL=18;COUNT=6;BYMONTHDAY=10,11,12,13,14,15 | 1997-09-10T09:00:00 | 9
    1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15
FREQ=YEARLY;COUNT=4;BYMONTH=6,7 | 1997-06-10T09:00:00 | 9
    1997-06-10 1997-07-10 1998-06-10 1998-07-10
FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200 | 1997-01-01T09:00:00 | 9
    1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09
FREQ=YEARLY;BYDAY=20MO | 1997-05-19T09:00:00 | 3
    1997-05-19 1998-05-18 1999-05-17
FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO | 1997-05-12T09:00:00 | 3
    1997-05-12 1998-05-11 1999-05-17
FREQ=YEARLY;BYMONTH=3;BYDAY=TH | 1997-03-13T09:00:00 | 4
    1997-03-13 1997-03-20 1997-03-27 1998-03-05
FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13 | 1998-02-13T09:00:00 | 4
    1998-02-13 1998-03-13 1998-11-13 1999-08-13
FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8 | 1996-11-05T09:00:00 | 3
    1996-11-05 2000-11-07 2004-11-02
FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3 | 1997-09-04T09:00:00 | 9
    1997-09-04 1997-10-07 1997-11-06
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2 | 1997-09-29T09:00:00 | 4
    1997-09-29 1997-10-30 1997-11-27 1997-12-30
FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000 | 1997-09-02T09:00:00 | 9
    1997-09-02 1997-09-02 12:00 1997-09-02 15:00
FREQ=MINUTELY;INTERVAL=90;COUNT=4 | 1997-09-02T09:00:00 | 9
    1997-09-02 1997-09-02 10:30 1997-09-02 12:00 1997-09-02 13:30
FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20 | 1997-09-02T09:00:00 | 5
    1997-09-02 1997-09-02 09:20 1997-09-02 10:00 1997-09-02 10:20 1997-09-03
FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5 | 2007-01-15T09:00:00 | 9
    2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30";

#[test]
fn the_examples_of_the_standard_name_the_times_that_it_says() {
    let mut examples: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in EXAMPLES.lines() {
        match line.strip_prefix("    ") {
            Some(times) => examples.last_mut().unwrap().1.push(times),
            None => examples.push((line, Vec::new())),
        }
    }
    for (example, times) in examples {
        let [rule, begins, max] = example.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(first(rule, begins, max.parse().unwrap()), times.join(" "), "{rule}");
    }
}

#[test]
fn what_begins_on_the_31st_or_a_leap_day_waits_for_the_next_one() {
    assert_eq!(first("FREQ=MONTHLY", "2026-01-31T09:00:00", 3), "2026-01-31 2026-03-31 2026-05-31");
    assert_eq!(first("FREQ=YEARLY", "2024-02-29T09:00:00", 3), "2024-02-29 2028-02-29 2032-02-29");
    assert_eq!(first("FREQ=YEARLY;BYWEEKNO=53", "2026-12-28T09:00:00", 2), "2026-12-28 2032-12-27");
}

#[test]
fn the_first_time_is_one_even_where_the_rule_would_not_name_it() {
    assert_eq!(
        first("FREQ=WEEKLY;BYDAY=MO;COUNT=3", "2026-06-09T09:00:00", 9),
        "2026-06-09 2026-06-15 2026-06-22"
    );
    assert_eq!(first("FREQ=DAILY;UNTIL=20200101", "2026-06-09T09:00:00", 9), "2026-06-09");
}

#[test]
fn a_rule_that_names_nothing_or_far_too_much_comes_to_an_end() {
    for rule in [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=SECONDLY;BYSECOND=7;BYMINUTE=61",
        "FREQ=DAILY;INTERVAL=4294967295",
        "FREQ=SECONDLY;INTERVAL=4294967295;COUNT=4294967295",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=MONTHLY;BYSETPOS=366",
    ] {
        let Ok(rule) = Recurrence::read(rule) else { continue };
        let times = rule.between(at("2026-06-09T09:00:00"), DateTime::MIN, DateTime::MAX, 10);
        assert!(times.len() <= 10 && times[0] == at("2026-06-09T09:00:00"), "{rule}: {times:?}");
    }
    let many = Recurrence::read("FREQ=SECONDLY").unwrap();
    assert_eq!(
        many.between(at("1970-01-01T00:00:00"), at("2026-06-09T00:00:00"), DateTime::MAX, 400).len(),
        400
    );
}

#[test]
fn what_is_no_rule_is_refused_with_the_part_that_is_none() {
    for (rule, part) in [
        ("", ""),
        ("INTERVAL=2", "INTERVAL=2"),
        ("FREQ=SOMETIMES", "FREQ=SOMETIMES"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=DAILY;COUNT=-1", "COUNT=-1"),
        ("FREQ=DAILY;UNTIL=soon", "UNTIL=SOON"),
        ("FREQ=DAILY;BYDAY=XX", "BYDAY=XX"),
        ("FREQ=DAILY;BYDAY=é", "BYDAY=é"),
        ("FREQ=DAILY;BYMONTH=13", "BYMONTH=13"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR=24"),
        ("FREQ=DAILY;<script>", "<SCRIPT>"),
    ] {
        assert_eq!(Recurrence::read(rule), Err(BadRule(part.into())), "{rule}");
    }
}

fn rules() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        (1..9u32).prop_map(|n| format!(";INTERVAL={n}")),
        (1..60u32).prop_map(|n| format!(";COUNT={n}")),
        (1..13i8, 1..13i8).prop_map(|(a, b)| format!(";BYMONTH={a},{b}")),
        (-31..32i8).prop_filter("0 is none", |n| *n != 0).prop_map(|n| format!(";BYMONTHDAY={n}")),
        prop_oneof![Just("MO"), Just("WE,SU"), Just("-1FR"), Just("2TU,SA")]
            .prop_map(|d| format!(";BYDAY={d}")),
        (-3..4i16).prop_filter("0 is none", |n| *n != 0).prop_map(|n| format!(";BYSETPOS={n}")),
        (0..24i8).prop_map(|hour| format!(";BYHOUR={hour}")),
        Just(";WKST=SU".to_owned()),
    ];
    let often = prop_oneof![Just("YEARLY"), Just("MONTHLY"), Just("WEEKLY"), Just("DAILY"), Just("HOURLY")];
    (often, prop::collection::vec(part, 0..4))
        .prop_map(|(often, parts)| format!("FREQ={often}{}", parts.concat()))
}

proptest! {
    #[test]
    fn a_window_shows_what_the_whole_series_has_there(rule in rules(), from in 0..900i64, days in 1..400i64) {
        let rule = Recurrence::read(&rule).unwrap();
        let first = at("2026-01-30T10:30:00");
        let begin = first.checked_add(from.days()).unwrap();
        let end = begin.checked_add(days.days()).unwrap();
        let all = rule.between(first, first, end, 100_000);
        let here: Vec<DateTime> = all.into_iter().filter(|time| *time >= begin).collect();
        prop_assert_eq!(rule.between(first, begin, end, 100_000), here);
    }

    #[test]
    fn a_rule_that_was_written_is_read_as_the_same(rule in rules()) {
        let rule = Recurrence::read(&rule).unwrap();
        prop_assert_eq!(Recurrence::read(&rule.to_string()), Ok(rule));
    }

    #[test]
    fn whatever_is_called_a_rule_is_read_or_refused(text in ".{0,60}", number in "-?[0-9]{1,20}") {
        let _ = Recurrence::read(&text);
        for part in ["INTERVAL", "COUNT", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYSETPOS", "UNTIL"] {
            if let Ok(rule) = Recurrence::read(&format!("FREQ=YEARLY;{part}={number}")) {
                rule.between(at("2026-06-09T09:00:00"), DateTime::MIN, at("2126-06-09T09:00:00"), 3);
            }
        }
    }
}
