# The words of the desk. One message a key, the same in the three languages.

## Frame
skip-to-work = Skip to work area
spaces = Spaces
space-stories = Stories
space-wires = Wires
space-settings = Settings
sign-out = Sign out
clocks = Clocks
keys-here = Shortcuts on this screen
state-online = Online
state-last-item = Last item: { $time }
state-saved = Saved { $time }, revision { $number }
back = Back
close = Close
cancel = Cancel
save = Save
all = All
none = none
nothing = nothing
view = View
view-columns = Columns
view-list = List
view-write = Write
view-read = Read
view-changes = Changes
view-full = Full text
filter = Filter
filters = Filters
filter-stories = Filter stories
edition = Edition
editions = Editions
stage = Stage
changed = Changed
created = Created
updated = Updated
address = Address
story = Story
text = Text

## Stages
state-draft = Writing
state-in-desk = Editing
state-scheduled = On the stone
state-live = Live
state-withdrawn = Withdrawn
state-spiked = Spiked
state-open = Open
empty-draft = Nothing being written
empty-in-desk = Nothing to edit
empty-scheduled = Nothing on the stone
empty-live = Nothing live
empty-list = No story
empty-list-help = Change the filter, or start a new story.
more-stories = More
column-label = { $stage }, { $count } stories
corrections-count = { $n ->
    [one] { $n } correction
   *[other] { $n } corrections
}

## Sign in
sign-in-title = Enter the newsroom
sign-in-intro = Use the passkey of this device, or your password.
sign-in = Sign in
sign-in-help = Password or device lost? A chief editor can send you a link.
forme-headline = The port reopens
forme-1 = After nine days of storm, three ferries docked before dawn. Freight will have to wait: two of the five gantries are out of service.
forme-2 = The first passengers walked ashore shortly after 04:30, in grey light and a wind down to 40 kilometres an hour.
forme-3 = Most should board before nightfall. Six crossings are planned, instead of four on an ordinary Tuesday.
forme-op = A port is not a symbol
forme-op-2 = It is a tool, and tools can be mended.

## Fields
field-login = Login
field-email = E-mail
email-help = The address by which the identity provider knows this person. Empty: they come in by password or passkey alone.
field-password = Password
field-name = Name
field-role = Role
field-language = Language
field-source = Source
field-sources = Sources
field-words = Words
field-headline = Headline
headlines-by-use = Headlines by use
use-short = Short
use-alert = Alert
use-search = Search engines
field-headline-short = Short headline
field-headline-alert = Alert headline
field-headline-search = Headline for search engines
letters-of = Letters: { $n } of { $most }
letters-too-many = Too long. Letters: { $n } of { $most }
field-kicker = Kicker
field-standfirst = Standfirst
field-byline = Byline
field-dateline = Dateline
field-slugline = Slugline
field-urgency = Urgency
field-section = Section
field-embargo = Embargo
field-topics = Topics
field-places = Places
field-people = People
field-note = What you change (for the history)
field-caption = Caption
field-credit = Credit
field-alt = Text alternative
field-file = Library number, or address
field-caption-language = Caption language, if other
field-speaker = Speaker
field-speaker-role = Role
field-list-style = Style
field-title = Title
field-address = Address
field-seconds = Length, in seconds
field-provider = Provider
field-picture-count = Number of pictures
field-table-caption = Table caption
field-header-rows = Header rows
list-bulleted = Bulleted
list-numbered = Numbered
list-items = One point a line
fact-items = One paragraph a line
table-rows = One row a line, cells separated by |
sources-lines = One source a line
help-byline = One a line: Name | in Ostrande
help-lines = One a line
help-sources = Name | address | note
no-headline = No headline
card = Card
places-topics = Places and topics
urgency-1 = flash
urgency-2 = urgent
urgency-3 = important
urgency-4 = raised
urgency-5 = normal
urgency-6 = moderate
urgency-7 = low
urgency-8 = background
flash = Flash
urgent = Urgent
words-count = { $n ->
    [one] { $n } word
   *[other] { $n } words
}
minutes = { $n } min

## Blocks
block-paragraph = Paragraph
block-subheading = Sub-heading
block-quote = Quote
block-list = List
block-picture = Picture
block-gallery = Gallery
block-video = Video
block-embed = Embed
block-fact-box = Fact box
block-table = Table
block-place = block { $n }
add-block = Add here
move-up = Move up
move-down = Move down
remove = Remove
lead-picture = Lead picture
upload-picture = Upload a picture
add-picture = Add a picture
remove-picture = Remove the picture
picture-none = Caption only: readers will see no picture.
picture-remote = Picture held by the agency, not in the library: readers will not see it.
markup-help = Formatting
markup-strong = strong
markup-emphasis = emphasis
markup-link = link
markup-foreign = other language
markup-sub = subscript
markup-sup = superscript
markup-escape = the sign itself

## Board and new story
new-story = New story
create-story = Create the story

## Wires
incoming = Incoming
preview = Preview
file-item = File an item
paste-item = Paste the text
upload-item = or upload a file
source-desk = desk
file-it = File
taken-by = Taken by { $name }
status-usable = Usable
status-withheld = Withheld
status-canceled = Cancelled
pictures = pictures
problems = Reading problems
more-items = Older
empty-items = No item
empty-items-help = Change the filter, or file a text.
no-item-open = No item open
no-item-open-help = Choose one from the list.
take = Take to desk
take-where = Edition and section
translate = Translate
translate-where = Edition and section of the translation
source-text = Source text
open-story = Open the story
about-item = About
editors-note = Note to editors
private-note = Private note, for this desk only
embargo-is = Embargo: { $until }
fact-provider = Agency
fact-format = Format
fact-version = Version
fact-sections = Sections
fact-rights = Rights
fact-address = Address
fact-status = Status
fact-created = Created

## Story
checks = Checks
check = Check
checks-passed = Checks passed
more-findings = { $n ->
    [one] One more finding
   *[other] { $n } more findings
}
checks-when = Checks of revision { $number }, run at each save.
check-unavailable = Check { $rule } did not answer. It blocks nothing.
margin = Margin: checks
severity-b = { $n ->
   *[other] blocking
}
severity-w = to check
severity-s = { $n ->
    [one] suggestion
   *[other] suggestions
}
here = Here
go-to-words = Go to the words of check
go-to-story = Go to the story
acknowledge = Acknowledge
acknowledge-with-reason = Acknowledge, with a reason
acknowledge-editor = Only an editor can pass over this.
acknowledged = Acknowledged
acknowledged-by = Acknowledged by { $name }, { $time }
acknowledged-findings = Acknowledged checks
reason = Reason
reason-example = What you verified, and with whom
signed = Signed { $name }, kept in the history
reopen = Reopen
from-item = See the wire it came from
see-page = See the public page
history = History
history-count = { $n ->
    [one] History, { $n } revision
   *[other] History, { $n } revisions
}
embargo-until = Nothing before
set-embargo = Set the embargo
lift-embargo = Lift the embargo
writing-kept = You are working from revision { $number }, kept beside. Saving puts it on top; the others stay in the history.
read-only-not-yours = This story is somebody else’s draft. You can read it.
read-only-desk = This story is with the desk. Ask for it back to write in it.
read-only-withdrawn = This story was withdrawn. It changes no more.
read-only-spiked = This story is spiked. Take it up again to write in it.
read-only-view = Reading: switch to “Write” to edit.

## Pre-flight
preflight = Before publishing
revision = revision { $number }
revisions = Revisions
blocks-publication = Blocks publication
to-acknowledge = To acknowledge
of-count = { $n } of { $total }
treat = Deal with it
review = Review
nothing-blocks = Nothing blocks
preflight-passed = Passed
preflight-passed-all = Show all
where-and-when = Where and when
where = Where
goes-out-now = At once, when it is published
pages-change = Pages that change
pages-change-also = Changes as well:
in-the-stream = Live wire
rank-news = as news
rank-urgent = urgent
rank-flash = alert
rank-flash-help = An alert stands in a band above the front.
partners-none = none is given it
feeds-change = { $n ->
    [one] And { $n } feed or sitemap
   *[other] And { $n } feeds and sitemaps
}
goes-out-at = Scheduled to go out: { $time }
blocked-count = { $n ->
    [one] { $n } point blocks. Fix it, or ask an editor.
   *[other] { $n } points block. Fix them, or ask an editor.
}
need-editor = Publishing is for an editor. Hand the story to the desk.
readers-will-see = What readers will see
readers-see-now = What readers see
readers-see-this = Readers see this revision
effect-new = New page in { $edition }, section { $section }.
effect-live = The page is live in { $edition }, section { $section }. This is what changes for readers.
effect-same = The page is live in { $edition }, section { $section }. Readers already see this revision.
effect-gone = The page in { $edition }, section { $section }, says that the story was withdrawn.
effect-spiked = Nothing: the story is spiked ({ $edition }, { $section }).
act-publish = Publish { $slug }
act-update = Update { $slug }
act-correct = Publish { $slug } with the correction
act-publish-over-checks = Publish { $slug } over the findings
act-schedule = Schedule { $slug }
act-unschedule = Take { $slug } off the stone
act-submit = Send { $slug } to editing
act-send-back = Send { $slug } back to writing
act-spike = Spike { $slug }
act-unspike = Take { $slug } up again
act-kill = Withdraw { $slug } from readers
do-schedule = Schedule
do-correct = Correct, with a public notice
do-publish-over-checks = Publish all the same, in an emergency
over-checks-reason = Why it cannot wait
over-checks-help = Findings that block stay with the story. Your name, the reason and what was passed over go to the audit log. Embargoes, kills and missing credits are never passed over.
do-spike = Spike the story
do-send-back = Send back to writing
do-submit = Send to editing
do-unschedule = Take off the stone
do-kill = Withdraw the story
schedule-at = On
notice = Correction notice
notice-help = what was wrong, what is right
kill-explained = { $slug } will disappear at once from the front, the section, the feeds and search. Its page will say that it was withdrawn, and why. A withdrawn story does not come back.
kill-reason = Reason for the withdrawal
kill-reason-help = Readers will read it.

## History and conflicts
history-of = History of { $slug }
changes-between = Changes from revision { $from } to revision { $to }
compare = Compare
compare-from = from
compare-to = to
words-added = { $n ->
    [one] +{ $n } word
   *[other] +{ $n } words
}
words-removed = { $n ->
    [one] −{ $n } word
   *[other] −{ $n } words
}
unchanged-count = { $n ->
    [one] { $n } text unchanged.
   *[other] { $n } texts unchanged.
}
no-difference = No difference.
blocks-moved = Blocks changed places.
restore = Restore revision { $number } as new
newest = Newest
kept-beside = Kept beside, after a conflict
record = Record
first-published = First published
corrections = Corrections
conflict-title = Two versions of { $slug }
conflict-happened = { $name } saved revision { $number } at { $time }, while you were writing.
conflict-kept = Your words are kept: revision { $number }.
conflict-theirs = Revision { $number }, the head
conflict-yours = revision { $number }, yours
conflict-merge = Work from my version
conflict-merge-help = The story opens with your words. Bring over what is missing, then save.
conflict-leave = Keep the other version
conflict-leave-help = Revision { $number } stays in the history.
what-next = What next

## Settings
settings-sections = Settings sections
settings-me = My account
settings-accounts = Accounts and roles
settings-audit = Audit log
interface = Interface
appearance = Appearance
theme-system = As the system
theme-light = Light
theme-dark = Dark
letters-off = Switch single-letter shortcuts off
new-password = New password
change-password = Change the password
accounts-help = A reporter writes and hands in; an editor edits and publishes; a chief also manages accounts.
role-reporter = reporter
role-editor = editor
role-chief = chief editor
disable-account = Close
disabled = closed
when = When
who = Who
what = What
on-what = On what
detail = Detail
more-audit = Older
empty-audit = Nothing yet
settings-check-levels = Weight of checks
settings-house-rules = House rules
check-levels-help = An error stops publication until it is mended or acknowledged; a warning and a remark do not. A check weighs at most what you choose here.
answers-for-errors = Who may answer for what blocks, or publish over it
answers-editor = editors and chiefs
answers-chief = chiefs only
check-weighs = Weighs at most
check-finds = Finds
level-shipped = as shipped: { $level }
level-off = off
level-info = remark
level-warn = warning
level-error = error
settings-check-measures = Measures of checks
measures-help = What became of the findings that somebody saw. A finding ends when its story goes out: mended, acknowledged, or left as it was. Once { $n } warnings and errors of a check have ended within { $days } days, and less than { $percent } % of them were mended, it loses one level by itself; the screen of weights says so, and gives it back.
measures-desk = Desk
measures-all = All
measures-since = Last
measures-days = { $n } days
measures-show = Show
measures-accepted = Mended of those ended
measures-shown = Shown
measures-fixed = Mended
measures-acknowledged = Acknowledged
measures-ignored = Left as it was
measures-open = Open
measures-percent = { $n } %
measures-low = mostly dismissed
measures-none = Nobody saw a finding in this time.
check-demoted = { $rule } went from { $from } to { $to } by itself on { $at }: of { $decided } findings that came to an end, { $fixed } were mended. Choose another weight to undo this; counting then begins anew.
house-rules-help = Rules of your own, in TOML. A draft (live = false) runs only when you try it. Trying keeps nothing.
house-example = An example of a rule
house-text = Rules
house-try = Try over the newest live stories
house-tried = Tried over { $n ->
    [one] one live story
   *[other] { $n } live stories
 }
house-state = State
house-stories = Stories
house-findings = Findings
house-places = Where
house-live = live
house-draft = draft
house-versions = Versions
house-version = Version { $n }
house-unsound = These rules are not kept. Mend these lines.
house-line = Line { $line }:
done-check-levels = The weights count from now on
done-check-policy = Policy kept
done-house-rules = The house rules count from now on

## Refused
refused-title = Not done
go-back = Go back
refused-csrf = The form is no longer valid: it comes from another session, or another site. Open the page again and repeat; nothing was changed.
refused-signed-out = Your session ended. Sign in again; what was saved is saved.
refused-too-large = This is too large: at most { $max } MB. Send it in pieces.
refused-unreadable = The form could not be read. Open the page again and repeat.
refused-unknown = There is nothing at this address. It may be cut short.
refused-fault = Something broke on our side, nothing was changed. It is on record; try again in a moment.
refused-time = The date or time cannot be read. Write it like 2026-06-09 14:45.
refused-method = This address does not answer that request.
out-signed-out = You are signed out.
out-refused = You no longer have access to this.
out-stale = What you see may be out of date; what you have written stays here.
out-sign-in = Sign in again, in a new tab
out-start = Go to the start, in a new tab
out-back = You have access again: this screen goes on.

## Done
done-focal-point = Focal point set
done-saved = Saved
done-unchanged = Nothing to save: the text did not change
done-fixed = Fixed, and saved
done-acknowledged = Acknowledged, and signed
done-reopened = Check reopened
done-created = Story created
done-taken = Wire taken
done-filed = Item filed
done-already = This item was already there
done-submit = Sent to editing
done-send-back = Sent back to writing
done-publish = Live
done-update = Update is live
done-correct = Correction is live
done-publish-over-checks = Live, over findings that block
done-schedule = On the stone, for the time set
done-unschedule = Taken off the stone
done-kill = Withdrawn from readers
done-spike = Spiked
done-unspike = Taken up again
done-embargo = Embargo set
done-embargo-moved = Embargo set; the scheduled publication waits until then
done-embargo-lift = Embargo lifted
done-restored = Restored as a new revision
done-password = Password changed
done-disabled = Account closed
done-interface = Settings saved

## Keys
key-all = All shortcuts
keys-title = Shortcuts
keys-of-here = of this screen, and anywhere
key-anywhere = Anywhere
key-lists = Lists
key-story = Story
key-move = move
key-column = column
key-open = open
key-enter-name = Enter
key-escape-name = Esc
key-filter = filter
key-go = then A, D, P, U, R: go to
key-go-stories = go to stories
key-go-wires = go to wires
key-go-settings = go to settings
key-urgent = next urgent
key-restore = restore
key-next-check = next, previous check
key-into-card = into the card
key-next-pane = next pane
key-close = close, go back
key-fix = fix (in the card)
key-acknowledge = acknowledge (in the card)
key-jump = jump to the point that blocks
key-preflight = before publishing, then publish

## Months
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## What happened on the wire to what a story is built from
wire-kill = The agency withdrew an item that this story is built from:
wire-doubtful-kill = The agency withdrew an item without saying which; perhaps one that this story is built from:
wire-correction = The agency corrected an item that this story is built from:
wire-embargo = The agency now holds an item that this story is built from:
wire-update = A newer version of an item that this story is built from has arrived:
wire-why = What you decided, and why (kept in the record)
wire-mended = The story is mended
wire-stands = The story stands
wire-editor-decides = Until an editor decides, the story cannot go out.
wire-alerts = The wire changed what stories are built from
done-decided = Decided, and signed
wire-short-kill = withdrawn:
wire-short-doubtful-kill = perhaps withdrawn:
wire-short-correction = corrected:
wire-short-embargo = held:
wire-short-update = newer version:

## The wire reader
presets = Presets
all-items = Everything
keep-search = Save this search
preset-alerts = Call us when something fits
preset-calls = calls
field-state = State
handling-all = All
handling-new = New
handling-read = Read
handling-taken = Taken
handling-ignored = Ignored
only-urgent = Urgent only
mark-read = Mark read
mark-new = Mark new
ignore = Ignore
merge = Merge
merge-where = Story it goes into
versions = Versions
newest-version = newest
same-story = Same story
contradicts-us = Contradicts us
changed-since = Changed since the version before: +{ $added } −{ $removed } words
wires-new = { $n } new, { $urgent } urgent
done-handled-read = Marked read
done-handled-ignored = Ignored
done-handled-new = Marked new
done-merged = Wire merged into the story
done-preset = Search saved
done-preset-removed = Search removed

## Sources
settings-sources = Sources
source-add = Add a source
source-change = Change
source-none = Nothing comes in by itself yet.
source-kind = Way
source-kind-poll = Web address, asked
source-kind-imap = Mail box
source-kind-ftp = FTP
source-kind-sftp = SFTP
source-kind-s3 = Bucket (S3)
source-kind-folder = Folder
source-kind-push = Pushed to us
source-address = Address or folder
source-user = User
source-secret = Password or key (kept; empty leaves it)
source-every = Minutes between visits
source-at-once = Deliveries a visit, at most
source-silence = Alarm after minutes of silence (0: never)
source-desk-of = Desk
source-time-zone = Time zone
source-time-zone-help = Of times that name none, embargoes among them; empty for UTC. For example
source-copyright = Copyright, where an item says none
source-terms = Terms of use, where an item says none
source-own-use = Not to be passed on: partners get no story built from its items
source-rules = Rules, one a line; the first that fits decides
source-rules-help = What is left out fits everything:
source-mapping = How its JSON is read (TOML)
source-on = In use
source-new-token = Give it a new token to push with
source-token = Its token, shown this once:
source-try = Try the rules on what came
source-tried = What these rules would have done
source-rule = rule { $n }
source-bad-rule = This line of the rules says nothing we know: { $line }
source-remove = Remove this source
source-last = Last item
source-next = Next visit
source-off = not in use
source-failing = not reached:
source-silent = silent
source-is-silent = has fallen silent. Last heard: { $since }.
source-well = in order
settings-partners = Partners
partner-add = Add a partner
partner-none = Nobody is sent what goes live yet.
partner-address = Pushed to
partner-asks = asks by itself
partner-form = Form
partner-behind = Behind
partner-trouble = not taken:
partner-part-help = What is left empty fits everything; several are parted by commas.
partner-editions = Editions
partner-languages = Languages
partner-sections = Sections
partner-topics = Topics
partner-urgency = This urgent or more (1 to 8; 0: all)
partner-cleared = Sources not to be passed on that it has as well
partner-embargoed = Gets scheduled stories that are under an embargo ahead of time (never as RSS)
partner-push-to = Push each entry to this address
partner-secret = Token sent along (kept; empty leaves it)
partner-new-token = Give it a new token to ask with
partner-token = Its token, shown this once:
partner-asks-help = With its token a partner can also ask, at the desk’s address:
partner-receipts = What its server took
partner-taken = taken
partner-again = again
partner-aside = set aside
partner-resend-after = Everything behind this journal entry
partner-resend = Send again
partner-remove = Remove this partner
letters = Not read whole
letters-help = Deliveries in which something could not be read. Their bytes are kept: read them again after a fix.
letter-replay = Read again
letter-settle = Put away
done-source = Source saved
done-source-removed = Source removed; what it sent stays
done-partner = Partner saved
done-partner-resent = Everything behind that entry is sent again
done-partner-removed = Partner removed
done-letter-replayed = Read again
done-letter-settled = Put away

## The editor
state-kept = Kept at { $time }, not saved as a revision yet
picture-empty = No picture. Drop a file here or choose one.
state-unchanged = No change since revision { $number }
checks-live = Checks run at each pause in typing.
words-unsaved = The text holds words, last changed at { $time }, that are not in revision { $number } yet. Saving makes a revision of all of them.
saved-by = { $name } saved revision { $number }
sign-strong = B
sign-emphasis = I
mark-strong = Bold
mark-emphasis = Italic
mark-link = Link
mark-foreign = Foreign language
mark-sub = Subscript
mark-sup = Superscript
link-address = Address of the link
link-stories = Published stories
link-wrong = Neither an address nor a story: choose from the list, or write https://…
language-wrong = Not a language code: fr, en, ar…
language-tag = Language code (en, ar, fa…)
apply = Apply
tools = Formatting
block-menu = Insert a block
block-menu-none = No block of that name
find = Find
replace-with = Replace with
find-exact = Case and accents
find-next = Next
find-previous = Previous
replace-one = Replace
replace-all = Replace all
found-count = { $n } of { $total }
found-none = No result
replaced-count = { $n } replaced, in one step: Ctrl+Z in the text takes it back
replaced-left = { $n } left in the headlines, which know no suggestions: replace them one by one
table-row-add = Add a row
table-row-remove = Remove the row
table-column-add = Add a column
table-column-remove = Remove the column
table-header = Header row
picture-add = Add a picture
undo = Undo
redo = Redo
writing-now = Not kept yet
writing-kept-here = Offline: kept in this browser
writing-offline = The server does not answer. Go on writing: everything is kept in this browser and goes out as soon as it answers.
writing-offline-since = Offline since { $time }.
writing-offline-help = Go on writing: everything is kept in this browser and goes out as soon as the server answers.
crossed = Meanwhile somebody else had set “{ $value }”.
crossed-take = Take it
writing-refused = The server refuses these words; they stay kept in this browser.
writing-closed = { $name } These words are kept in this browser; saving keeps them beside the story.
writing-unkept = The server does not answer, and this browser has no room left: your last words are kept nowhere. Do not close this window.
words-changed = These words changed since they were checked: nothing was mended.
writing-left-over = This browser still holds words that the text here cannot take in. Save to keep them beside the story.
someone-joined = { $name } is writing too
someone-left = { $name } has left
suggest = Suggest
suggesting-on = Suggesting: what you write or strike is proposed, nothing changes until it is accepted
suggestions = Suggestions
suggestion-of = Suggestion by { $name }
suggestion-unknown = Somebody
suggestion-accept = Accept
suggestion-refuse = Refuse
suggestions-accept = Accept all
suggestions-refuse = Refuse all
suggestion-not = This cannot be suggested. Leave suggesting to do it.
key-suggest = suggest
key-next-suggestion = next suggestion
their-caret = { $name } is here
upload-failed = “{ $name }” could not be added: it is no picture, or too large.
key-writing = While writing
find-replace = Find and replace
key-move-block = Move the block up, down
key-line = Begin a line without a new paragraph
key-cell = Next cell
key-undo = Undo, redo
others-writing = { $n ->
    [one] { $names } is writing too
   *[other] { $names } are writing too
}

# Palette
palette = Go to, search, command
palette-results = Results
palette-none = Nothing has this name. Take letters away or try another word.
palette-only = commands and screens only
palette-people = people
palette-topics = topics
palette-times = a time, for example “:10:24” to see the front at 10:24 again
palette-time-none = Write a time, for example “:10:24”.
palette-person = Person
palette-topic = Topic
topic-told = { $edition }, { $n ->
    [one] { $n } story
   *[other] { $n } stories
}
focal-point = Focal point
focal-point-help = Every crop keeps this point in sight, wherever the picture is shown. Readers of this story see it at once; other stories follow when they are next updated.
focal-point-x = From the left
focal-point-y = From the top
focal-point-set = Set the focal point
focal-point-told = Focal point, { $x } per cent from the left, { $y } per cent from the top. Arrow keys move it.
crops = Crops
crop-list = Lists and front, 3:2
crop-lead = Lead of the story, 16:9
key-focal = move by 1%
key-focal-far = by 10%
palette-command = Command
palette-screen = Screen
palette-story = Story
palette-item = Wire
palette-field = Field
palette-entry = Here
key-palette = go to, search, command

## The front
space-front = Front
front-draft = Draft
front-preview = Preview
front-preview-of = Preview, { $edition }, { $width } pixels
front-history = History of the front
front-publish = Publish the front
front-publish-now = Publish the front, { $edition }
front-plan = Flatplan
front-reserve = Stories to place
front-search = Find a story
front-tab-recent = Recent
front-tab-stone = On the stone
front-tab-unplaced = Not placed
front-held = Held:
front-holding = Holding “{ $headline }”. Choose a place with the arrows, Enter to put it there, Escape to put it back.
front-put-back = Put back
front-put-back-now = Put back
front-put-here = Put here
front-lost = The newsroom does not answer. Nothing was changed: check the connection, then do it again.
front-no-proof = The readers’ page cannot be made up at the moment: only the places that were chosen are shown. The service’s log says why.
front-placed-here = chosen
front-automatic = automatic
front-empty = Nothing fits: the place does not show.
front-dressed-here = front headline or picture
front-dress = headline and picture
front-remove = take out
front-pin = pin
front-clear = Leave everything to itself
front-discard = Back to what readers see
front-headline = Front headline
front-headline-help = empty: the story’s own
front-picture = Picture
front-picture-own = the story’s own
front-changes = What changes
front-against = draft against { $time }
front-against-nothing = against an all automatic front
front-no-change = Nothing: the draft says what readers see.
front-change-entered = In
front-change-left = Out
front-change-moved = Moved
front-change-headline = Headline
front-change-picture = Picture
front-from-to = from { $from } to { $to }
front-more-changes = and { $n } more
front-checks = Checks of the front
front-all-live = Everything chosen is live and has its place.
front-fault-not-live = not live yet
front-fault-withdrawn = withdrawn
front-fault-no-room = beyond the page
front-point-not-live = Not live yet: the front cannot go out with it
front-point-withdrawn = Withdrawn or dropped: to be replaced
front-point-no-room = The page does not have this place at the moment: readers will not see it
front-schedule = On schedule
front-schedule-help = This version goes out as it is, whatever becomes of the draft. What is not live by then is left out.
front-schedule-now = Schedule version { $number }
front-unschedule = take off the schedule
front-version = Version { $number }
front-went-out = Went out, entry { $number }
front-phone = Preview, phone
front-all-widths = all widths
front-width = Width
front-blocked = { $n ->
    [one] { $n } story keeps the front from going out. Publish or replace it first.
   *[other] { $n } stories keep the front from going out. Publish or replace them first.
}
front-clash = { $name } changed “{ $place }” meanwhile: what stands there now is “{ $now }”. Your change has overwritten nothing.
front-again = Do it all the same
front-news = The draft changed: { $name }
front-news-live = What readers see changed, or what is scheduled. Last hand on the draft: { $name }
front-state = Version { $number }, { $name }, { $time }
front-state-live = No draft: what readers see
front-count = { $n ->
    [one] { $n } moment
   *[other] { $n } moments
}
front-no-history = Nothing yet: the front has always filled itself
front-seen-at = What readers saw on
front-see = See
front-seen-then = The front as readers saw it
front-seen-help = in today’s make-up, without what was read most
front-that-version = The front in this version
front-newest-draft = The draft as it is
front-restore = Restore as the draft
spot-lead = Opening
spot-beside = Under the opening, { $number }
spot-second = Row 2, place { $number }
spot-pictures = In pictures, { $number }
spot-section = { $name }, { $number }
key-slot = place
key-pick-put = pick up, put down
key-delete-name = Del
key-go-front = go to the front
done-front-placed = Put there
done-front-emptied = Taken out of the draft
done-front-dressed = Front headline and picture saved
done-front-cleared = All places fill themselves
done-front-undone = Undone
done-front-restored = Restored as the draft
done-front-published = The front is live
done-front-scheduled = The front is scheduled
done-front-unscheduled = The front is off the schedule

# People: accounts and how they are signed in to
sign-in-passkey = Sign in with a passkey
sign-in-sso = Sign in with { $name }
sign-in-or = or
sign-in-again = Start signing in again
passkey-failed = The device did not answer. Try again, or use your password.
password-chosen = Your password is kept. Sign in.
field-code = Code
second-step = Second step
second-step-ask = Type the six digits that your application shows, or one of your recovery codes.
second-step-lost = Telephone and recovery codes lost? A chief editor can take the second step away.
choose-password = Choose the password
invitation-new = Hello { $name }. Choose the password with which you will enter the newsroom.
invitation-renews = Hello { $name }. Choose a new password; your open sessions will be closed.
password-help = At least 12 characters. A sentence of a few words is both safe and easy to remember.
present-password = Present password
password-change-help = All your other sessions are closed.
change-name = Rename
passkeys = Passkeys
passkeys-help = A passkey stays in your device, which guards it by a PIN, a finger or a face. It replaces password and code, and no false site can steal it.
passkey-add = Add a passkey
passkey-make = Make the passkey
passkey-name-help = Give it the name of the device, to know it again later. The device then asks you to confirm that it is you.
passkey-name-of = Name of the passkey { $name }
passkey-where = To add a passkey you need JavaScript, a browser that knows them, and to open the desk at
never = never
second-step-since = since { $day }
second-step-off = not set up
second-step-help = Beside your password the newsroom then asks for a code that an application makes on your telephone. A passkey needs none.
second-step-add = Set up a second step
second-step-remove = Take the second step away
second-step-reset = Take passkeys and second step away
second-step-scan = Photograph this square with an application for codes.
second-step-picture = QR code to photograph
second-step-type = Or type this secret:
second-step-here = Open the application on this device
second-step-first = Type the code that it shows. From then on the second step counts.
second-step-switch-on = Confirm the code
second-step-needed = You need a second step
second-step-needed-help = In this newsroom your role needs more than a password. Set up one of the two; everything else waits for you.
second-step-by-code = Password and code
second-step-roles = Roles that need a second step
second-step-roles-help = Whoever has neither passkey nor code sets up one of them at the next request, before anything else; their tokens count for nothing until then. It counts at once, for you as well.
second-step-lacks = second step to be set up
recovery-codes = Recovery codes
recovery-left = { $n ->
    [0] No recovery code is left
    [one] One recovery code is left
   *[other] { $n } recovery codes are left
 }
recovery-renew = Make new recovery codes
recovery-once = The second step is in place. These codes will never be shown again.
recovery-help = Each stands once for the application’s code. Print them, or keep them in a password manager, elsewhere than in your telephone.
recovery-kept = The codes are in a safe place
sessions = Open sessions
sessions-help = The browsers in which you are signed in. Close what you do not recognise, and change your password.
sessions-none = No open session
sessions-end-others = Close all other sessions
session-browser = Browser
session-address = Address
session-used = Last used
session-since = Since
session-end = Close
session-this = This session
browser-on = { $browser } on { $system }
browser-unknown = Unknown browser
comes-in = Signing in
last-seen = Last seen
by-passkeys = { $n ->
    [one] Passkey
   *[other] { $n } passkeys
 }
by-code = code
by-password-and-code = Password and code
by-password = Password alone
invitations = Open links
invitation-for = For
invitation-until = Good until
new-account = New account
withdraw = Withdraw
invite = Invite
invite-help = The person gets a link from you, good for 72 hours, and chooses the password there. Nobody else knows it.
link = Link
link-once = Send this link to { $name }. It is good for 72 hours, works once and will not be shown again.
link-to-password = Make a link to a new password
enable-account = Open again
done-name = Name changed
done-session-ended = Session closed
done-sessions-ended = The other sessions are closed
done-second-step-removed = Second step taken away
done-second-step-reset = Passkeys and second step taken away; the sessions are closed
done-sign-in-policy = Second steps decided
done-passkey-added = Passkey added
done-passkey-renamed = Passkey renamed
done-passkey-removed = Passkey removed
done-account-saved = Account saved
done-enabled = Account open again
done-withdrawn = Link withdrawn

## Planning
space-planning = Planning
planning-day = Day
planning-month = Month
planning-time = Period
planning-search = Filter events
planning-before-day = Previous day
planning-before-week = Previous week
planning-before-month = Previous month
planning-after-day = Next day
planning-after-week = Next week
planning-after-month = Next month
planning-today = Today
key-today = today
planning-title-week = Week { $number }, { $from } to { $to }
planning-all-editions = All editions
planning-all-sections = All sections
planning-only-open = Needed
planning-only-embargo = Under embargo
planning-only-mine = Mine
planning-more = There are more: choose a shorter period or a filter.
planning-follow = Follow in a calendar
planning-follow-help = A calendar program (iCalendar) subscribes to this address with any name and, as the password, a token that may read. Notes for the desk stay out; revoking the token ends it.
planning-follow-address = Address of the calendar
planning-clash = { $name } changed this meanwhile: { $field }. Nothing was overwritten; the event is shown as it is now.
event-recurs = Repeats
event-again = repeats
event-also = Dates added
event-skipped = Dates skipped
event-this-time = This date only
event-apart = Change this date
event-skip = Skip this date
repeat-never = Never
repeat-daily = Every day
repeat-weekdays = Monday to Friday
repeat-weekly = Every week, on the same day
repeat-monthly = Every month, on the same date
repeat-monthly-day = Every month, on the same day of the week
repeat-yearly = Every year
repeat-every = Interval (2: every other time)
repeat-until = Until
repeat-times = Number of times
repeats-daily = { $every ->
    [1] Every day
   *[other] Every { $every } days
}
repeats-weekdays = { $every ->
    [1] Monday to Friday
   *[other] Monday to Friday, every { $every } weeks
}
repeats-weekly = { $every ->
    [1] Every week
   *[other] Every { $every } weeks
}
repeats-monthly = { $every ->
    [1] Every month, on the same date
   *[other] Every { $every } months, on the same date
}
repeats-monthly-day = { $every ->
    [1] Every month, on the same day of the week
   *[other] Every { $every } months, on the same day of the week
}
repeats-yearly = { $every ->
    [1] Every year
   *[other] Every { $every } years
}
repeats-times = { $count } times
repeats-until = until { $day }
repeats-without = { $count ->
    [one] without { $count } date
   *[other] without { $count } dates
}
repeats-rule = By a rule: { $rule }
repeats-also = On several dates
planning-import = Import a calendar (.ics)
planning-import-help = Each event of the file goes into the planning; one that repeats is a series there. The file stays among the wires, and its later versions are recognised.
planning-import-file = File
planning-import-do = Import
done-event-skipped = Date skipped
done-calendar-imported = Calendar imported
done-calendar-known = These events were in the planning already
done-calendar-empty = Nothing to plan in this file: everything in it is cancelled
act-set-event-apart = set a date of a series apart
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
new-event = New event
add-event = Add the event
edit-event = Change the event
event-open = The event chosen
open-event = Open the event
my-assignments = My assignments
my-assignments-none = Nothing is assigned to you.
events-count = Events:
event-all-day-short = All day
event-goes-on = continued
event-own-short = To appear
event-own = To appear (the newsroom’s own work)
event-all-day = All day
event-when = { $day }, { $from } until { $to }
event-when-open = { $day }, { $from }
event-when-long = { $day }, { $from } until { $last }, { $to }
event-when-day = { $day }, all day
event-when-days = { $day } to { $last }
event-zone-is = Local time there:
event-wire-changed = The wire changed this event
event-wire-changed-short = Changed by the wire:
event-seen = Seen
coverages = Coverage
coverages-none = No coverage is planned.
coverages-none-story = Add a coverage to create its story.
coverage = coverage
coverage-text = Text
coverage-photo = Photo
coverage-video = Video
coverage-live = Live
coverage-audio = Audio
coverage-graphic = Graphic
coverage-letter-text = T
coverage-letter-photo = P
coverage-letter-video = V
coverage-letter-live = L
coverage-letter-audio = A
coverage-letter-graphic = G
coverage-legend = T text, P photo, V video, L live
coverage-state-open = needed
coverage-state-assigned = assigned
coverage-state-working = in work
coverage-state-done = done
coverage-state-dropped = dropped
coverage-needed = Needed
coverage-late = Late:
coverage-begin = Begin
coverage-finish = It is done
coverage-stories = Story
coverage-edition-same = As the event
take-coverage = Take it
give-back = Give back
assign-change = Assign, change
add-coverage = Add a coverage
link-story = Link a story
start-story = Create the story
key-assign = assign
key-day = day
key-go-planning = go to the planning
standing-planned = Planned
standing-postponed = Postponed
standing-cancelled = Cancelled
event-title = What happens
event-place = Place
event-starts = Begins
event-ends = Ends
event-zone = Clock of
event-standing = State
event-needed = Coverage that is needed
event-description = Description
event-private-note = Private note
event-private-help = accreditation, contacts
event-kind = Kind
event-assignee = Given to
event-deadline = Deadline
event-note = Instruction
event-state = State
event-story = Story
event-story-help = number or address
event-edition = Edition
event-section = Section
event-urgency = Urgency
event-embargo = Embargo
event-text = Note
event-notes = Notes
event-note-new = New note
event-note-add = Add the note
event-history = What changed
event-version = Version { $number },
plan-item = Put into the planning
plan-where = Edition and section of the planning
yes = yes
no = no
done-event-added = Event added
done-event-saved = Event saved
done-event-planned = The event is in the planning
done-event-noted = Noted
done-event-seen = Signed: seen
done-event-undone = Undone
done-coverage-added = Coverage added
done-coverage-saved = Coverage saved
done-coverage-taken = This coverage is yours
done-coverage-given-back = Coverage given back
planning-week = Week

# Tokens of the API
tokens = API tokens
token = Token
tokens-help = With a token a program works in your name, through the API, and never may more than you. A new password does not end tokens; revoke those that are not needed any more.
token-name-help = What uses it, to know it again: the archive import, the checks of the publishing system.
token-scopes = Scopes
token-owner = Owner
token-until = Ends
token-until-help = It counts to the end of this day. Without a day it counts until it is revoked.
token-endless = no end
token-make = Make a token
token-revoke = Revoke
token-once = The token “{ $name }”. It is shown this once: copy it now. Whoever has it may do what it is for.
scope-read = see stories, wires, pictures, fronts and findings
scope-checks = have documents of other systems checked
scope-write = write stories, add pictures, answer for findings
scope-wires = file, take and sort wires
scope-fronts = make up fronts
scope-publish = publish, correct, schedule and withdraw
scope-manage = manage accounts, sources, partners and checks; read the audit
done-token-revoked = Token revoked

# Problems of the API
problem-unreadable = The request cannot be read
problem-unknown-caller = A token is needed
problem-not-allowed = Not allowed
problem-not-there = Not there
problem-method = Another method is needed
problem-conflict = It does not fit what is there
problem-too-large = Too large
problem-media = Not in this form
problem-unfit = Not like this
problem-too-many = Too often
problem-fault = A fault of ours
refused-body = The body of the request does not fit: { $why }. The description at /api/openapi.json says what is taken.
refused-query = The address of the request does not fit: { $why }. The description at /api/openapi.json says what can be asked.
refused-not-json = JSON is taken here. Send it with “Content-Type: application/json”.

## The board
show-mine = Mine
show-late = Late
show-blocked = Blocked
show-scheduled = Scheduled
show-published = Just published
by-anybody = Assigned to: anybody
by-me = me
by-nobody = nobody
urgency-any = Any urgency
urgency-most = Urgency { $n } and up
preset-shared = newsroom
preset-share = For the whole newsroom
moves = What is done with the ticked stories
ticked = Ticked
tick = Tick { $slug }
move-back = Stage before
move-forward = Next stage
move-here = Place here
move-assign = Assign
moved-done = { $n ->
    [one] { $n } story changed
   *[other] { $n } stories changed
}
moved-back = { $n ->
    [one] { $n } story put back as it was
   *[other] { $n } stories put back as they were
}
left-hours = in { $hours } h { $minutes }
left-minutes = in { $n } min
set-assignment = Assign
done-assigned = Story assigned
key-peek = glance
key-tick = tick
key-forward = next stage, stage before
key-urgency = urgency
key-space-name = Space
key-shift-name = Shift

## Comments
comments = Comments
comments-none = No comments
comment = Comment
comment-text = Comment
comment-help = @Name alerts somebody. Readers see nothing of this.
comment-of = Comment by { $name }
comment-words-gone = these words are no longer in the text
comment-closed = Resolved by { $name }, { $time }
comment-answer = Reply
comment-resolve = Resolve
comment-reopen = Reopen
comment-go = Go to the words
comment-people = People to alert
comment-failed = The comment was not sent. It is still here: send it again.
calls = Somebody is talking to you
key-comment = comment
done-commented = Comment added
done-resolved = Comment resolved
done-reopened-comment = Comment reopened

## Where a role counts
reach = Where
reach-all = Everywhere
reach-whole = The whole edition
reach-help = Nothing ticked: everywhere. Otherwise the role counts only for stories and fronts from here; reading and commenting stay possible everywhere.
read-only-reach = Your role does not reach this edition or section. You can read and comment.

## History as a file
history-export = Export the history
history-file-written = History written on { $time }
readers-saw = What readers saw
publication-published = published
publication-updated = updated
publication-corrected = corrected
publication-killed = withdrawn

## The record in words
act-accept-invitation = chose a password
act-acknowledge-finding = answered for a finding
act-add-account = opened an account
act-add-asset = added a picture
act-add-event = planned an event
act-add-passkey = added a passkey
act-assign-story = assigned the story
act-change-password = changed the password
act-comment-story = commented
act-correct-story = corrected it
act-create-story = created the story
act-decide-wire-alert = decided on a wire
act-demote-checks = lowered checks
act-disable-account = closed an account
act-edit-event = changed an event
act-edit-front = made up the front
act-enable-account = opened an account again
act-end-other-sessions = ended the other sessions
act-end-session = ended a session
act-file-item = filed wires
act-give-back-scheduled-story = gave it back to the desk instead of publishing it
act-import-story = imported the story
act-invite = invited somebody
act-kill-story = withdrew the story
act-link-to-password = made a link to a password
act-make-token = made a token
act-merge-item = put a wire into the story
act-plan-item = planned a wire
act-publish-front = published the front
act-publish-programme = published the programme
act-publish-scheduled-front = published the scheduled front
act-publish-scheduled-story = published the scheduled story
act-publish-story = published it
act-put-partner = set up a partner
act-put-preset = kept a search
act-put-source = set up a source
act-raise-wire-alert = raised an alarm about a wire
act-remove-partner = removed a partner
act-remove-passkey = removed a passkey
act-remove-preset = forgot a search
act-remove-second-step = removed the second step
act-remove-source = removed a source
act-rename-passkey = renamed a passkey
act-renew-recovery-codes = renewed the recovery codes
act-reopen-comment = opened a comment again
act-resend-to-partner = sent to a partner again
act-reset-second-step = took somebody’s second step away
act-resolve-comment = resolved a comment
act-revoke-token = revoked a token
act-save-revision = saved a revision
act-schedule-front = scheduled the front
act-schedule-story = scheduled the story
act-send-back-story = sent it back to writing
act-set-check-levels = set the weight of checks
act-set-check-policy = decided who answers for findings that block
act-set-deadline = set the deadline
act-set-embargo = set the embargo
act-set-house-rules = rewrote the house rules
act-set-password = gave another password
act-set-up-second-step = set up the second step
act-set-sign-in-policy = decided who needs a second step
act-settle-letter = put an unread delivery away
act-sign-in = signed in
act-sign-out = signed out
act-spike-story = dropped the story
act-start-coverage = started a coverage
act-open-coverage = opened a live coverage
act-start-entry = began an entry of a live coverage
act-pin-entry = pinned or unpinned an entry
act-close-coverage = closed a live coverage
act-reopen-coverage = reopened a live coverage
act-submit-story = handed it to the desk
act-take-item = took a wire
act-translate-story = began a translation
act-unschedule-front = took the front off the schedule
act-unschedule-story = took the story off the schedule
act-unspike-story = took the story up again
act-update-account = changed an account
act-update-event = updated an event
act-update-story = updated it
act-withdraw-acknowledgement = no longer answers for a finding
act-withdraw-invitation = withdrew an invitation
subject-story = story
subject-account = account
subject-login = login
subject-edition = edition
subject-event = event
subject-item = wire
subject-asset = picture
subject-source = source
subject-partner = partner
subject-preset = search
subject-token = token
subject-letter = delivery
subject-check-levels = checks
subject-house-rules = house rules
detail-name = name
detail-version = version
detail-item = wire
detail-edition = edition
detail-revision = revision
detail-at = time
detail-role = role
detail-reach = where
detail-login = login
detail-token = token
detail-reason = reason
detail-place = place
detail-path = address
detail-live = live
detail-enabled = in service
detail-change = change
detail-changed = changed
detail-by = by
detail-before = before
detail-address = address
detail-why = why
detail-until = until
detail-title = title
detail-story = story
detail-shared = for all
detail-scopes = scopes
detail-email = e-mail
detail-second-step-roles = roles
detail-rule = check
detail-finding = finding
detail-peer = from
detail-language = language
detail-expires = ends
detail-entry = journal entry
detail-decision = decision
detail-deadline = deadline
detail-assignee = assigned to
detail-called = alerted
detail-comment = comment
detail-thread = thread
detail-beside = beside
detail-base = written on
detail-of = of
detail-list = list
detail-kind = kind
detail-slots = slots
detail-coverage = coverage
detail-after = after
detail-broadcasts = broadcasts
detail-code = why not
detail-edit = edit
detail-ended = sessions ended
detail-error = fault
detail-event = event
detail-failures = failures
detail-findings = findings
detail-fingerprint = finding
detail-guid = name at its source
detail-hash = hash
detail-items = items
detail-left_out = left out
detail-new = of them new
detail-ok = reached
detail-origin = origin
detail-passkeys = passkeys
detail-problems = problems
detail-rules = rules
detail-second-step = second step
detail-source = source
detail-tokens = tokens
detail-type = kind
by-passkey = passkey
by-recovery-code = password and recovery code
by-sso = identity provider

## Live coverage
space-live = Live
key-go-live = go to live coverage
direct-screen = Live coverage
direct-new = New live coverage
direct-open = Open the coverage
direct-on = Live
direct-ahead = Not yet before readers
direct-closed = Closed
direct-withdrawn = Withdrawn
direct-spiked = Spiked
direct-since = since { $time }
direct-publish = Publish the coverage
direct-close = Close the coverage
direct-reopen = Reopen the coverage
direct-ahead-help = Entries can be written now; they go out once readers have the coverage.
direct-head = Head of the coverage
direct-where = Where it goes
direct-site = Site
direct-stream = Stream
direct-stream-has = highlights and urgent entries
direct-shift = Shift
direct-hand = Hand over
direct-readers = { $n ->
    [one] { $count } reader
   *[other] { $count } readers
}
direct-told-in = seen in { $seconds } s
direct-told-last = Last entry before readers:
entry-shown-on = { $n ->
    [one] read by { $count }
   *[other] read by { $count }
}
directs-empty = No live coverage
directs-empty-help = Open one: it takes entries as soon as readers have it.
entries = Entries
entries-none = No entry
entry-new = new entry
entry-edit = Edit
entry-leave = Leave this entry
entry-in-editor = Open in the editor
entry-kind = Kind of entry
entry-kind-plain = Entry
entry-kind-highlight = Highlight
entry-kind-urgent = Urgent
entry-headline = Headline of the entry
entry-text = Text of the entry
entry-picture = Picture of the entry
entry-publish = Publish the entry
entry-publish-urgent = Publish as urgent
entry-update = Update the entry
entry-correct = Correct
entry-keep = Keep as a draft
entry-rescued = What you had not published is back.
entry-changed-at = changed at { $time }
entry-corrected = Corrected
entry-behind = Changes not yet before readers
entry-pin = Pin
entry-unpin = Unpin
entry-pinned-mark = Pinned
entry-withdraw = Withdraw the entry
entry-discard = Discard the draft
entry-use = Use
entry-used = used
entry-use-wire = insert a wire
to-use = To use
to-use-none = Nothing has come in.
to-use-kinds = wires, pictures, messages
to-use-all = All
to-use-wires = Wires
to-use-pictures = Pictures
to-use-messages = Messages
to-use-from-pictures = picture
to-use-from-messages = message
to-use-done = closed
points = Key points
points-edit = Edit the points
points-help = One point a line
done-direct-opened = Coverage opened
done-direct-published = Coverage published
done-direct-closed = Coverage closed
done-direct-reopened = Coverage reopened
done-direct-handed = Handed over
done-entry-kept = Draft kept
done-entry-published = Entry published
done-entry-changed = Entry updated
done-entry-pinned = Entry pinned
done-entry-unpinned = Entry unpinned
done-entry-withdrawn = Entry withdrawn
done-entry-discarded = Draft discarded
done-points-saved = Points saved

hours-label = The next hours, from { $from } to { $until }
hours-wanted = Wanted
hours-goes-out = Goes out
hours-embargo = Embargo ends
comma = {", "}
hours-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}

## Library
space-media = Media
key-go-media = go to media
media-search = Search for a picture
media-add = Add a picture
media-care = Needs care
media-cleared = Cleared
media-no-credit = Credit missing
media-expires = Rights until { $day }
media-expired = Rights ended on { $day }
media-nameless = No caption
media-empty = No picture fits
media-more = Older pictures
media-none-open = No picture is open
media-none-open-help = Choose one, or add one.
media-rights = Rights
media-holder = Holder
media-terms = Terms
media-until = Until
media-place = Place
media-taken = Taken
media-added-at = Received
media-kind = Format
media-file = File
media-or-file = otherwise the file’s
done-media-added = Picture added
media-used =
    { $n ->
        [0] not used yet
        [one] used once
       *[other] used { $n } times
    }
media-used-in = Used in
media-on-fronts = On the front:
media-place-do = Insert
media-words = Words
media-missing = missing
media-translate = Translate from { $language }
media-empty-help =  Try other words.
crop-square = Square
crop-tall = Portrait
done-media-described = Picture described
done-media-placed = Picture put into the story
act-place-picture = put a picture into the story
act-describe-picture = described a picture
act-set-focal-point = set the focal point
detail-asset = picture
detail-credit = credit
detail-captions = captions in
detail-series = series
detail-x = x
detail-y = y
key-place = put the picture into a story
library-choose = Choose from the library
library-none = No picture fits
library-found =
    { $n ->
        [one] 1 picture
       *[other] { $n } pictures
    }
media-put = Put into a story
library-search = Search for a picture
history-ruler = From { $from } to { $until }: what went out
readers-saw-at = What readers saw
readers-saw-until = to { $until }
readers-saw-read = { $seen }, { $read }
version-read = { $n ->
    [one] read once
   *[other] read { $count } times
}
readers-saw-nothing = At that time readers did not have this story.
stood-now = Where it stands
stood-then = Where it stood
stood-placed = placed by the desk
stood-filled = filled by itself
stood-nowhere = nowhere
stood-pages = Pages
stood-feeds = Feeds
show = Show
key-saw = what readers saw
roles-may = What each role may do
may = May
settings-editions = Editions
editions-help = An edition is a file in the folder of the newsroom; a change is taken up at the next start.
direction = Direction
direction-ltr = left to right
direction-rtl = right to left
time-zone = Time zone
numerals = Numerals
sections = Sections
more-than = more than
check-why = Why
filters-and-searches = Searches, filters, filing
readers-saw-version = Revision { $number }, on screen from { $since }
changes-since = Changes since revision { $from }
being-written = being written
released-published = { $name } published this story at { $time }.
released-scheduled = This story went out at { $time }, as scheduled.
released-updated = { $name } updated this story for readers at { $time }.
released-corrected = { $name } published a correction of this story at { $time }.
released-killed = { $name } withdrew this story at { $time }.
released-draft = { $n ->
    [0] What is written from here on is a new draft.
    [one] { $n } change since is a new draft.
   *[other] { $n } changes since are a new draft.
}
released-withdrawn-draft = { $n ->
    [0] Nothing that was written here goes out any more.
    [one] { $n } change since is kept, and goes out no more.
   *[other] { $n } changes since are kept, and go out no more.
}
coverage-here = People here now
publications = Publications
seal = Seal
record-sealed = Record sealed, { $revisions ->
    [one] { $revisions } revision
   *[other] { $revisions } revisions
}, { $publications ->
    [one] { $publications } publication
   *[other] { $publications } publications
}
record-unsealed = Not sealed yet: an earlier version wrote this story. It is sealed while the service runs.
record-broken-revision = The record does not agree from revision { $number } on
record-broken-publication = The record does not agree from the publication of { $time } on
record-changed = What is stored is not what was sealed.
record-lost-before = What stood before it is gone.
record-lost-after = What came after it is gone.
record-added = It has no seal: it was put in past the newsroom.
record-broken-do = From there on nothing is proven: keep this database as it is, and compare it with a backup.
