// Judges the structured data of pages, `node structured.mjs URL…`: what schema.org does not know, or knows as something
// else, is a type error (schema-dts is its vocabulary as TypeScript types).
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const STATED = "import type { Thing, WithContext } from 'schema-dts'\ntype Stated = WithContext<Thing>\n"
const DATA = /<script type="application\/ld\+json">(.*?)<\/script>/gs
const urls = process.argv.slice(2)
const faults = []

// Inside this folder, so that the types are found.
const folder = await mkdtemp(fileURLToPath(new URL('./node_modules/.structured-', import.meta.url)))
const pages = new Map()
for (const [n, url] of urls.entries()) {
  const found = [...(await (await fetch(url)).text()).matchAll(DATA)].map(([, json]) => json)
  if (!found.length) faults.push(`${url}: no structured data`)
  const lines = found.map((json, m) => `export const d${m}: Stated | Stated[] = ${json}`)
  const file = path.join(folder, `${n}.ts`)
  await writeFile(file, `${STATED}${lines.join('\n')}\n`)
  pages.set(file, url)
}
faults.push(...judge([...pages.keys(), await control(folder)]))
await rm(folder, { recursive: true })
if (faults.length) {
  console.log(faults.join('\n'))
  process.exit(1)
}
console.log(`structured data of ${urls.length} pages, no fault`)

function judge(files) {
  const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext }
  const found = ts.getPreEmitDiagnostics(ts.createProgram(files, options))
  const told = found.map(({ file, messageText }) =>
    [file?.fileName, ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 2000)])
  if (!told.some(([file]) => file?.endsWith('control.ts'))) faults.push('the judge does not see a wrong name')
  return told.filter(([file]) => !file?.endsWith('control.ts')).map(([file, text]) => `${pages.get(file) ?? file}: ${text}`)
}

// A name that schema.org does not have: where it passes, nothing was judged.
async function control(folder) {
  const file = path.join(folder, 'control.ts')
  const data = [{ '@context': 'https://schema.org', '@type': 'NewsArticle', headlin: 'x' }]
  await writeFile(file, `${STATED}export const data: Stated[] = ${JSON.stringify(data)}\n`)
  return file
}
