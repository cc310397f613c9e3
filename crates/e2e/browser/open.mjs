// Pages that stay open while the newsroom goes on. Arguments are `name=address`; each line of standard input is
// `{"on": name, "does": what, "with": words}` and is answered by a line: `ok`, or what is wrong.
import { createInterface } from 'node:readline'
import { AXE, overflows, violations } from './axe.mjs'
import { LOAD, SCHEMES, WIDTHS, start } from './chromium.mjs'
import { misprints } from './looks.mjs'

const PATIENCE = { timeout: 20_000, polling: 50 }
const browser = await start()
const pages = new Map()
const said = []

for (const argument of process.argv.slice(2)) {
  const [name, url] = argument.split(/=(.*)/s)
  const page = await browser.newPage({ viewport: { width: WIDTHS[1], height: 900 } })
  page.on('pageerror', (error) => said.push(error.message))
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
  const listening = page.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith('/live'), LOAD)
  await page.goto(url, LOAD)
  await listening
  pages.set(name, page)
}

const entries = () => [...document.querySelectorAll('[data-live] li')].map((entry) => entry.outerHTML.replace(/\s+/g, ' '))
const says = (words) => document.querySelector('main').innerText.includes(words)

const deeds = {
  sees: async (page, words) => void await page.waitForFunction(says, words, PATIENCE),
  misses: async (page, words) => void await page.waitForFunction((words) =>
    !document.querySelector('main').innerText.includes(words), words, PATIENCE),
  async presses(page, selector) {
    await page.focus(selector)
    await page.keyboard.press('Enter')
  },
  async focuses(page, words) {
    const focused = await page.evaluate(() => document.activeElement.textContent)
    if (!focused.includes(words)) return `the focus is on “${focused}”`
  },
  // An entry the page was not told of is a fault, one told twice too.
  async 'lists what a new page lists'(page) {
    const other = await browser.newPage()
    await other.goto(page.url(), LOAD)
    const [here, there] = [await page.evaluate(entries), await other.evaluate(entries)]
    await other.close()
    const missing = there.filter((entry) => !here.includes(entry))
    const more = here.filter((entry) => !there.includes(entry))
    const order = here.filter((entry) => there.includes(entry)).join() === there.filter((entry) => here.includes(entry)).join()
    if (missing.length || more.length || !order) return `in order: ${order}; missing ${missing.join('\n')}; too many ${more.join('\n')}`
  },
  // The node has forgotten what the page missed, and says so.
  async 'comes back after too long'(page) {
    const reset = { contentType: 'text/event-stream', body: 'id: 1\nevent: reset\ndata: {}\n\n' }
    await page.route(/\/live\?/, (route) => route.fulfill(reset), { times: 1 })
    await page.evaluate(() => {
      window.dispatchEvent(new Event('pagehide'))
      document.querySelector('[data-live]').replaceChildren()
      window.dispatchEvent(new Event('pageshow'))
    })
    await page.waitForFunction(() => document.querySelector('[data-live] li'), null, PATIENCE)
  },
  async 'is sound'(page, picture) {
    await page.evaluate(AXE)
    const found = []
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        for (const judge of [violations, overflows, misprints]) found.push(...await page.evaluate(judge))
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${picture}-${width}-${colorScheme}.png` })
      }
    }
    if (found.length) return found.join('\n')
  },
}

console.log('ok')
for await (const line of createInterface({ input: process.stdin })) {
  const { on, does, with: words } = JSON.parse(line)
  let wrong
  try {
    wrong = await deeds[does](pages.get(on), words)
  } catch (error) {
    wrong = `${error.message} — ${await pages.get(on).evaluate(() => document.querySelector('main').innerText.slice(0, 600))}`
  }
  wrong ??= said.length ? `the console says ${said.splice(0).join('\n')}` : undefined
  console.log(wrong ? JSON.stringify(wrong) : 'ok')
}
await browser.close()
