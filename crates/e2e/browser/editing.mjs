// Tables, find and replace, typography and mixed directions, by keyboard alone, and a browser that dies:
// `node editing.mjs STEP LANGUAGE URL`, with COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { mortal } from './chromium.mjs'
import { frame, press as pressed } from './keys.mjs'
import { between } from './network.mjs'
import { signedIn } from './signed-in.mjs'

const [step, language, url] = process.argv.slice(2)
const arabic = language === 'ar'
const body = '.ProseMirror > p:not([class])'

const settled = (on) => on.waitForSelector('[data-state].ok')
const written = async (on) => JSON.parse(await on.evaluate(async () => {
  const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html')
  return fresh.getElementById('editor').dataset.document
}))

async function byKeyboard() {
  const { edit, looks, leave } = await signedIn('editing', language, url)
  const page = await edit(url)
  const keys = page.keyboard
  const words = JSON.parse(await page.locator('#editor').getAttribute('data-words'))
  const press = (...list) => pressed(page, ...list)
  // For a moment after typing the editor takes no selection from the browser: whoever is as fast as this selects again.
  async function until(there, ...list) {
    for (let n = 0; n < 8; n += 1) {
      if (await page.evaluate(there)) return
      await press(...list)
    }
    assert.ok(await page.evaluate(there), `${list} leads elsewhere`)
  }
  // The bar above the text: one stop, arrows within.
  async function tool(name) {
    await press('Alt+F10', 'Home')
    const there = () => page.evaluate(() => document.activeElement.title || document.activeElement.textContent)
    for (let n = 0; n < 40 && await there() !== words[name]; n += 1) await press(arabic ? 'ArrowLeft' : 'ArrowRight')
    assert.equal(await there(), words[name])
    await press('Enter')
  }
  const paste = (html, text) => page.evaluate(([html, text]) => {
    const clipboardData = new DataTransfer()
    if (html) clipboardData.setData('text/html', html)
    clipboardData.setData('text/plain', text)
    document.querySelector('.ProseMirror').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, [html, text])
  const atEnd = () => until(() => {
    const { anchorNode, anchorOffset, isCollapsed } = getSelection()
    const last = document.querySelector('.ProseMirror').lastElementChild
    return isCollapsed && last.contains(anchorNode) && (!last.textContent || anchorOffset === (anchorNode.nodeValue ?? anchorNode.childNodes).length)
  }, 'Control+End')
  const rows = () => page.evaluate(() => [...document.querySelectorAll('.ProseMirror table tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()).join('|')))
  const cell = () => page.evaluate(() => {
    const { anchorNode } = getSelection()
    const at = (anchorNode.closest ? anchorNode : anchorNode.parentElement).closest('td')
    return at ? `${at.parentNode.rowIndex},${at.cellIndex}` : 'none'
  })

  async function tables() {
    await atEnd()
    await press('Enter')
    await keys.type('/table')
    await page.waitForSelector('.bmenu:not([hidden])')
    await press('Enter')
    await keys.type('T')
    await press('Enter')
    for (const text of ['A', 'B', '1', '2']) {
      await keys.type(text)
      await press('Tab')
    }
    assert.deepEqual([await rows(), await cell()], [['A|B', '1|2', '|'], '2,0'], 'Tab adds a row behind the last')
    await keys.type('3')
    // Up and down lead from cell to cell, and nowhere between them.
    await press('ArrowUp')
    assert.equal(await cell(), '1,0')
    await press('Shift+Tab', 'ArrowDown')
    assert.equal(await cell(), '1,1')
    await tool('table-column-add')
    assert.deepEqual([await rows(), await cell()], [['A|B|', '1|2|', '3||'], '1,2'])
    await keys.type('x')
    await press('Control+z')
    assert.deepEqual(await rows(), ['A|B|', '1|2|', '3||'], 'what was typed goes by itself')
    await press('Control+z')
    assert.deepEqual(await rows(), ['A|B', '1|2', '3|'])
    await press('Control+y')
    // Cells of another table fill this one, and it grows; lines stay in their cell.
    await paste('<table><tr><td>p</td><td>q</td></tr><tr><td>r</td><td>s</td></tr></table>', 'p\tq\nr\ts')
    assert.equal(await page.locator('.ProseMirror table').count(), 1)
    const filled = async () => assert.match((await rows()).join(' '), /\bp\|q\b.* .*\br\|s\b/)
    await filled()
    await press('Control+z')
    // Plain text of a spreadsheet is the same.
    await paste('', 'p\tq\nr\ts')
    await filled()
    const grown = await rows()
    await paste('<p>un</p><p>deux</p>', 'un\ndeux')
    assert.equal(await page.locator('.ProseMirror table').count(), 1)
    assert.deepEqual((await rows()).map((row) => row.split('|').length), grown.map((row) => row.split('|').length))
    await press('Control+z', 'Control+z')
    // What is struck over several cells leaves them empty.
    await until(() => getSelection().anchorNode.parentElement.closest('td')?.textContent === 'A', 'ArrowUp', 'Shift+Tab')
    await press('Home', 'Shift+ArrowDown', 'Delete')
    assert.deepEqual((await rows())[0].split('|').length, 3)
    await press('Control+z')
    await tool('table-header')
    await until(() => getSelection().anchorNode.parentElement.closest('td')?.textContent === '3', 'ArrowDown')
    await tool('table-row-remove')
    await looks('table', page)
    await settled(page)
    const table = (await written(page)).blocks.find((block) => block.type === 'table')
    assert.deepEqual(table.rows.map((row) => row.map(({ text }) => text)), [['A', 'B', ''], ['1', '2', '']])
    assert.ok(!table.header_rows, 'the head became a row like the others')
    // Behind the last row the text goes on.
    await press('ArrowDown')
    assert.equal(await cell(), 'none')
  }

  // The same word in headline and text, once in part strong: found without and with case, replaced one by one and all.
  async function replacing() {
    const [sought, other, instead] = arabic ? ['الميناء', 'ميناء', 'المرفأ'] : ['port', 'PORT', 'quai']
    await atEnd()
    await press('Enter')
    await keys.type(`${sought} ${other}`)
    await press('Enter')
    await keys.type(sought.slice(0, 2))
    await press('Control+b')
    await keys.type(sought.slice(2))
    await press('Control+b', 'Control+h', 'Control+a')
    await keys.type(sought)
    const count = () => page.locator('.fbar:not([hidden]) [role=status]').textContent()
    const all = () => page.locator('.fnd').evaluateAll((found) => found.map((one) => one.textContent).join(''))
    const found = await all()
    assert.ok(found.includes(sought) && await count(), found)
    if (!arabic) {
      assert.ok(found.includes(other), 'case does not matter')
      await press('Tab', 'Enter')
      assert.ok(!(await all()).includes(other), 'until it does')
      await press('Shift+Tab')
    }
    await page.focus('.fbar:not([hidden]) input')
    await press('Tab', 'Tab', 'Tab', 'Tab')
    await keys.type(instead)
    const before = await page.locator('.ProseMirror').textContent()
    await press('Tab', 'Tab', 'Enter')
    const after = await page.locator('.ProseMirror').textContent()
    assert.ok(!after.includes(sought) && after.split(instead).length === before.split(sought).length, after)
    await press('Escape', 'Control+z')
    assert.equal(await page.locator('.ProseMirror').textContent(), before, 'all at once is taken back at once')
    assert.equal(await page.locator(`${body}:last-child strong`).textContent(), sought.slice(2))
  }

  // From the headline to the text to the headlines for single uses, all in one row; all at once is taken back at once.
  async function replacingAside() {
    const [sought, instead] = arabic ? ['زورق', 'قارب'] : ['zodiac', 'canot']
    await page.focus('#headline-short')
    await keys.type(`${sought} 1`)
    await page.focus('#headline-search')
    await keys.type(`${sought} 2 ${sought}`)
    await page.focus('.ProseMirror')
    await until(() => document.querySelector('.fld-headline').contains(getSelection().anchorNode), 'Control+Home', 'Enter', 'End')
    await keys.type(` ${sought}`)
    await atEnd()
    await press('Enter')
    await keys.type(sought)
    await press('Control+Home', 'Control+h', 'Control+a')
    await keys.type(sought)
    const said = () => page.locator('.fbar:not([hidden]) [role=status]').textContent()
    const order = []
    const fields = () => page.evaluate(() => ['short', 'search'].map((use) => document.getElementById(`headline-${use}`).value))
    for (let n = 0; n < 5; n += 1) {
      await press('Enter')
      order.push(await page.evaluate(() => document.querySelector('.fnd.on')?.parentElement.className.includes('headline') ? 'headline'
        : document.querySelector('.fnd-in') ? `${document.querySelector('.fnd-in').id} ${document.querySelector('.fnd-in').selectionStart}` : 'text'))
      assert.match(await said(), new RegExp(`${n + 1}.*5`))
    }
    assert.deepEqual(order, ['headline', 'text', 'headline-short 0', 'headline-search 0', `headline-search ${sought.length + 3}`])
    await looks('find-aside', page)
    // One of them, which is gone to; then the rest.
    await page.focus('.fbar:not([hidden]) input')
    await press('Tab', 'Tab', 'Tab', 'Tab')
    await keys.type(instead)
    await press('Enter')
    assert.deepEqual(await fields(), [`${sought} 1`, `${sought} 2 ${instead}`])
    const before = [await page.locator('.ProseMirror').textContent(), ...await fields()]
    await press('Tab', 'Tab', 'Enter')
    assert.deepEqual(await fields(), [`${instead} 1`, `${instead} 2 ${instead}`])
    assert.ok(!(await page.locator('.ProseMirror').textContent()).includes(sought))
    assert.match(await said(), /4/)
    await settled(page)
    const kept = await written(page)
    assert.ok(!JSON.stringify(kept).includes(sought), JSON.stringify(kept))
    await press('Escape', 'Control+z')
    assert.deepEqual([await page.locator('.ProseMirror').textContent(), ...await fields()], before, 'text and fields in one step')
    await press('Control+y')
    assert.deepEqual(await fields(), [`${instead} 1`, `${instead} 2 ${instead}`])
    await press('Control+z', 'Control+z')
    assert.deepEqual((await fields())[1], `${sought} 2 ${sought}`, 'what was replaced by itself goes by itself')
    await settled(page)
    // Whoever suggests is told that headlines for single uses are left, and how many.
    const alone = await fields()
    await press('Control+Alt+s', 'Control+Home', 'Control+h', 'Control+a')
    await keys.type(sought)
    await page.focus('.fbar:not([hidden]) input')
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Enter')
    assert.deepEqual(await fields(), alone)
    assert.ok((await said()).includes(words['replaced-left'].replace('{n}', '3')), await said())
    await looks('find-suggesting', page)
    await press('Escape', 'Control+z', 'Control+Alt+s')
    await settled(page)
  }

  // Who said it, and as what; a way out of the block.
  async function quoting() {
    await atEnd()
    await press('Enter')
    await keys.type('/')
    await page.waitForSelector('.bmenu:not([hidden])')
    await press('ArrowDown', 'ArrowDown', 'Enter')
    const [quote, name, role] = arabic ? ['سنعود غدا', 'ميرا صالح', 'قائدة الميناء'] : ['Nous repartons demain', 'Mira Salen', 'capitaine du port']
    await keys.type(quote)
    await press('Enter')
    await keys.type(name)
    await press('Enter')
    await keys.type(role)
    await settled(page)
    const block = (await written(page)).blocks.findLast((one) => one.type === 'quote')
    assert.deepEqual([block.words.text, block.speaker], [quote, { name, role }])
    await looks('quote', page)
    await press('Enter')
    await until(() => getSelection().anchorNode.parentElement.closest('.ProseMirror > *')?.dataset.block !== 'quote', 'Enter')
  }

  // What is typed, and what stands there: marks of the language, and nothing done to figures, addresses and names.
  async function typography() {
    const LINES = arabic
      ? [['قال "سمعت "نعم" أمس", ثم مضى?', 'قال «سمعت “نعم” أمس»، ثم مضى؟'], ['زار Airbus, ثم دفع 3,5 في 2024, وعاد', 'زار Airbus، ثم دفع 3,5 في 2024، وعاد'],
        ['https://a.example/?b=1,2;c', 'https://a.example/?b=1,2;c']]
      : [['Il dit : "On a crié "feu" hier" ; puis ?', 'Il dit\u00a0: «\u00a0On a crié “feu” hier\u00a0»\u202f; puis\u202f?'], ['50% de 12 000€ le 3 2024', '50\u202f% de 12\u202f000\u202f€ le 3 2024'],
        ['exemple.fr/a?b=1;c à 12:30', 'exemple.fr/a?b=1;c à 12:30']]
    for (const [typed, stands] of LINES) {
      await atEnd()
      await press('Enter')
      await keys.type(typed)
      await settled(page)
      assert.equal((await written(page)).blocks.at(-1).text, stands)
    }
    // Undo takes back the mark and leaves what was typed.
    await atEnd()
    await press('Enter')
    await keys.type('"')
    await press('Control+z')
    assert.equal(await page.locator(`${body}:last-child`).textContent(), '"')
    await press('Backspace')
  }

  // Lines run with the story, whatever they begin with, as they will for readers; words of another language run their own
  // way, and arrows lead on in reading order.
  async function directions() {
    await atEnd()
    await press('Enter')
    const [first, rest] = arabic ? ['Airbus', ' تعلن اليوم.'] : ['الميناء', ' est le nom du port.']
    await keys.type(first + rest)
    const line = page.locator(`${body}:last-child`)
    assert.equal(await line.evaluate((p) => getComputedStyle(p).direction), arabic ? 'rtl' : 'ltr')
    assert.notEqual(await line.evaluate((p) => getComputedStyle(p).unicodeBidi), 'plaintext')
    const place = () => page.evaluate(() => {
      const range = document.createRange()
      const text = document.createTreeWalker(document.querySelector('.ProseMirror').lastElementChild, NodeFilter.SHOW_TEXT).nextNode()
      range.setStart(text, 0)
      range.setEnd(text, 1)
      const { left, right } = document.querySelector('.ProseMirror').lastElementChild.getBoundingClientRect()
      const letter = range.getBoundingClientRect()
      return (letter.left + letter.right) / 2 > (left + right) / 2 ? 'right' : 'left'
    })
    assert.equal(await place(), arabic ? 'right' : 'left', 'the line begins where its language does')
    const offset = () => page.evaluate(() => getSelection().anchorOffset)
    await until(() => getSelection().isCollapsed && getSelection().anchorOffset === (getSelection().anchorNode.nodeValue ?? '').length, 'End')
    const end = await offset()
    await press(arabic ? 'ArrowRight' : 'ArrowLeft')
    assert.equal(await offset(), end - 1, 'back by one letter')
    await until(() => getSelection().anchorOffset === 0, 'Home')
    for (let n = 0; n < first.length; n += 1) await press('Shift+' + (arabic ? 'ArrowLeft' : 'ArrowRight'))
    await tool('mark-foreign')
    await keys.type(arabic ? 'en' : 'ar')
    await press('Enter')
    const foreign = line.locator('.foreign')
    assert.deepEqual([await foreign.textContent(), await foreign.getAttribute('dir')], [first, arabic ? 'ltr' : 'rtl'])
    await looks('directions', page)
    await settled(page)
    const { marks } = (await written(page)).blocks.at(-1)
    assert.deepEqual(marks, [{ span: { start: 0, end: Buffer.byteLength(first) }, kind: 'foreign', language: arabic ? 'en' : 'ar' }])
  }

  await quoting()
  await tables()
  await replacing()
  await replacingAside()
  await typography()
  await directions()
  await leave()
}

// Nobody hears of what is written, then the browser dies at once: what it called kept is there when it comes back.
async function dies() {
  const network = await between(url)
  const profile = await mkdtemp(path.join(os.tmpdir(), 'marbre-browser-'))
  const open = async () => {
    const browser = await mortal(profile, process.env.COOKIE, network.url)
    const page = await browser.context.newPage()
    await page.goto(network.url)
    await page.waitForSelector('#editor[data-ready] .ProseMirror')
    return { ...browser, page }
  }
  const write = async (page, words) => {
    await page.focus('.ProseMirror')
    for (let n = 0; n < 5; n += 1) {
      await page.keyboard.press('Control+End')
      await frame(page)
    }
    await page.keyboard.type(words)
  }
  const first = await open()
  await write(first.page, ' avant')
  await settled(first.page)
  network.cut()
  await write(first.page, ' pendant la panne')
  const kept = JSON.parse(await first.page.locator('#editor').getAttribute('data-words'))['writing-kept-here']
  await first.page.waitForFunction((kept) => document.querySelector('[data-state]').textContent === kept, kept)
  await first.kill()
  network.mend()
  const second = await open()
  await second.page.waitForFunction(() => document.querySelector('.ProseMirror').textContent.includes('avant pendant la panne'))
  await settled(second.page)
  assert.match(JSON.stringify(await written(second.page)), /avant pendant la panne/)
  // The server has it: nothing is left behind that could come back later.
  await second.page.waitForFunction(() => new Promise((told) => {
    indexedDB.open('marbre').onsuccess = ({ target }) => {
      target.result.transaction('kept').objectStore('kept').count().onsuccess = (counted) => told(counted.target.result === 0 && localStorage.length === 0)
    }
  }))
  // The server dies in the middle of a word, the browser behind it: the same.
  await second.kill()
  network.close()
  await rm(profile, { recursive: true, force: true })
}

await { keyboard: byKeyboard, dies }[step]()
