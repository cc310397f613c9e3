// What a reader would see to be wrong. Each function runs inside a page, so it uses nothing from around it.

// Text that is cut off, lies on other text or on a picture, or stands beyond the page's edge; one line each.
export async function misprints() {
  const SLACK_PX = 1.5
  const faults = []
  const pieces = []
  const edge = document.documentElement.clientWidth
  const name = (text) => `“${text.trim().replace(/\s+/g, ' ').slice(0, 60)}”`
  const opaque = (style) => !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor)

  // The boxes that cut what they hold, from the inside out, up to one that scrolls: there a reader gets to the rest.
  const cutters = (element) => {
    const found = []
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at)
      const ways = [style.overflowX, style.overflowY]
      if (ways.some((way) => way === 'auto' || way === 'scroll')) return { found, scrolls: true }
      if (ways.some((way) => way !== 'visible')) found.push(at)
    }
    return { found, scrolls: false }
  }
  const sheets = (element) => {
    const found = []
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (opaque(getComputedStyle(at))) found.push(at)
    }
    return found
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || element.closest('.vh, .skip, script, style, option, noscript, datalist')) continue
    if (!element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const { found, scrolls } = cutters(element)
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue
      // A font's ascent and descent are taller than its letters: only their middle must be free.
      const middle = rect.height * 0.28
      const box = { left: rect.left + 1, right: rect.right - 1, top: rect.top + middle, bottom: rect.bottom - middle }
      for (const outer of found) {
        const frame = outer.getBoundingClientRect()
        if (box.left < frame.left - SLACK_PX || box.right > frame.right + SLACK_PX ||
            box.top < frame.top - SLACK_PX || box.bottom > frame.bottom + SLACK_PX) {
          faults.push(`${name(node.data)} is cut off by ${outer.tagName.toLowerCase()}.${outer.className}`)
        }
      }
      if (!scrolls) {
        if (box.left < -SLACK_PX || box.right > edge + SLACK_PX) faults.push(`${name(node.data)} stands beyond the edge`)
        pieces.push({ node, element, ...box })
      }
    }
  }

  pieces.sort((a, b) => a.top - b.top)
  for (const [n, a] of pieces.entries()) {
    for (let m = n + 1; m < pieces.length && pieces[m].top < a.bottom - SLACK_PX; m += 1) {
      const b = pieces[m]
      const apart = b.left > a.right - SLACK_PX || b.right < a.left + SLACK_PX
      if (a.node !== b.node && !apart) faults.push(`${name(a.node.data)} lies on ${name(b.node.data)}`)
    }
  }
  for (const picture of document.querySelectorAll('img, video, iframe')) {
    const frame = picture.getBoundingClientRect()
    if (!frame.width || !frame.height || !picture.checkVisibility()) continue
    for (const piece of pieces) {
      const meets = piece.left < frame.right - SLACK_PX && piece.right > frame.left + SLACK_PX &&
        piece.top < frame.bottom - SLACK_PX && piece.bottom > frame.top + SLACK_PX
      // A label on a picture brings its own ground.
      if (meets && !sheets(piece.element).some((sheet) => !sheet.contains(picture))) {
        faults.push(`${name(piece.node.data)} lies on the picture ${picture.getAttribute('src')}`)
      }
    }
  }
  return [...new Set(faults)]
}

// Every letter that the page shows, by the font that it is set in.
export async function letters() {
  const sets = {}
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || element.closest('script, style, noscript') || !element.checkVisibility()) continue
    const { fontFamily, fontStyle, fontWeight } = getComputedStyle(element)
    const font = `${fontStyle} ${fontWeight} 32px ${fontFamily}`
    sets[font] = [...new Set((sets[font] ?? '') + node.data)].join('')
  }
  return sets
}

// Which of these letters are drawn as the sign for "no such glyph", which is what an unassigned code point is drawn as.
export async function unglyphed(sets) {
  const UNASSIGNED = '\u0378'
  const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{M}]/u
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 })
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const drawn = (letter) => {
    context.clearRect(0, 0, 64, 64)
    context.fillText(letter, 16, 44)
    return context.getImageData(0, 0, 64, 64).data.join()
  }
  const missing = []
  for (const [font, text] of Object.entries(sets)) {
    // One of the faces stands for a font of the reader's own, which need not be there.
    await document.fonts.load(font, text).catch(() => document.fonts.ready)
    context.font = font
    const none = drawn(UNASSIGNED)
    for (const letter of text) {
      if (!INVISIBLE.test(letter) && drawn(letter) === none) missing.push(`${letter} (U+${letter.codePointAt(0).toString(16)}) in ${font}`)
    }
  }
  return missing
}

// Remembers each stop of the keyboard: what it is, and whether a reader sees that it is there.
export async function watchFocus() {
  window.stops = []
  document.addEventListener('focusin', ({ target }) => {
    const style = getComputedStyle(target)
    const rect = target.getBoundingClientRect()
    const ring = (look) => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 1
    const shown = ring(style) || (target.parentElement && ring(getComputedStyle(target.parentElement)))
    const inView = rect.width > 0 && rect.height > 0 && rect.bottom > 0 && rect.top < innerHeight &&
      rect.right > 0 && rect.left < innerWidth
    window.stops.push({ node: target, fault: shown ? (inView ? '' : 'is out of view') : 'shows no focus' })
  })
}

// What is wrong with the walk that the keyboard took: the skip link first, every stop seen, nothing left out.
export async function judgeWalk() {
  const told = (node) => `${node.tagName.toLowerCase()} “${node.textContent.trim().slice(0, 40)}”`
  const faults = window.stops.filter((stop) => stop.fault).map((stop) => `${told(stop.node)} ${stop.fault}`)
  if (!window.stops[0]?.node.matches('a.skip[href="#main"]')) faults.push('the skip link is not the first stop')
  const reached = new Set(window.stops.map((stop) => stop.node))
  for (const node of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, video[controls]')) {
    if (node.tabIndex >= 0 && node.checkVisibility({ checkVisibilityCSS: true }) && !reached.has(node)) faults.push(`${told(node)} is never reached`)
  }
  return [...new Set(faults)]
}

// Fonts of ours that the page asks for and does not get. Faces called Fallback stand for fonts of the reader's own; an
// optional one that comes late serves the next page.
export async function unloaded() {
  await document.fonts.ready
  const faces = [...document.fonts].filter((face) => !/ Fallback\b/.test(face.family))
  const failed = faces.filter((face) => face.status === 'error' && face.display !== 'optional').map((face) => `${face.family} ${face.weight} did not arrive`)
  return faces.some((face) => face.status === 'loaded') ? failed : ['no font arrived', ...failed]
}

// Waits for every picture, also those further down that would load when a reader comes near.
export async function pictures() {
  const all = [...document.images]
  for (const picture of all) picture.loading = 'eager'
  await Promise.all(all.map((picture) => picture.decode().catch(() => {})))
}
