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
field-password = Password
field-name = Name
field-role = Role
field-language = Language
field-source = Source
field-sources = Sources
field-words = Words
field-headline = Headline
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
blocked-count = { $n ->
    [one] { $n } point blocks. Fix it, or ask an editor.
   *[other] { $n } points block. Fix them, or ask an editor.
}
need-editor = Publishing is for an editor. Hand the story to the desk.
readers-will-see = What readers will see
readers-see-now = What readers see
readers-see-this = Readers see this revision
effect-new = New page in { $edition }, section { $section }: front, section, live wire, feeds and sitemap change.
effect-live = The page is live in { $edition }, section { $section }. This is what changes for readers.
effect-same = The page is live in { $edition }, section { $section }. Readers already see this revision.
effect-gone = The page in { $edition }, section { $section }, says that the story was withdrawn.
effect-spiked = Nothing: the story is spiked ({ $edition }, { $section }).
act-publish = Publish { $slug }
act-update = Update { $slug }
act-correct = Publish { $slug } with the correction
act-schedule = Schedule { $slug }
act-unschedule = Take { $slug } off the stone
act-submit = Send { $slug } to editing
act-send-back = Send { $slug } back to writing
act-spike = Spike { $slug }
act-unspike = Take { $slug } up again
act-kill = Withdraw { $slug } from readers
do-schedule = Schedule
do-correct = Correct, with a public notice
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

## Done
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
done-schedule = On the stone, for the time set
done-unschedule = Taken off the stone
done-kill = Withdrawn from readers
done-spike = Spiked
done-unspike = Taken up again
done-embargo = Embargo set
done-embargo-lift = Embargo lifted
done-restored = Restored as a new revision
done-password = Password changed
done-disabled = Account closed
done-interface = Settings saved

## Keys
key-all = All shortcuts
key-anywhere = Anywhere
key-lists = Lists
key-story = Story
key-move = move
key-column = column
key-open = open
key-enter-name = Enter
key-escape-name = Esc
key-filter = filter
key-go = then A, D, U, R: go to
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
mark-strong = Bold
mark-emphasis = Italic
mark-link = Link
mark-foreign = Foreign language
mark-sub = Subscript
mark-sup = Superscript
link-address = Address of the link
language-tag = Language code (en, ar, fa…)
apply = Apply
tools = Formatting
block-menu = Insert a block
block-menu-none = No block of that name
find = Find
replace-with = Replace with
find-next = Next
find-previous = Previous
replace-one = Replace
replace-all = Replace all
found-count = { $n } of { $total }
found-none = No result
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
writing-refused = The server refuses these words; they stay kept in this browser.
writing-closed = { $name } These words are kept in this browser; saving keeps them beside the story.
writing-left-over = This browser still holds words that the text here cannot take in. Save to keep them beside the story.
someone-joined = { $name } is writing too
someone-left = { $name } has left
their-caret = { $name } is here
writing-signed-out = Your session has ended. Sign in in another tab: the words are kept in this browser.
upload-failed = The picture could not be added.
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
front-pages = Pages that change
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
password-help = At least 10 characters. A sentence of a few words is both safe and easy to remember.
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
done-passkey-added = Passkey added
done-passkey-renamed = Passkey renamed
done-passkey-removed = Passkey removed
done-account-saved = Account saved
done-enabled = Account open again
done-withdrawn = Link withdrawn

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
