// Lighthouse on a simulated telephone (slow 4G, a fourth of the processor), the median of several runs, beside what we
// promise: of readers' pages, or of the first paint of each kind of screen at the desk. Prints a table; ends with 1 where a
// median misses. `MARBRE_BIN=… node run.mjs site|desk [RUNS]`
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { screens, signIn } from './desk.mjs'

const [what = 'site', runs = '5'] = process.argv.slice(2)
const RUNS = Number(runs)
if (!['site', 'desk'].includes(what) || !(RUNS >= 1)) throw new Error(`not "${process.argv.slice(2).join(' ')}": site or desk, and a number of runs`)
const PROMISES = { performance: 0.98, accessibility: 1, 'best-practices': 1, seo: 1 }
const SHIFT_MAX = 0.01
const PAINT_MAX = 1000
// The desk keeps a line open for what is new: a screen is never done loading.
const LOAD_MAX = 20_000
const LIGHTHOUSE = fileURLToPath(import.meta.resolve('lighthouse/cli/index.js'))
const FLAGS = '--headless=new --no-sandbox --disable-gpu'

const data = await mkdtemp(path.join(tmpdir(), 'marbre-lighthouse-'))
const server = spawn(process.env.MARBRE_BIN, ['serve', '--demo', '--data', data, '--listen', '127.0.0.1:0', '--desk-listen', '127.0.0.1:0'])
try {
  const greeting = await ready(server)
  await (what === 'desk' ? ofDesk(greeting) : ofSite(greeting))
} finally {
  server.kill()
  await rm(data, { recursive: true, maxRetries: 5 })
}

async function ready(child) {
  const greeting = {}
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, value] = line.match(/^(Site|Desk|Login|Password)\s+(\S.*)$/) ?? []
    if (name) greeting[name.toLowerCase()] = value
    if (line === 'Ready.') return greeting
  }
  throw new Error('the service did not start')
}

async function ofSite({ site }) {
  const [article] = [...(await (await fetch(`${site}fr/`)).text()).matchAll(/<h2[^>]*><a href="(\/fr\/[^"]+)"/g)].map(([, link]) => link)
  console.log(['page'.padEnd(22), ...Object.keys(PROMISES), 'shift', 'LCP ms', 'blocked ms'].join('  '))
  for (const place of ['/fr/', article, '/fr/region/', '/fr/en-continu/', '/ar/']) await judge(new URL(place, site).href)
}

async function ofDesk({ desk, login, password }) {
  const cookie = await signIn(desk, login, password)
  console.log(['screen'.padEnd(44), 'first paint ms'].join('  '))
  const session = `--extra-headers=${JSON.stringify({ Cookie: cookie })}`
  for (const screen of ['/sign-in', ...await screens(desk, cookie)]) {
    const given = [`--max-wait-for-load=${LOAD_MAX}`, '--only-audits=first-contentful-paint']
    if (screen !== '/sign-in') given.push(session)
    const runs = await several(new URL(screen, desk).href, given)
    const paint = median(runs, (run) => run.audits['first-contentful-paint'].numericValue)
    const missed = !(paint <= PAINT_MAX)
    if (missed) process.exitCode = 1
    console.log([screen.slice(0, 44).padEnd(44), paint.toFixed(0), missed ? 'MISSED' : ''].join('  '))
  }
}

function median(runs, read) {
  return runs.map(read).sort((a, b) => a - b)[Math.floor(runs.length / 2)]
}

async function judge(url) {
  const runs = await several(url)
  const scores = Object.keys(PROMISES).map((name) => median(runs, (run) => run.categories[name].score))
  const figure = (name) => median(runs, (run) => run.audits[name].numericValue)
  const shift = figure('cumulative-layout-shift')
  const missed = scores.some((score, n) => score < Object.values(PROMISES)[n]) || shift > SHIFT_MAX
  if (missed) process.exitCode = 1
  const times = ['largest-contentful-paint', 'total-blocking-time'].map((name) => figure(name).toFixed(0))
  const page = decodeURI(new URL(url).pathname).slice(0, 22).padEnd(22)
  console.log([page, ...scores.map((score) => score.toFixed(2)), shift.toFixed(3), ...times, missed ? 'MISSED' : ''].join('  '))
  if (missed) {
    const weak = Object.values(runs[0].audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative')
    for (const audit of weak) console.log(`    ${audit.id}: ${audit.displayValue ?? audit.title}`)
  }
}

async function several(url, given = []) {
  const runs = []
  for (let n = 0; n < RUNS; n += 1) runs.push(await once(url, given))
  return runs
}

async function once(url, given) {
  const file = path.join(data, 'report.json')
  const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
  await promisify(execFile)(process.execPath,
    [LIGHTHOUSE, url, '--quiet', '--output=json', `--output-path=${file}`, `--chrome-flags=${FLAGS}`, ...given],
    { env: { ...process.env, CHROME_PATH: chromium } })
  return JSON.parse(await readFile(file, 'utf8'))
}
