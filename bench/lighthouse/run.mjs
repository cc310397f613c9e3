// Lighthouse on a simulated telephone, the median of several runs of each page, beside what we promise. Prints a table;
// ends with 1 where a median misses. `MARBRE_BIN=… node run.mjs [RUNS]`
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const RUNS = Number(process.argv[2] ?? 5)
const PROMISES = { performance: 0.98, accessibility: 1, 'best-practices': 1, seo: 1 }
const SHIFT_MAX = 0.01
const LIGHTHOUSE = fileURLToPath(import.meta.resolve('lighthouse/cli/index.js'))
const FLAGS = '--headless=new --no-sandbox --disable-gpu'

const data = await mkdtemp(path.join(tmpdir(), 'marbre-lighthouse-'))
const server = spawn(process.env.MARBRE_BIN, ['serve', '--demo', '--data', data, '--listen', '127.0.0.1:0', '--desk-listen', '127.0.0.1:0'])
try {
  const site = await ready(server)
  const [article] = [...(await (await fetch(`${site}fr/`)).text()).matchAll(/<h2[^>]*><a href="(\/fr\/[^"]+)"/g)].map(([, link]) => link)
  console.log(['page'.padEnd(22), ...Object.keys(PROMISES), 'shift', 'LCP ms', 'blocked ms'].join('  '))
  for (const place of ['/fr/', article, '/fr/region/', '/fr/en-continu/', '/ar/']) await judge(new URL(place, site).href)
} finally {
  server.kill()
  await rm(data, { recursive: true, maxRetries: 5 })
}

async function ready(child) {
  let site
  for await (const line of createInterface({ input: child.stdout })) {
    site ??= line.match(/^Site\s+(\S+)/)?.[1]
    if (line === 'Ready.') return site
  }
  throw new Error('the service did not start')
}

async function judge(url) {
  const runs = []
  for (let n = 0; n < RUNS; n += 1) runs.push(await once(url))
  const median = (read) => runs.map(read).sort((a, b) => a - b)[Math.floor(RUNS / 2)]
  const scores = Object.keys(PROMISES).map((name) => median((run) => run.categories[name].score))
  const figure = (name) => median((run) => run.audits[name].numericValue)
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

async function once(url) {
  const file = path.join(data, 'report.json')
  const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
  await promisify(execFile)(process.execPath,
    [LIGHTHOUSE, url, '--quiet', '--output=json', `--output-path=${file}`, `--chrome-flags=${FLAGS}`],
    { env: { ...process.env, CHROME_PATH: chromium } })
  return JSON.parse(await readFile(file, 'utf8'))
}
