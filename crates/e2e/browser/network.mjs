// A network between a browser and the service that can be cut: connections end without a word, new ones are
// refused; or that swallows whatever is sent and never says so.
import net from 'node:net'

export async function between(address) {
  const { pathname } = new URL(address)
  let { hostname, port } = new URL(address)
  const open = new Set()
  let state = 'whole'
  const server = net.createServer((here) => {
    if (state === 'cut') return here.destroy()
    if (state === 'silent') return open.add(here.on('error', () => {}))
    const there = net.connect(port, hostname)
    for (const [one, other] of [[here, there], [there, here]]) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
    return undefined
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${server.address().port}${pathname}`,
    cut() {
      state = 'cut'
      for (const one of open) one.destroy()
    },
    swallow() {
      state = 'silent'
      for (const one of open) one.unpipe()
    },
    // Another service behind it, for new connections.
    to(next) { ({ hostname, port } = new URL(next)) },
    mend() { state = 'whole' },
    close() {
      server.close()
      for (const one of open) one.destroy()
    },
  }
}
