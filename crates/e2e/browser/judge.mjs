// Judges pages: `node judge.mjs URL… -- URL…`; for pages behind a sign-in with COOKIE="name=value; …".
// All are valid HTML (Nu HTML checker); those after `--` are also looked at in Chromium: at two widths, in light and
// dark, free of axe violations and of sideways scrolling. SHOTS=folder keeps the pictures.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import vnu from 'vnu-jar'
import { AXE, overflows, violations } from './axe.mjs'
import { LOAD, SCHEMES, WIDTHS, start } from './chromium.mjs'

const [first, last] = split(process.argv.slice(2))
const cookie = process.env.COOKIE
const faults = []

await judgeMarkup([...first, ...last])
if (last.length) await judgeInBrowser(last)
if (faults.length) {
  console.log(faults.join('\n'))
  process.exit(1)
}
console.log(`${first.length + last.length} pages valid, ${last.length} looked at, no fault`)

function split(words) {
  const at = words.indexOf('--')
  return at < 0 ? [[], words] : [words.slice(0, at), words.slice(at + 1)]
}

async function judgeMarkup(urls) {
  const folder = await mkdtemp(path.join(tmpdir(), 'marbre-html-'))
  const names = new Map()
  for (const [n, url] of urls.entries()) {
    const response = await fetch(url, { headers: cookie ? { cookie } : {}, redirect: 'manual' })
    const name = `${n}.html`
    names.set(name, url)
    await writeFile(path.join(folder, name), await response.text())
  }
  const run = promisify(execFile)
  const said = await run('java', ['-jar', vnu, '--errors-only', '--format', 'json', folder], { maxBuffer: 1 << 26 })
    .catch((failed) => failed)
  const { messages } = JSON.parse(said.stderr || said.stdout)
  for (const m of messages) {
    faults.push(`${names.get(path.basename(m.url ?? '')) ?? m.url}:${m.lastLine}: ${m.message} ${m.extract ?? ''}`)
  }
  await rm(folder, { recursive: true })
}

async function judgeInBrowser(urls) {
  const browser = await start()
  const context = await browser.newContext({ bypassCSP: true })
  if (cookie) {
    const parts = cookie.split('; ').map((pair) => pair.split('='))
    await context.addCookies(parts.map(([name, value]) => ({ name, value, url: urls[0] })))
  }
  const page = await context.newPage()
  for (const [n, url] of urls.entries()) {
    await page.goto(url, LOAD)
    await page.evaluate(AXE)
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        const found = [...await page.evaluate(violations, colorScheme), ...await page.evaluate(overflows)]
        faults.push(...found.map((fault) => `${url} (${width} px, ${colorScheme}): ${fault}`))
        if (process.env.SHOTS) {
          await page.screenshot({ path: path.join(process.env.SHOTS, `${n}-${width}-${colorScheme}.png`), fullPage: true })
        }
      }
    }
  }
  await browser.close()
}
