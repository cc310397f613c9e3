// Keys as somebody presses them. A browser tells of a moved caret with a frame to come, and tells it last; nobody types
// faster.
export const frame = (on) => on.evaluate(() => new Promise((told) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(told)))))

export async function press(on, ...list) {
  for (const key of list) {
    await on.keyboard.press(key)
    await frame(on)
  }
}
