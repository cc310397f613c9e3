// Debian's Chromium, through Playwright.
import { chromium } from 'playwright-core'

export const WIDTHS = [360, 1280]
export const SCHEMES = ['light', 'dark']
// Longest wait for a page; a slow machine is not a failed promise.
export const LOAD = { timeout: 120_000 }

export async function start() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
