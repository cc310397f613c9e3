// What a page costs whoever opens it: `node weight.mjs article|desk URL…`, each in a browser that has never seen the site;
// for screens of the desk with COOKIE="name=value; …".
import { LOAD, start } from './chromium.mjs'

// Bytes on the wire, and requests that are answered before the first paint. The editor is a module that comes behind it.
const KINDS = {
  article: { bytes: { document: 20_000, stylesheet: 10_000, script: 8_000 }, requests: 5, text: '.text p' },
  // A sheet that ten packets carry is there in one round of a new connection.
  desk: { bytes: { document: 24_000, stylesheet: 14_500, script: 12_500 }, requests: 2, text: 'h1, h2' },
}
const EDITOR_BYTES_MAX = 200_000

const [kind, ...urls] = process.argv.slice(2)
const { bytes, requests: requestsMax, text } = KINDS[kind]
const cookies = (process.env.COOKIE ?? '').split('; ').filter(Boolean).map((one) => one.split('='))
const browser = await start()
const faults = []
let editors = 0
for (const url of urls) await weigh(url)
await browser.close()
if (kind === 'desk' && !editors) faults.push('no screen has the editor')
if (faults.length) {
  console.log(faults.join('\n'))
  process.exit(1)
}

async function stranger(url) {
  const context = await browser.newContext()
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: new URL('/', url).href })))
  return context.newPage()
}

async function weigh(url) {
  const page = await stranger(url)
  const requests = []
  page.on('requestfinished', (request) => requests.push(request))
  const count = await requestsUntilRead(page, url)
  if (count > requestsMax) faults.push(`${url}: ${count} requests before the text can be read`)
  await page.waitForLoadState('load', LOAD)
  const mounts = await page.evaluate(() => document.querySelector('#editor[data-script]') !== null)
  if (mounts) await page.waitForSelector('#editor[data-ready]', { ...LOAD, state: 'attached' })
  const size = async (some) => (await Promise.all(some.map((one) => one.sizes()))).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
  const editor = requests.filter((one) => /\/editor-[^/]*\.js$/.test(one.url()))
  for (const [type, max] of Object.entries(bytes)) {
    // What the first paint waits for: fonts of the desk have a sheet of their own, behind it.
    const some = requests.filter((one) => one.resourceType() === type && one.frame() === page.mainFrame() && !editor.includes(one) && !/desk-fonts-/.test(one.url()))
    const found = await size(some)
    console.log(`${new URL(url).pathname} ${type}: ${found} bytes`)
    if (!(found > 0 && found <= max)) faults.push(`${url}: ${found} bytes of ${type}, of ${max} at most`)
  }
  const found = await size(editor)
  if (mounts) editors += 1
  if (mounts ? !(found > 0 && found <= EDITOR_BYTES_MAX) : found) faults.push(`${url}: ${found} bytes of the editor`)
  await page.context().close()
}

// How many requests are answered when the text stands on the screen: everything else is held back until then, and let go.
async function requestsUntilRead(page, url) {
  let [answered, read] = [0, false]
  const held = []
  const hold = (route) => {
    const asked = route.request()
    if (read) return route.continue()
    if (asked.frame() !== page.mainFrame() || !['document', 'stylesheet'].includes(asked.resourceType())) return held.push(route)
    answered += 1
    return route.continue()
  }
  await page.route('**/*', hold)
  await page.goto(url, { ...LOAD, waitUntil: 'commit' })
  await page.waitForFunction((text) => performance.getEntriesByName('first-contentful-paint').length > 0 &&
    [...document.querySelectorAll(text)].some((one) => one.checkVisibility()), text, LOAD)
  console.log(`${url}: ${answered} requests until it can be read, ${held.length} more`)
  const count = answered
  if (held.some((route) => route.request().resourceType() === 'document')) faults.push(`${url}: a page within it is asked for before the first paint`)
  read = true
  await Promise.all(held.map((route) => route.continue()))
  return count
}
