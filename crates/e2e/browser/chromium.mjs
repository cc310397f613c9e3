// Debian's Chromium, through Playwright.
import { chromium } from 'playwright-core'

export const WIDTHS = [360, 1280]
export const SCHEMES = ['light', 'dark']

export async function start() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
