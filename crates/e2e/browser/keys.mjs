// Keys as somebody presses them. A browser tells of a moved caret with a frame to come, and tells it last; nobody types
// faster.
import assert from 'node:assert/strict'

export const frame = (on) => on.evaluate(() => new Promise((told) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(told)))))

export async function press(on, ...list) {
  for (const key of list) {
    await on.keyboard.press(key)
    await frame(on)
  }
}

// More than any screen has.
const STOPS_MAX = 400

// Tab until what has the focus fits: no pointer is used anywhere.
export async function reach(on, selector) {
  const there = () => on.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)
  for (let n = 0; n < STOPS_MAX && !await there(); n += 1) await on.keyboard.press('Tab')
  assert.ok(await there(), `${selector} is reached by the keyboard on ${on.url()}`)
}
