// Starts Debian's Chromium and judges pages with axe.
import { readFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const AXE = new URL('./node_modules/axe-core/axe.min.js', import.meta.url)
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const WIDTHS = [360, 1280]
export const SCHEMES = ['light', 'dark']

export async function start() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

// Violations of one open page, one line each.
export async function violations(page) {
  await page.evaluate(await readFile(AXE, 'utf8'))
  const result = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), RULES)
  return result.violations.map((v) =>
    `${v.id} (${v.impact}): ${v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary.replaceAll('\n', ' ')}`).slice(0, 3).join(' | ')}`)
}

// Whether the page scrolls sideways: nothing may at these widths.
export async function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1)
}
