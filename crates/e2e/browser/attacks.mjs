// Words that would like to run, wherever they ended up: `node attacks.mjs SITE DESK-URL…`, with COOKIE="name=value; …".
// Every screen and page that can be reached is parsed, whatever its form; screens, and some pages of each kind, are opened.
import assert from 'node:assert/strict'
import { LOAD, knows, start } from './chromium.mjs'
import { windows } from './signed-in.mjs'

const [site, ...screens] = process.argv.slice(2)
const PAGES_MAX = 260
const OPENED_MAX = 16
const cookie = process.env.COOKIE
const said = []
const browser = await start()
const context = await windows(browser, said)
await knows(context, cookie, screens[0])
await context.exposeFunction('attack', () => said.push('it ran'))
const parser = await context.newPage()

// In the page: what of a document would run or lead to what runs, and where it leads on to.
function judge({ text, type, base }) {
  const faults = []
  const links = []
  const html = (words, from) => {
    const page = new DOMParser().parseFromString(words, 'text/html')
    for (const one of page.querySelectorAll('*')) {
      for (const { name, value } of one.attributes) {
        if (/^on/.test(name)) faults.push(`${from}: ${one.localName} ${name}`)
        if (/^(href|src|action|formaction|data|poster|xlink:href)$/.test(name) && /^\s*(javascript|vbscript|data:text)/i.test(value)) faults.push(`${from}: ${name}=${value}`)
      }
      if (one.localName === 'script' && one.type !== 'application/ld+json' && !/^(\/_\/|https?:\/\/[^/]+\/_\/)/.test(one.getAttribute('src') ?? '')) faults.push(`${from}: script ${one.outerHTML.slice(0, 80)}`)
      if (/^(iframe|object|embed|base)$/.test(one.localName) && !/^\//.test(one.getAttribute('src') ?? one.dataset.src ?? '')) faults.push(`${from}: ${one.localName}`)
    }
    if (page.querySelector('img[src=x]')) faults.push(`${from}: a picture that was planted`)
    for (const one of page.querySelectorAll('a[href],link[href]')) links.push(one.getAttribute('href'))
  }
  const json = (value, name) => {
    if (typeof value === 'string') return /html/.test(name) ? html(value, name) : undefined
    if (value && typeof value === 'object') for (const [key, one] of Object.entries(value)) json(one, key)
    return undefined
  }
  if (/html/.test(type)) html(text, 'page')
  else if (/xml/.test(type)) {
    const page = new DOMParser().parseFromString(text, 'application/xml')
    if (page.querySelector('parsererror')) faults.push('not well-formed')
    if (page.getElementsByTagNameNS('http://www.w3.org/1999/xhtml', 'script').length) faults.push('script')
    for (const one of page.querySelectorAll('description,encoded,content,summary,html')) html(one.textContent, one.nodeName)
    for (const one of page.querySelectorAll('loc,link')) links.push(one.getAttribute('href') ?? one.textContent)
  } else if (/json/.test(type)) {
    try {
      json(JSON.parse(text), '')
    } catch (fault) {
      faults.push(String(fault))
    }
  }
  return { faults, links: links.flatMap((href) => (href && URL.canParse(href, base) ? [new URL(href, base).href] : [])) }
}

async function crawl(begin, name) {
  const { origin } = new URL(begin[0])
  const [seen, queue] = [new Set(begin), [...begin]]
  const kinds = {}
  let planted = 0
  while (queue.length && seen.size <= PAGES_MAX * 4 && Object.values(kinds).flat().length < PAGES_MAX) {
    const url = queue.shift()
    const answer = await fetch(url, { headers: name === 'desk' ? { cookie } : {}, redirect: 'manual', signal: AbortSignal.timeout(60_000) })
    const type = answer.headers.get('content-type') ?? ''
    if (/event-stream|image|video|font|octet/.test(type)) {
      await answer.body?.cancel()
      continue
    }
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', url)
    const text = await answer.text()
    const { faults, links } = await parser.evaluate(judge, { text, type, base: url })
    assert.deepEqual(faults, [], url)
    if (/attack\(\)/.test(text)) planted += 1
    ;(kinds[type.split(';')[0]] ??= []).push(url)
    for (const link of links) {
      const plain = link.split('#')[0]
      if (new URL(plain).origin !== origin || seen.has(plain) || /\/(file|raw)$/.test(plain)) continue
      seen.add(plain)
      queue.push(plain)
    }
  }
  return { kinds, planted }
}

async function visit(urls) {
  const page = await context.newPage()
  page.on('dialog', (dialog) => {
    said.push(`a dialog on ${page.url()}`)
    dialog.dismiss()
  })
  for (const url of urls) {
    await page.goto(url, { ...LOAD, waitUntil: 'load' })
    assert.deepEqual(said, [], url)
    assert.equal(await page.locator('img[src=x]').count(), 0, url)
  }
  await page.close()
}

const desk = await crawl(screens, 'desk')
const readers = await crawl([site, ...['fr/', 'fr/rss.xml', 'fr/atom.xml', 'fr/feed.json', 'sitemap.xml', 'robots.txt', 'fr/en-continu/'].map((path) => new URL(path, site).href)], 'site')
assert.ok(desk.planted > 10 && readers.planted > 3, `${desk.planted} screens and ${readers.planted} pages have the words`)
await visit(screens)
await visit(Object.values(readers.kinds['text/html'] ?? []).slice(0, OPENED_MAX))
assert.deepEqual(said, [])
for (const kind of ['application/rss+xml', 'application/atom+xml']) assert.ok(readers.kinds[kind], `${kind} among ${Object.keys(readers.kinds)}`)
console.log(JSON.stringify([desk, readers].map(({ kinds, planted }) => [planted, Object.entries(kinds).map(([kind, all]) => `${kind} ${all.length}`)])))
await browser.close()
