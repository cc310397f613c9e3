# What the desk checks say, in English. Each message has the explanation as its attribute `why`.

repeated-place = “{ $name }” is joined to itself in the headline.
    .why = The headline names the same place on both sides of “and”, a comma or a dash. One of the two is probably meant to be another.
repeated-name = “{ $name }” is joined to itself in the headline.
    .why = The headline has the same name on both sides of “and” or a dash. One of the two is probably meant to be another.
repeated-place-apart = The headline names “{ $name }” twice.
    .why = One of the two may be meant to be another country.
headline-place = The story never mentions “{ $name }”.
    .why = The headline names a place that the standfirst, the text and the captions do not speak of, neither by its name nor by its people, its capital or its cities.
headline-person = The story never names “{ $name }”.
    .why = The headline names somebody, or something, that the standfirst, the text and the captions do not name.
headline-number = The story never says “{ $number }”.
    .why = No number of the story, in figures or in words, is this one or rounds to it.
stale-caption = The caption and the story share nothing: is it the right picture?
    .why = No name, no place and hardly a word of the caption stands in the story. A picture of another event may have stayed. If it is a file picture, say so in the caption.
weekday-mismatch = “{ $date }”: that day is a { $day }.
    .why = The day of the week does not go with the date. Where no year is written, the nearest to publication is meant.
date-missing = “{ $date }” does not exist: the month ends on the { $last }.
    .why = No calendar has this date.
quote-not-closed = This quotation mark ({ $mark }) is never closed.
    .why = A quotation opens here and no mark ends it: readers cannot tell where the speaker stops.
quote-not-opened = This quotation mark ({ $mark }) closes nothing.
    .why = A quotation ends here and no mark opens it: readers cannot tell where the speaker begins.
quote-mixed = This quotation opens with { $open } and closes with { $close }.
    .why = The two marks do not belong together: one of them was probably typed on another keyboard.
doubled-word = “{ $word }” stands twice in a row.
    .why = The same word was probably typed or pasted twice.
name-spelled-two-ways = “{ $name }” is “{ $usual }” elsewhere in this story ({ $times }).
    .why = One name is spelled two ways. The spelling that stands more often is probably the right one.

note-body-names = The text names
note-body-says = The text says
note-caption-place = The caption is about
note-story-place = The story is about
note-calendar = Calendar
note-quoted = Near
note-spelled = Elsewhere
mend-write = Write “{ $words }”
mend-delete = Take away { $words }
mend-close-quote = Close with { $mark } at the end of the paragraph
mend-open-quote = Open with { $mark } at the start of the sentence

rule-overran = This check took too many steps on this story and was stopped.
rule-panicked = This check broke down on this story. Nothing else is affected.
text-too-long = The story is too long to be checked whole: only its beginning was read.
