// A live coverage by keyboard alone, beside another editor: `node coverage.mjs LANGUAGE ORIGIN`, with
// COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { reach } from './keys.mjs'
import { signedIn } from './signed-in.mjs'

const [language, origin] = process.argv.slice(2)
const { context, open, looks: judged, leave } = await signedIn('coverage', language, origin)
const page = await open('/stories')
const keys = page.keyboard
const looks = (name) => judged(name, page)
const follows = (address, ...pressed) => Promise.all([page.waitForURL(address, LOAD), ...pressed.map((key) => keys.press(key))])
const words = language === 'ar'
  ? { headline: 'ميناء أوستراند يستأنف عمله', first: 'العبّارة الأولى تغادر', text: 'غادرت قبل الفجر.', urgent: 'عاجل من الرصيف', changed: 'العبّارة الأولى غادرت', point: 'رافعتان متوقفتان', other: 'مادة لم تنشر' }
  : { headline: 'Port d’Ostrande : la reprise', first: 'Le premier ferry quitte le quai', text: 'Il est parti avant l’aube.', urgent: 'La passe est rouverte', changed: 'Le premier ferry a quitté le quai', point: 'Deux portiques à l’arrêt', other: 'Ce que je n’ai pas publié' }

// From anywhere, by two letters; a coverage is opened and put before readers.
await keys.press('g')
await follows('**/live', 'l')
await looks('list')
await keys.press('n')
await page.waitForSelector('#headline:focus')
await keys.type(words.headline)
if (language === 'ar') await page.selectOption('#place', 'ar/region')
await follows('**/live/*done=direct-opened', 'Control+Enter')
await looks('ahead')
await reach(page, 'button[value=publish]')
await follows('**done=direct-published', 'Enter')
const address = new URL(page.url()).pathname

// An entry, plain; another, urgent: the checks look while it is typed.
await keys.press('n')
await page.waitForSelector('#lh:focus')
await keys.type(words.first)
await keys.press('Tab')
await keys.type(words.text)
await follows('**done=entry-published', 'Control+Enter')
await page.waitForSelector(`.ents li:has-text("${words.first}")`)
await keys.press('n')
await keys.type(`${words.urgent} le le`)
await page.waitForSelector('[data-doubts] li')
await looks('doubts')
await page.fill('#lh', words.urgent)
await page.waitForSelector('[data-doubts] li', { state: 'detached' })
await keys.press('Control+Shift+Enter')
await page.waitForSelector(`.ents li.hot:has-text("${words.urgent}")`)

// Whoever opens it is counted on the screen that is open.
await page.waitForSelector('[data-readers="0"]')
const reader = await context.newPage()
await reader.goto(await page.getAttribute('[data-part=aside] a[target=_blank]', 'href'), LOAD)
await page.waitForSelector('[data-readers="1"]')
await reader.close()

// What was typed and not sent outlives the window.
await page.goto(new URL(address, origin).href, LOAD)
await keys.press('n')
await page.waitForSelector('#lh:focus')
await keys.type(words.other)
const again = await open(address)
await again.waitForFunction((words) => document.querySelector('#lh').value === words, words.other)
assert.notEqual(await again.textContent('[data-rescue]'), '')
await again.fill('#lh', '')
await again.close()
await page.fill('#lh', '')

// Another editor's page shows what is done here, without being loaded again.
const other = await open(address)
await other.evaluate(() => { window.same = true })

// Changed and pinned by keys; the arrows go from entry to entry.
await keys.press('Escape')
await keys.press('ArrowDown')
await keys.press('ArrowDown')
assert.ok(await page.evaluate((words) => document.activeElement.closest('[data-row]').textContent.includes(words), words.first))
await follows('**entry=*', 'e')
await page.waitForFunction((words) => document.querySelector('#lh').value === words, words.first)
await page.fill('#lh', words.changed)
await page.focus('#lh')
await follows('**done=entry-changed', 'Control+Enter')
await other.waitForFunction((words) => document.querySelector('.ents').textContent.includes(words), words.changed)
await keys.press('ArrowDown')
await keys.press('ArrowDown')
await follows('**done=entry-pinned', 'p')
await other.waitForSelector('[data-part=aside] p.serif.b')
assert.ok(await other.evaluate(() => window.same), 'it was not loaded again')
await other.close()

// What to know first.
await keys.press('k')
await page.waitForSelector('#points:focus')
await keys.type(words.point)
await reach(page, 'button[value=points]')
await follows('**done=points-saved', 'Enter')
await page.waitForSelector(`.pts li:has-text("${words.point}")`)

// The words of a wire come into the composer.
await keys.press('i')
await page.waitForFunction(() => document.querySelector('#lt').value !== '' && document.querySelector('[name=item]').value !== '')
await looks('composing')
await page.fill('#lh', '')
await page.fill('#lt', '')

// Withdrawn, and closed.
await page.goto(new URL(address, origin).href, LOAD)
await page.locator('.ents li', { hasText: words.urgent }).locator('summary').focus()
await keys.press('Enter')
await page.waitForSelector('[name=reason]:focus')
await keys.type('x')
await follows('**done=entry-withdrawn', 'Enter')
await looks('withdrawn')
await reach(page, 'button[value=close]')
await follows('**done=direct-closed', 'Enter')
await looks('closed')
assert.equal(await page.$('#compose'), null, 'a closed coverage takes no entry')
await leave()
