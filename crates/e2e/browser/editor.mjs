// The editor of the desk, by keyboard alone: `node editor.mjs STEP LANGUAGE URL [LOGIN PASSWORD]`, with COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { frame, press as pressed } from './keys.mjs'
import { between } from './network.mjs'
import { signedIn } from './signed-in.mjs'

const [step, language, address, login, password] = process.argv.slice(2)
const KINDS = ['paragraph', 'subheading', 'quote', 'list', 'list', 'picture', 'gallery', 'video', 'embed', 'fact-box', 'table']
// What the editor may weigh on its way.
const BUNDLE_BYTES_MAX = 200_000
// Everything goes over a network that can be cut.
const network = await between(address)
const url = network.url
// What is pasted from elsewhere would like to do things that are refused, which the browser tells.
const spared = step === 'paste' ? /violates the following Content Security Policy/ : null
const { edit, looks, leave: end } = await signedIn('editor', language, url, { spared })
const open = () => edit(url)
const page = await open()
const keys = page.keyboard

// "Kept" or "saved" is on the screen only after the server said so.
const settled = (on = page) => on.waitForSelector('[data-state].ok')
const press = (...list) => pressed(page, ...list)
// What is told of having saved; what was told before is no answer to it.
async function save() {
  await page.evaluate(() => document.querySelector('.toast')?.remove())
  await press('Control+s')
  return page.waitForSelector('.toast')
}
// For a moment after typing the editor takes no selection from the browser: whoever is as fast as this selects again.
async function atEnd(on) {
  const there = () => on.evaluate(() => {
    const { anchorNode, anchorOffset, isCollapsed } = getSelection()
    const last = [...document.querySelectorAll('.ProseMirror > p')].at(-1)
    return isCollapsed && last.contains(anchorNode) && anchorOffset === (anchorNode.nodeValue ?? anchorNode.childNodes).length
  })
  for (let n = 0; n < 5 && !(n && await there()); n += 1) {
    await on.keyboard.press('Control+End')
    await frame(on)
  }
}
const written = async (on = page) => JSON.parse(await on.evaluate(async () => {
  const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html')
  return fresh.getElementById('editor').dataset.document
}))

async function judge(name) {
  // What lies under a bar that stays in place is reached by scrolling.
  await page.evaluate(() => document.querySelectorAll('.pane, .work').forEach((pane) => { pane.scrollTop = 0 }))
  await looks(name, page)
}

// Every kind of block through the menu, the marks, find and replace, undo, and what it comes to.
async function keyboard() {
  const script = await page.evaluate(() => performance.getEntriesByType('resource').find((one) => /\/editor-\w+\.js$/.test(one.name)))
  assert.ok(script.encodedBodySize <= BUNDLE_BYTES_MAX, `the editor has ${script.encodedBodySize} bytes`)
  await press('Control+Home')
  await keys.type(language === 'ar' ? 'نقل' : 'Transports')
  await press('Enter', 'End')
  await keys.type(language === 'ar' ? ' "اليوم"?' : ' : "enfin"?')
  // Typography, and signs that begin a block, are the same in the body.
  await press('Control+End', 'Enter')
  await keys.type(language === 'ar' ? 'قال "نعم" , ثم "لا"' : 'Il dit "bon" et "mal" : 12 000 € ! "Fin"? oui')
  await press('Enter')
  await keys.type('## titre')
  await press('Enter')
  for (const [n] of KINDS.entries()) {
    await keys.type('/')
    await page.waitForSelector('.bmenu:not([hidden])')
    await press(...Array(n).fill('ArrowDown'))
    if (n === 3) await judge('menu')
    await press('Enter')
    await keys.type(`k${n}`)
    // From field to field, then out of the block.
    if ([3, 4].includes(n)) await press('Enter', 'Enter')
    else if (n === 9) await press('Enter', 'Enter')
    else if (n === 10) await press('Enter', 'Tab', 'Enter', 'Enter', 'Enter', 'Enter')
    else await leave()
  }
  await keys.type('fin')
  // For a moment after typing the editor takes no selection from the browser: whoever is as fast as this selects again.
  for (let n = 0; n < 5 && !await page.locator('.ProseMirror > p:last-child strong').count(); n += 1) {
    await press('End', 'Shift+Home', 'Control+b')
  }
  await press('Control+f')
  await page.waitForSelector('.fbar:not([hidden])')
  await press('Control+a')
  await keys.type('K1')
  await judge('find')
  await press('Escape', 'Control+h', 'Control+a')
  await keys.type('k9')
  await press('Tab', 'Tab', 'Tab', 'Tab')
  await keys.type('neuf')
  // The first finds, the second replaces.
  await press('Enter', 'Enter', 'Escape', 'Control+z', 'Control+y')
  await settled()
  await judge('written')
  await save()
  const document = await written()
  const kinds = document.blocks.map((block) => block.type)
  assert.deepEqual(kinds, ['paragraph', 'paragraph', 'subheading', ...KINDS, 'paragraph'])
  const said = language === 'ar' ? 'قال «نعم» ، ثم «لا»' : 'Il dit «\u00a0bon\u00a0» et «\u00a0mal\u00a0»\u00a0: 12\u202f000\u202f€\u202f! «\u00a0Fin\u00a0»\u202f? oui'
  assert.equal(document.blocks[1].text, said)
  assert.equal(document.blocks[2].text, 'titre')
  await linked()
  assert.equal(document.kicker, language === 'ar' ? 'نقل' : 'Transports')
  assert.match(document.headline, language === 'ar' ? / «اليوم»؟$/ : /\u00a0: «\u00a0enfin\u00a0»\u202f\?$/)
  assert.deepEqual(document.blocks.at(-1), { id: document.blocks.at(-1).id, type: 'paragraph', text: 'fin', marks: [{ span: { start: 0, end: 3 }, kind: 'strong' }] })
  assert.equal(document.blocks.find((block) => block.type === 'fact-box').title, 'neuf')
  assert.equal(new Set(document.blocks.map((block) => block.id)).size, document.blocks.length)
  // An untouched story is not saved again, whatever is in it: it came back as it went.
  await page.reload()
  await page.waitForSelector('#editor[data-ready]')
  const words = language === 'ar' ? 'لا شيء' : 'Rien'
  assert.match(await (await save()).textContent(), new RegExp(words))
}

// A link to a story of the house, found by its words; what leads nowhere is asked for again, and the old link stays.
async function linked() {
  await press('Control+Home', 'Enter', 'Enter', 'Enter', 'Home')
  for (let n = 0; n < 5 && !await page.locator('.fbar:not([hidden])').count(); n += 1) await press('Shift+End', 'Control+Shift+k')
  await keys.type(language === 'ar' ? 'الميناء' : 'port')
  await page.locator('.lstories [role=option]').first().waitFor()
  await judge('links')
  await press('ArrowDown')
  const title = await page.locator('.lstories [aria-selected=true] b').textContent()
  await press('Enter')
  const link = page.locator('.ProseMirror > p a').first()
  const href = await link.getAttribute('href')
  assert.match(href, new RegExp(`^/${language}/`))
  assert.ok(title)
  for (let n = 0; n < 5 && !await page.locator('.fbar:not([hidden])').count(); n += 1) await press('Home', 'Shift+End', 'Control+Shift+k')
  await press('Control+a')
  await keys.type('ni adresse ni zzqx')
  await press('Enter')
  assert.equal(await page.locator('.fbar:not([hidden])').count(), 1)
  await press('Escape')
  assert.equal(await link.getAttribute('href'), href)
  await settled()
  await save()
}

async function leave() {
  const blocks = () => page.evaluate(() => document.querySelectorAll('.ProseMirror > *').length)
  const before = await blocks()
  for (let n = 0; n < 12 && await blocks() === before; n += 1) await press('Enter')
}

// A doubled word: underlined after a pause, visited, mended, taken back, answered for, seen again when it changes.
async function findings() {
  const [twice, doubled, end, again, reason] = language === 'ar' ? ['في في', 'من من الممر', 'من الممر', 'عن عن', 'تحققنا مع إدارة الميناء']
    : ['et et', 'la la passe', 'la passe', 'de de', 'vu avec la capitainerie']
  const [pair] = doubled.split(` ${end.split(' ')[1]}`)
  const ink = () => page.locator('.ProseMirror h2 .mk')
  // Findings that come before the browser has told where the caret was put leave it there.
  await page.evaluate((twice) => {
    const { json } = Response.prototype
    Response.prototype.json = async function () {
      const news = await json.call(this)
      if (news.margin?.includes(twice) && !window.put) {
        window.put = true
        getSelection().setPosition(document.querySelector('.ProseMirror > p:last-child').firstChild, 3)
      }
      return news
    }
  }, twice)
  await press('Control+Home', 'Enter', 'End')
  await keys.type(` ${twice}`)
  await page.waitForFunction(() => window.put)
  await frame(page)
  await frame(page)
  assert.deepEqual(await page.evaluate(() => [getSelection().anchorNode.parentNode.localName, getSelection().anchorOffset]), ['p', 3])
  await press('Control+Home', 'Enter', 'End', ...Array(6).fill('Backspace'))
  await press('Control+Home', 'Enter', 'End')
  await keys.type(` ${doubled}`)
  await ink().first().waitFor()
  const card = await ink().first().getAttribute('data-finding')
  await press('F8')
  assert.equal(await page.evaluate(() => getSelection().toString()), await page.locator(`#f${card} .ev q`).first().textContent())
  await judge('findings')
  await press('Control+.')
  assert.equal(await page.evaluate(() => document.activeElement.id), `f${card}`)
  await press('Enter')
  await page.waitForFunction((pair) => !document.querySelector('.ProseMirror h2').textContent.includes(pair), pair)
  assert.match(await page.locator('.ProseMirror h2').textContent(), new RegExp(` ${end}$`))
  await press('Control+z')
  await ink().first().waitFor()
  // What is typed before it does not lead it astray, however soon it is taken.
  const fix = page.locator(`#f${card} [data-fix]`).first()
  const inHeadline = () => page.evaluate(() => {
    const { anchorNode, anchorOffset } = getSelection()
    return document.querySelector('.ProseMirror h2').contains(anchorNode) && anchorOffset === 0
  })
  for (let n = 0; n < 5 && !await inHeadline(); n += 1) await press('Control+Home', 'Enter', 'Home')
  await keys.type('É😀 ')
  await fix.evaluate((button) => button.click())
  await page.waitForFunction((pair) => !document.querySelector('.ProseMirror h2').textContent.includes(pair), pair)
  assert.match(await page.locator('.ProseMirror h2').textContent(), new RegExp(`^É😀 .* ${end}$`))
  await press('Control+z')
  await ink().first().waitFor()
  // Without a reason it is refused, and the words are saved all the same: what follows goes on from there.
  await press('F8', 'Control+.', 'a', 'Tab', 'Enter')
  await page.locator('#trouble:not([hidden])').waitFor()
  await press('Shift+Tab')
  await keys.type(reason)
  await press('Tab', 'Enter')
  await page.waitForSelector('.card-ok')
  await page.waitForFunction(() => !document.querySelector('.ProseMirror h2 .mk'))
  await page.reload()
  await page.waitForSelector('#editor[data-ready]')
  assert.equal(await ink().count(), 0, 'answered for, also after a reload')
  await press('Control+Home', 'Enter', 'End')
  await keys.type(` ${again}`)
  await ink().first().waitFor()
  await keys.press('Control+Enter')
  await page.waitForSelector('#pf')
}

// What comes from word processors, tables and web pages is a story afterwards, and nothing in it runs.
async function paste() {
  for (const name of ['word', 'docs', 'web', 'libre', 'excel']) {
    const html = await readFile(new URL(`./pastes/${name}.html`, import.meta.url), 'utf8')
    const wanted = JSON.parse(await readFile(new URL(`./pastes/${name}.json`, import.meta.url), 'utf8'))
    await press('Control+End')
    await leave()
    await settled()
    const before = (await written()).blocks.length
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', text)
      document.querySelector('.ProseMirror').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, html)
    await settled()
    const blocks = (await written()).blocks.slice(before)
    assert.deepEqual(blocks.map(plainly), wanted, name)
  }
  assert.equal(await page.evaluate(() => window.trap), undefined)
  assert.equal(await page.locator('.ProseMirror :is(script, iframe, svg, [onclick], [href^=javascript])').count(), 0)
}

// Chosen from the block itself, or dropped on the text: the library has it first, then the story.
async function pictures() {
  const jpeg = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 60, height: 40 })
    canvas.getContext('2d').fillRect(0, 0, 20, 20)
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg'))
    return [...new Uint8Array(await blob.arrayBuffer())]
  })
  await press('Control+End', 'Enter')
  await keys.type('/')
  await page.waitForSelector('.bmenu:not([hidden])')
  await press(...Array(5).fill('ArrowDown'), 'Enter')
  await keys.type('Le quai')
  await page.setInputFiles('.ProseMirror figure input', { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(jpeg) })
  await page.locator('.ProseMirror figure img[src]').waitFor()
  await page.evaluate((bytes) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([new Uint8Array(bytes)], 'b.jpg', { type: 'image/jpeg' }))
    const text = document.querySelector('.ProseMirror > p:last-of-type')
    const { left, bottom } = text.getBoundingClientRect()
    text.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, clientX: left + 4, clientY: bottom - 4 }))
  }, jpeg)
  // Somebody goes on writing above while it is on its way.
  await press('Control+Home')
  await keys.type('Plus haut')
  await page.waitForFunction(() => document.querySelectorAll('.ProseMirror figure img[src]').length === 2)
  await settled()
  const shown = (await written()).blocks.filter((block) => block.type === 'picture')
  assert.deepEqual(shown.map((block) => block.at), ['stored', 'stored'])
  assert.equal(shown.filter((block) => block.caption === 'Le quai').length, 1)
  // It stands where it was dropped, wherever the caret was.
  const order = (await written()).blocks.map((block) => block.caption ?? block.type)
  assert.equal(order[order.lastIndexOf('paragraph') + 1], '', order.join())
  const answer = await page.request.get(new URL(`/assets/${shown[0].asset}`, url).href)
  assert.equal(answer.headers()['content-type'], 'image/jpeg')
  // What is no picture is refused and told, and the story stays as it was.
  await page.setInputFiles('.ProseMirror figure input >> nth=0', { name: 'c.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') })
  await page.locator('#trouble:not([hidden])').waitFor()
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['%PDF'], 'd.pdf', { type: 'application/pdf' }))
    document.getElementById('trouble').textContent = ''
    document.querySelector('.ProseMirror').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  })
  await page.locator('#trouble', { hasText: 'd.pdf' }).waitFor()
  await settled()
  assert.deepEqual((await written()).blocks.filter((block) => block.type === 'picture'), shown)
}

// A block without its number, and its marks as the words under each.
function plainly({ id, type, words, ...block }) {
  const spoken = ({ text, marks = [] }) => {
    const bytes = Buffer.from(text)
    const on = {}
    for (const { span, kind, href } of marks) (on[href ? `${kind} ${href}` : kind] ??= []).push(bytes.subarray(span.start, span.end).toString())
    return { text, ...(marks.length ? { on } : {}) }
  }
  if (type === 'list') return { type, style: block.style, items: block.items.map(spoken) }
  if (type === 'table') return { type, ...(block.caption ? { caption: block.caption } : {}), header: block.header_rows, rows: block.rows.map((row) => row.map(spoken)) }
  return { type, ...spoken(words ?? block) }
}

// Waits until a window shows these words; what it shows instead is told.
async function said(on, words) {
  const text = () => on.locator('.ProseMirror').textContent()
  for (const until = Date.now() + 30_000; Date.now() < until && !words.test(await text());) await frame(on)
  assert.match(await text(), words)
}

// Without a network everything goes on, also in a tab that is closed and opened again; then it reaches the server.
async function networks() {
  await atEnd(page)
  await keys.type(' avant')
  await settled()
  network.cut()
  await keys.type(' pendant')
  await page.locator('#trouble:not([hidden])').waitFor()
  assert.equal(await page.locator('[data-state].ok').count(), 0, 'nothing is said to be kept')
  assert.match(await page.locator('#trouble:not(.ban-r)').textContent(), /^Hors ligne depuis \d\d:\d\d\. .*tout est gardé/)
  await page.close({ runBeforeUnload: false })
  network.mend()
  const kept = await open()
  await kept.waitForFunction(() => document.querySelector('.ProseMirror').textContent.includes('avant pendant'))
  await settled(kept)
  assert.match(JSON.stringify(await written(kept)), /avant pendant/)
  // The same in a page that stays open, while another writes on.
  const other = await open()
  network.cut()
  await atEnd(kept)
  await kept.keyboard.type(' encore')
  await kept.locator('#trouble:not([hidden])').waitFor()
  network.mend()
  await other.locator('.ProseMirror .fld-headline').click()
  await other.keyboard.press('End')
  await other.keyboard.type(' enfin')
  await Promise.all([settled(kept), settled(other)])
  for (const one of [kept, other]) {
    await said(one, /enfin.*avant pendant encore/)
  }
  assert.match(JSON.stringify(await written(kept)), /enfin.*avant pendant encore/)
  // A network that swallows everything is noticed, and what cannot be kept is not called kept.
  network.swallow()
  await kept.evaluate(() => {
    Storage.prototype.setItem = IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }
  })
  await atEnd(kept)
  await kept.keyboard.type(' muet')
  await kept.locator('#trouble:not([hidden])').waitFor()
  assert.doesNotMatch(await kept.locator('#trouble').textContent(), /tout est gardé/)
  assert.equal(await kept.locator('[data-state].ok').count(), 0)
  network.mend()
  await settled(kept)
  assert.match(JSON.stringify(await written(kept)), /avant pendant encore muet/)
  // One revision holds both, and the other window hears of it. A question on a connection that is dead has no answer.
  const done = () => kept.waitForSelector('.toast', { timeout: 12_000 }).catch(() => null)
  for (let n = 0; n < 4 && !(n && await done()); n += 1) await kept.keyboard.press('Control+s')
  assert.equal(await kept.locator('#trouble:not([hidden])').count(), 0)
  await kept.reload()
  await kept.waitForSelector('#editor[data-ready]')
  assert.equal(await kept.locator('#unsaved').count(), 0)
}

// Headlines for single uses: counted while they are typed, looked at by the checks, seen in another window, kept.
async function headlines() {
  const other = await open()
  const short = language === 'ar' ? 'الميناء يفتح أبوابه' : 'Ostrande : port rouvert'
  const long = language === 'ar' ? `${short} للمسافرين بعد تسعة أيام من العاصفة الشديدة` : `${short} aux passagers après neuf jours de tempête`
  const told = () => page.textContent('#by-use-told')
  const count = '[data-count=headline-short]'
  await page.focus('#headline-short')
  await keys.type(long)
  assert.equal(await page.textContent(count), `${[...long].length} / 48`)
  assert.ok(await page.$(`${count}.amb`), 'too long is amber')
  // Said once, at the letter for which there is no room.
  assert.match(await told(), /49.*48/)
  // The check says so too, beside the field and in the margin, from where a key leads back to the field.
  await page.waitForSelector('[data-refs=headline-short] a.ref')
  await judge('headlines')
  const card = await page.getAttribute('[data-refs=headline-short] a.ref', 'href')
  await page.focus(`${card} h3 a.ref`)
  await keys.press('Enter')
  await page.waitForSelector('#headline-short:focus')
  await keys.press('Control+a')
  await keys.type(short)
  await page.waitForSelector('[data-refs=headline-short]:not(:has(a))', { state: 'attached' })
  assert.equal(await told(), '')
  assert.equal(await page.textContent('#headline-short-n').then((said) => said.includes('48')), true)
  await keys.press('Tab')
  await keys.type(language === 'ar' ? 'فتح الميناء أبوابه صباح اليوم.' : 'Le port d’Ostrande a rouvert ce matin.')
  await keys.press('Tab')
  await keys.type(language === 'ar' ? 'ميناء أوستراندا: ما يفتح اليوم' : 'Port d’Ostrande : ce qui rouvre')
  await settled()
  // In another window, counted there as well.
  await other.bringToFront()
  await other.waitForFunction((words) => document.getElementById('headline-short').value === words, short)
  assert.equal(await other.textContent(count), `${[...short].length} / 48`)
  await page.bringToFront()
  await save()
  await page.reload()
  await page.waitForSelector('#editor[data-ready]')
  assert.equal(await page.inputValue('#headline-short'), short)
  // History tells it like any other words.
  const history = await page.request.get(`${url}/history`)
  assert.ok((await history.text()).includes(short))
}

// Signed out and in again in another window: what is open goes on, and can be saved.
async function sessions() {
  const token = (html) => html.match(/name="csrf" value="([^"]+)"/)[1]
  await press('Control+End')
  await keys.type(' avant')
  await settled()
  const at = (where) => new URL(where, url).href
  const headers = { 'sec-fetch-site': 'same-origin' }
  const csrf = token(await (await page.request.get(url)).text())
  await page.request.post(at('/sign-out'), { form: { csrf }, headers })
  const gate = token(await (await page.request.get(at('/sign-in'))).text())
  await page.request.post(at('/sign-in'), { form: { csrf: gate, login, password }, headers })
  await keys.type(' après')
  await page.waitForFunction(() => document.querySelector('[data-state].ok') || !document.querySelector('#trouble').hidden)
  await settled()
  await save()
  assert.match(JSON.stringify(await written()), /avant après/)
}

// Words that are kept and no revision yet, and what is only suggested: written in one life of the service, read in the next.
async function write() {
  await press('Control+End')
  await keys.type(' survivra')
  await settled()
  await press('Control+Alt+s')
  await keys.type(' peut-être')
  await press('Control+Home', 'Enter', 'End', 'Backspace')
  await page.waitForSelector('.fld-headline del.sug')
  await settled()
}

async function read() {
  assert.match(await page.locator('.ProseMirror').textContent(), / survivra/)
  assert.equal(await page.locator('.ProseMirror > p ins.sug').textContent(), ' peut-être')
  assert.equal(await page.locator('.fld-headline del.sug').textContent(), 'n')
  assert.equal(await page.locator('[data-suggestion]').count(), 2)
  const { headline, blocks } = await written()
  assert.match(headline, /matin$/)
  assert.match(blocks[0].text, / survivra$/)
  assert.equal(await page.locator('#unsaved').count(), 1)
  assert.doesNotMatch(await (await page.request.get(`${url}?view=read`)).text(), /survivra/)
}

await { keyboard, headlines, findings, paste, pictures, networks, sessions, write, read }[step]()
await end()
network.close()
