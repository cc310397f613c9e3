// The desk as a browser would find it: signed in, one screen of each kind.

// More kinds than any desk has: a walk that gets here goes round in circles.
const KINDS_MAX = 120
const LINK = /href="(\/[^"#]*)/g
const WRITTEN = /&amp;|&#x2f;/g
const MEANT = { '&amp;': '&', '&#x2f;': '/' }
// Names of single things, and of editions: another one is no other kind.
const NAME = /[a-z0-9]{13,}|(?<=\/)[a-z]{2}(?=\/|$)/gi

// The session, as `name=value`.
export async function signIn(desk, login, password) {
  const door = await fetch(new URL('/sign-in', desk))
  const [csrf] = tokens(await door.text())
  const answer = await fetch(new URL('/sign-in', desk), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: door.headers.getSetCookie().map(pair).join('; ') },
    body: new URLSearchParams({ csrf, login, password }),
  })
  const session = answer.headers.getSetCookie().map(pair).find((cookie) => cookie.startsWith('marbre_session='))
  if (!session) throw new Error(`the desk let nobody in: ${answer.status}`)
  return session
}

// One address of each kind that links lead to, and a story that is open in the editor.
export async function screens(desk, cookie) {
  const kinds = new Map()
  const waiting = ['/', await draft(desk, cookie)]
  for (let place = waiting.shift(); place && kinds.size < KINDS_MAX; place = waiting.shift()) {
    // Filters combine; each is looked at alone.
    if (kinds.has(kind(place)) || new URL(place, desk).searchParams.size > 1) continue
    const answer = await fetch(new URL(place, desk), { headers: { cookie } })
    const isScreen = answer.ok && answer.headers.get('content-type')?.startsWith('text/html') && !answer.headers.has('content-disposition')
    kinds.set(kind(place), isScreen && !answer.redirected ? place : undefined)
    // Where a redirection leads to is a screen as well.
    if (answer.redirected) waiting.push(answer.url.slice(new URL('/', desk).href.length - 1))
    else if (isScreen) waiting.push(...links(await answer.text()))
  }
  return [...kinds.values()].filter(Boolean)
}

async function draft(desk, cookie) {
  const [csrf] = tokens(await (await fetch(new URL('/stories/new', desk), { headers: { cookie } })).text())
  const body = new URLSearchParams({ csrf, edition: 'fr', headline: 'Le port rouvre' })
  const made = await fetch(new URL('/stories', desk), { method: 'POST', redirect: 'manual', headers: { cookie }, body })
  return made.headers.get('location').split('?')[0]
}

function links(markup) {
  const plain = markup.replaceAll(WRITTEN, (written) => MEANT[written])
  return [...plain.matchAll(LINK)].map(([, link]) => link)
}

// The path without names, and what is asked for.
function kind(place) {
  const { pathname, searchParams } = new URL(place, 'http://desk')
  return [pathname.replaceAll(NAME, '*'), ...[...searchParams.keys()].sort()].join(' ')
}

function tokens(markup) {
  return [...markup.matchAll(/name="csrf" value="([^"]+)"/g)].map(([, token]) => token)
}

function pair(cookie) {
  return cookie.split(';')[0]
}
