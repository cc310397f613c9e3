// People by keyboard alone: passkeys (a virtual device of Chromium's), the second step, sessions, invitations:
// `node people.mjs LANGUAGE ORIGIN LOGIN PASSWORD`. ORIGIN is on localhost, where passkeys work without TLS.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { LOAD, start } from './chromium.mjs'
import { reach } from './keys.mjs'
import { looksFine, windows } from './signed-in.mjs'

const [language, origin, login, password] = process.argv.slice(2)
const browser = await start()
const said = []

async function person() {
  const context = await windows(browser, said, { locale: language })
  const page = await context.newPage()
  page.on('request', (request) => { if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) said.push(`asked of somebody else: ${request.url()}`) })
  return page
}

const open = (page, screen) => page.goto(new URL(screen, origin).href, LOAD)

async function type(page, selector, words) {
  await reach(page, selector)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(words)
}
async function press(page, selector) {
  await reach(page, selector)
  await Promise.all([page.waitForEvent('framenavigated', { timeout: LOAD.timeout }), page.keyboard.press('Enter')])
  await page.waitForLoadState('load')
}

const looks = (page, name) => looksFine(page, `${language}-people-${name}`)

async function device(page, verified = true) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: verified, automaticPresenceSimulation: false }
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options })
  const of = (method, more = {}) => cdp.send(`WebAuthn.${method}`, { authenticatorId, ...more })
  // Somebody touches the device. Left to itself it would answer before anybody has asked.
  const touched = async (does) => {
    await of('setAutomaticPresenceSimulation', { enabled: true })
    await does()
    await of('setAutomaticPresenceSimulation', { enabled: false })
  }
  return { of, touched, credentials: async () => (await of('getCredentials')).credentials }
}

// RFC 6238, of the secret that the screen shows.
function code(secret, steps = 0) {
  const bits = [...secret.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', key).update(step).digest()
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

const signedIn = (page) => !new URL(page.url()).pathname.startsWith('/sign-in')
async function signIn(page, login, password) {
  await open(page, `/sign-in?lang=${language}`)
  await type(page, '#login', login)
  await type(page, '#password', password)
  await press(page, 'form[action="/sign-in"] button')
}
async function giveCode(page, code) {
  await type(page, '#code', code)
  await press(page, 'form[action="/sign-in/code"] button')
}

// A passkey: made with the password, named, and good for signing in without either.
const chief = await person()
const own = await device(chief)
await open(chief, `/sign-in?lang=${language}`)
await looks(chief, 'sign-in')
await signIn(chief, login, 'not the password')
await chief.waitForSelector('[role=alert]')
await looks(chief, 'refused')
await signIn(chief, login, password)
assert.ok(signedIn(chief), chief.url())
await open(chief, '/settings')
await type(chief, '#password-passkey', password)
await press(chief, 'form[action="/settings/passkeys/new"] button')
await looks(chief, 'passkey-new')
await type(chief, '#name', 'Portable')
await own.touched(() => press(chief, 'form[action="/settings/passkeys"] button'))
await chief.waitForSelector('input[value=Portable]')
const [made] = await own.credentials()
assert.ok(made.isResidentCredential && made.rpId === 'localhost', JSON.stringify(made))
await looks(chief, 'settings')
await press(chief, 'form[action="/sign-out"] button')
const passkeyIn = async (page) => {
  await open(page, '/sign-in')
  await reach(page, '[data-passkey=get] button')
  await own.touched(async () => {
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'), { timeout: 30_000 })
  })
}
await passkeyIn(chief)
assert.ok((await own.credentials())[0].signCount > made.signCount)

// The same answer again, and one without knowing who uses the device, open nothing.
await press(chief, 'form[action="/sign-out"] button')
let answer = ''
await chief.route('**/sign-in/passkey', (route) => { answer = route.request().postData(); return route.continue() })
await passkeyIn(chief)
const replayed = await chief.request.post(new URL('/sign-in/passkey', origin).href, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, data: answer, maxRedirects: 0 })
assert.ok(answer.includes('signature=') && replayed.status() === 403, String(replayed.status()))
await press(chief, 'form[action="/sign-out"] button')
await own.of('setUserVerified', { isUserVerified: false })
await open(chief, '/sign-in')
await reach(chief, '[data-passkey=get] button')
await own.touched(async () => {
  await chief.keyboard.press('Enter')
  await chief.waitForSelector('[data-passkey-failed]:not([hidden])')
})
await looks(chief, 'passkey-failed')
await own.of('setUserVerified', { isUserVerified: true })
await chief.unroute('**/sign-in/passkey')

// A second step: a picture and a secret, a code, recovery codes; then asked for.
await passkeyIn(chief)
await open(chief, '/settings')
await type(chief, '#password-second', password)
await press(chief, 'form[action="/settings/second-step"] button')
const secret = await chief.textContent('.steps code')
const session = async (page) => (await page.context().cookies()).find(({ name }) => name === 'marbre_session')?.value
const before = await session(chief)
await looks(chief, 'second-step-new')
await type(chief, '#code', code(secret))
await press(chief, 'form[action="/settings/second-step/confirm"] button')
const recovery = await chief.$$eval('.codes code', (all) => all.map((one) => one.textContent))
assert.equal(new Set(recovery).size, 10)
await looks(chief, 'recovery-codes')
assert.notEqual(await session(chief), before)
const other = await person()
await signIn(other, login, password)
assert.equal(await session(other), undefined, 'a password alone is no session where a second step is asked for')
await looks(other, 'second-step')
await giveCode(other, '123')
await other.waitForSelector('[role=alert]')
await giveCode(other, recovery[0])
assert.ok(signedIn(other), other.url())

// The other browser is seen, and ended.
await open(chief, '/settings')
await press(chief, 'form[action="/settings/sessions/end"] button')
await open(other, '/settings')
assert.ok(!signedIn(other))

// One of several is ended by itself.
await signIn(other, login, password)
await giveCode(other, recovery[1])
assert.ok(signedIn(other), other.url())
await open(chief, '/settings')
await press(chief, 'form[action^="/settings/sessions/"]:not([action="/settings/sessions/end"]) button')
await open(other, '/settings')
assert.ok(!signedIn(other))

// A token for a program: read and nothing else, until it is revoked.
const asks = async (method, token) => (await chief.request.fetch(new URL('/api/stories', origin).href, { method, headers: { authorization: `Bearer ${token}` } })).status()
await open(chief, '/settings')
await type(chief, '#token-name', 'Agenda')
await reach(chief, 'input[name=scope][value=read]')
if (!await chief.isChecked('input[name=scope][value=read]')) await chief.keyboard.press('Space')
await type(chief, '#password-token', password)
await press(chief, 'form[action="/settings/tokens"] button')
const token = await chief.inputValue('#token')
await looks(chief, 'token')
assert.deepEqual([await asks('GET', token), await asks('POST', token)], [200, 403])
await press(chief, 'form[action^="/settings/tokens/"] button')
assert.equal(await asks('GET', token), 401)

// Somebody is invited, chooses a password, and comes in.
await open(chief, '/accounts')
await type(chief, '#name', 'Noé Althaus')
await type(chief, '#login', `noe-${language}`)
await press(chief, 'form[action="/accounts"] button')
const link = await chief.inputValue('#link')
assert.ok(link.startsWith(`${origin}/invitation/`), link)
await looks(chief, 'accounts')
const invited = await person()
await open(invited, new URL(link).pathname + `?lang=${language}`)
await looks(invited, 'invitation')
await type(invited, '#password', 'nine days of storm')
await press(invited, 'form[action^="/invitation/"] button')
await type(invited, '#password', 'nine days of storm')
await press(invited, 'form[action="/sign-in"] button')
assert.ok(signedIn(invited), invited.url())

// Reporters need a second step: whoever has none is led to set one up, and nowhere else.
const decide = async () => {
  await open(chief, '/accounts')
  await reach(chief, 'input[name="second-step"][value="reporter"]')
  await chief.keyboard.press('Space')
  await press(chief, 'form[action="/accounts/sign-in-policy"] button')
}
await decide()
await looks(chief, 'accounts-policy')
await open(invited, '/stories')
assert.equal(new URL(invited.url()).pathname, '/settings/second-step')
await looks(invited, 'second-step-needed')
await type(invited, '#password-second', 'not the password')
await press(invited, 'form[action="/settings/second-step"] button')
await invited.waitForSelector('[role=alert]')
await type(invited, '#password-second', 'nine days of storm')
await press(invited, 'form[action="/settings/second-step"] button')
await looks(invited, 'second-step-needed-new')
await type(invited, '#code', code(await invited.textContent('.steps code')))
await press(invited, 'form[action="/settings/second-step/confirm"] button')
await looks(invited, 'second-step-needed-codes')
await press(invited, 'a[href="/settings"]')
await open(invited, '/stories')
assert.equal(new URL(invited.url()).pathname, '/stories')
await decide()

// A role that counts in one edition: elsewhere nothing is begun.
await open(chief, '/accounts')
const account = await chief.$$eval('tbody tr', (rows, login) => rows.find((row) => row.textContent.includes(login)).querySelector('a[href^="/accounts/"]').getAttribute('href'), `noe-${language}`)
await press(chief, `a[href="${account}"]`)
await reach(chief, '.reach details:last-of-type summary')
await chief.keyboard.press('Enter')
await reach(chief, '.reach details[open] input[value="ar"]')
await chief.keyboard.press('Space')
await looks(chief, 'account')
await press(chief, `form[action="${account}"] button.btn-1`)
const begins = async (key) => {
  await open(invited, '/stories/new')
  await reach(invited, '#edition')
  await invited.keyboard.press(key)
  await type(invited, '#headline', 'Une note')
  await press(invited, 'form[action="/stories"] button')
}
await begins('Home')
await invited.waitForSelector('[role=alert]')
await looks(invited, 'out-of-reach')
await begins('End')
assert.match(new URL(invited.url()).pathname, /^\/stories\/\w{13}/)

// All of it is on record, in words of the screen's language.
await open(chief, '/audit')
await looks(chief, 'audit')
assert.doesNotMatch(await chief.textContent('tbody'), /second-step|make-token|update-account|by password|password-|recovery-code/)

// Everything as it was, for the next language.
await open(chief, '/settings')
await type(chief, '#password-off', password)
await press(chief, 'form[action="/settings/second-step/remove"] button')
await press(chief, 'form[action$="/remove"] button')
await chief.waitForFunction(() => !document.querySelector('input[value=Portable]'))

assert.deepEqual(said, [])
await browser.close()
