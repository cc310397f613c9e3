// A stream in a browser that does not play streams itself. The argument is a page whose stream is at STREAM; the stream
// is recorded here, a few frames of a canvas.
import { AXE, overflows, violations } from './axe.mjs'
import { LOAD, start } from './chromium.mjs'

const STREAM = 'https://stream.example/live/'
const PATIENCE = { timeout: 20_000, polling: 50 }
const [url] = process.argv.slice(2)
const faults = []
const must = (holds, words) => holds || faults.push(words)

// ISO BMFF boxes: what begins a film (ftyp, moov), and what holds its pictures (moof, mdat).
function cut(film) {
  const moof = film.indexOf('moof') - 4
  return { 'begin.mp4': film.subarray(0, moof), 'piece.mp4': film.subarray(moof) }
}

async function record(browser) {
  const page = await browser.newPage()
  const film = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 64
    canvas.height = 36
    const pen = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/mp4;codecs=avc1.42001f' })
    const parts = []
    let frames = 0
    const drawing = setInterval(() => {
      pen.fillStyle = `hsl(${9 * frames++} 80% 50%)`
      pen.fillRect(0, 0, 64, 36)
      if (frames === 40) recorder.stop()
    }, 40)
    await new Promise((done) => {
      recorder.ondataavailable = ({ data }) => parts.push(data)
      recorder.onstop = done
      recorder.start()
    })
    clearInterval(drawing)
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
  })
  await page.close()
  return cut(Buffer.from(film))
}

const browser = await start()
const files = {
  ...await record(browser),
  'index.m3u8': '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n#EXT-X-PLAYLIST-TYPE:VOD\n' +
    '#EXT-X-MAP:URI="begin.mp4"\n#EXTINF:1.6,\npiece.mp4\n#EXT-X-ENDLIST\n',
}

async function open({ works }) {
  const page = await browser.newPage({ viewport: { width: 360, height: 900 } })
  const asked = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => works && message.type() === 'error' && faults.push(message.text()))
  page.on('request', (request) => asked.push(request.url()))
  await page.route(`${STREAM}**`, (route) => works
    ? route.fulfill({ body: files[route.request().url().slice(STREAM.length)], headers: { 'access-control-allow-origin': '*' } })
    : route.abort())
  await page.addInitScript(() => { HTMLMediaElement.prototype.canPlayType = () => '' })
  await page.goto(url, LOAD)
  await page.waitForSelector('.play')
  return { page, asked }
}

const isOurs = (address) => new URL(address).origin === new URL(url).origin
{
  const { page, asked } = await open({ works: true })
  must(asked.every((address) => isOurs(address) && !address.includes('streamer')), `asked for too early: ${asked.join(' ')}`)
  await page.evaluate(AXE)
  const seen = [...await page.evaluate(overflows), ...await page.evaluate(violations)]
  must(!seen.length, seen.join('\n'))
  await page.focus('.play')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.querySelector('video').currentTime > 0.3, null, PATIENCE)
  must(await page.$eval('video', (film) => film.controls && film.videoWidth === 64), 'the film has no controls or no pictures')
  must(await page.isHidden('.play'), 'the button stays over the film')
  must(asked.some((address) => address.includes('/_/streamer')), 'nobody asked for our player: the test shows nothing')
}
{
  const { page } = await open({ works: false })
  await page.click('.play')
  await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent, null, PATIENCE)
  must(await page.isVisible('.play'), 'a stream that fails cannot be tried again')
}
await browser.close()
if (faults.length) {
  console.log(faults.join('\n'))
  process.exit(1)
}
