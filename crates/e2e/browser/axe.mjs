// The accessibility rules that pages are held to: WCAG 2.2 AA and best practices.
import { readFile } from 'node:fs/promises'

export const AXE = await readFile(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

// Runs in a page that has AXE loaded; violations, one line each. In the dark a page has other colours and nothing else
// (tokens.css): there, only the rules that look at colours are asked again.
export async function violations(colorScheme) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const ofColours = ['color-contrast', 'link-in-text-block']
  const runOnly = colorScheme === 'dark' ? { type: 'rule', values: ofColours } : { type: 'tag', values: tags }
  const result = await window.axe.run(document, { runOnly })
  const node = (one) => `${one.target.join(' ')} ${one.failureSummary.replaceAll('\n', ' ')}`
  return result.violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.map(node).slice(0, 3).join(' | ')}`)
}

// Runs in a page: whether it scrolls sideways, which no page may.
export async function overflows() {
  const { scrollWidth, clientWidth } = document.documentElement
  return scrollWidth > clientWidth + 1 ? [`scrolls sideways: ${scrollWidth} px in ${clientWidth} px`] : []
}
