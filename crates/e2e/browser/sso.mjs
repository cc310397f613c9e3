// Coming in by an identity provider, by keyboard alone: `node sso.mjs FOLDER`. The provider is this file's own: it says in
// FOLDER/port where it listens, and then takes orders, a line each: `{"desk": ORIGIN, "language": …, "email": …, "name": …}`.
import assert from 'node:assert/strict'
import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import readline from 'node:readline'
import { LOAD, start } from './chromium.mjs'
import { reach } from './keys.mjs'
import { looksFine, windows } from './signed-in.mjs'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const packed = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

// What the provider does wrong, if anything.
const FAULTS = {
  nonce: { claims: { nonce: 'another' } },
  audience: { claims: { aud: 'somebody-else' } },
  issuer: { claims: { iss: 'https://elsewhere.example' } },
  expired: { claims: { iat: 1_000_000, exp: 1_000_300 } },
  unverified: { claims: { email_verified: false } },
  unsigned: { header: { alg: 'none' }, sign: () => '' },
  'signed by the secret of both': { header: { alg: 'HS256' }, sign: () => 'AAAA' },
  'signed by somebody else': { key: stranger },
  'not signed at all': { sign: () => '' },
  state: { state: 'another' },
  refused: { error: 'access_denied' },
}
let fault = {}
let email = ''
const codes = new Map()
let issuer = ''

function token(nonce) {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: 'marbre', sub: '7', iat: now, exp: now + 300, nonce, email, email_verified: true, name: 'Claire', ...fault.claims }
  const message = `${packed({ alg: 'RS256', kid: 'own', ...fault.header })}.${packed(claims)}`
  const signature = fault.sign?.() ?? createSign('sha256').update(message).sign(fault.key ?? privateKey).toString('base64url')
  return `${message}.${signature}`
}

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, issuer)
  const json = (value, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  if (pathname === '/.well-known/openid-configuration') {
    return json({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys` })
  }
  if (pathname === '/keys') return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }] })
  // Somebody signs in there: one button, which leads back.
  if (pathname === '/authorize') {
    const asked = Object.fromEntries(searchParams)
    assert.deepEqual([asked.response_type, asked.client_id, asked.code_challenge_method], ['code', 'marbre', 'S256'])
    const code = randomUUID()
    codes.set(code, asked)
    const back = new URL(asked.redirect_uri)
    for (const [name, value] of Object.entries({ code: fault.code ?? code, state: fault.state ?? asked.state, ...(fault.error ? { error: fault.error } : {}) })) back.searchParams.set(name, value)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    return response.end(`<!doctype html><title>Annuaire</title><p><a id="go" href="${back.href.replaceAll('&', '&amp;')}">Claire</a>`)
  }
  let body = ''
  for await (const piece of request) body += piece
  const form = new URLSearchParams(body)
  const asked = codes.get(form.get('code'))
  codes.delete(form.get('code'))
  const proof = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
  if (pathname !== '/token' || !asked || proof !== asked.code_challenge) return json({ error: 'invalid_grant' }, 400)
  return json({ token_type: 'Bearer', access_token: 'x', id_token: token(asked.nonce) })
}

const provider = http.createServer(answer)
await new Promise((done) => provider.listen(0, '127.0.0.1', done))
issuer = `http://127.0.0.1:${provider.address().port}`
const browser = await start()

async function press(page, selector) {
  await reach(page, selector)
  await Promise.all([page.waitForEvent('framenavigated', { timeout: LOAD.timeout }), page.keyboard.press('Enter')])
  await page.waitForLoadState('load')
}

async function comeIn(desk, language, wanted = '/items') {
  const said = []
  const context = await windows(browser, said, { locale: language })
  const page = await context.newPage()
  await page.goto(new URL(`/sign-in?lang=${language}&next=${encodeURIComponent(wanted)}`, desk).href, LOAD)
  if (wanted === '/items' && !fault.name) await looksFine(page, `${language}-sso-door`)
  await press(page, 'a[href^="/sign-in/sso"]')
  await press(page, '#go')
  const session = (await context.cookies()).some(({ name }) => name === 'marbre_session')
  return { page, session, leave: async () => { assert.deepEqual(said, []); await context.close() } }
}

async function judge({ desk, language, name, refused }) {
  fault = {}
  const fine = await comeIn(desk, language)
  assert.deepEqual([new URL(fine.page.url()).pathname, fine.session], ['/items', true])
  await fine.page.goto(new URL('/settings', desk).href, LOAD)
  assert.ok((await fine.page.content()).includes(name))
  await fine.leave()
  // Whoever comes in is led nowhere else.
  for (const wanted of ['//elsewhere.example/']) {
    const led = await comeIn(desk, language, wanted)
    assert.deepEqual([new URL(led.page.url()).origin, led.session], [new URL(desk).origin, true], wanted)
    await led.leave()
  }
  for (const [name, wrong] of Object.entries(FAULTS)) {
    fault = { ...wrong, name }
    const { page, session, leave } = await comeIn(desk, language)
    assert.equal(session, false, `${name} let somebody in`)
    const told = await page.locator('#refusal[role=alert]').textContent()
    assert.ok(told.includes(refused), `${name}: ${told}`)
    assert.equal(await page.locator('html').getAttribute('lang'), language)
    // The other way in is there at once.
    assert.equal(await page.locator('#password').count(), 1, name)
    if (name === 'nonce') await looksFine(page, `${language}-sso-refused`)
    await leave()
  }
}

const orders = readline.createInterface({ input: process.stdin })
await writeFile(path.join(process.argv[2], 'port'), issuer)
console.log('ok')
for await (const line of orders) {
  const order = JSON.parse(line)
  email = order.email
  await judge(order)
  console.log('ok')
}
