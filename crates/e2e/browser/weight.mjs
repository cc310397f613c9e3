// What an article costs its reader: `node weight.mjs URL…`, each in a browser that has never seen the site.
import { LOAD, start } from './chromium.mjs'

const BYTES_MAX = { document: 20_000, stylesheet: 10_000, script: 8_000 }
const REQUESTS_MAX = 5

const browser = await start()
const faults = []
for (const url of process.argv.slice(2)) await weigh(url)
await browser.close()
if (faults.length) {
  console.log(faults.join('\n'))
  process.exit(1)
}

async function weigh(url) {
  const read = await requestsUntilRead(url)
  if (read > REQUESTS_MAX) faults.push(`${url}: ${read} requests before the text can be read`)
  const page = await (await browser.newContext()).newPage()
  const requests = []
  page.on('requestfinished', (request) => requests.push(request))
  await page.goto(url, { ...LOAD, waitUntil: 'networkidle' })
  for (const [kind, max] of Object.entries(BYTES_MAX)) {
    const sizes = await Promise.all(requests.filter((one) => one.resourceType() === kind).map((one) => one.sizes()))
    const size = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
    console.log(`${kind}: ${size} bytes`)
    if (!(size > 0 && size <= max)) faults.push(`${url}: ${size} bytes of ${kind}, of ${max} at most`)
  }
  await page.context().close()
}

// How many requests are answered when the text stands on the screen: everything else is held back until then.
async function requestsUntilRead(url) {
  const page = await (await browser.newContext()).newPage()
  let answered = 0
  const held = []
  await page.route('**/*', (route) => {
    if (!['document', 'stylesheet'].includes(route.request().resourceType())) return held.push(route)
    answered += 1
    return route.continue()
  })
  await page.goto(url, { ...LOAD, waitUntil: 'commit' })
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0 &&
    document.querySelector('.text p').checkVisibility())
  console.log(`${url}: ${answered} requests until it can be read, ${held.length} more`)
  await page.context().close()
  return answered
}
