// Builds dist/: every file named with a hash of its bytes, so that it may be cached for ever, and manifest.json, which
// maps the names that templates use (site.css) to those.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { buildFonts } from "./fonts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const source = (name) => join(here, "src", name);
const dist = join(here, "dist");
const fresh = join(here, "dist.new");

const SHEETS = {
  "site.css": ["tokens.css", "fonts.css", "fallbacks.css", "site.css"],
  "desk.css": ["tokens.css", "fallbacks.css", "desk.css", "desk-screens.css", "desk-story.css"],
  // No first screen of the desk waits for these: they come behind it (fonts.js).
  "desk-fonts.css": ["fonts.css"],
};
const SCRIPTS = { "site.js": "iife", "desk.js": "iife" };
// Loaded when somebody writes, as large as all the rest of the desk; and when a reader plays a stream that the browser
// does not play.
const MODULES = { "editor.js": "editor/index.js", "streamer.js": "streamer.js" };

// What the desk's first screen and its editor are made of.
const PACKED = /^(desk|editor).*\.(css|js)$/;

const manifest = {};

async function put(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const extension = extname(name);
  manifest[name] = `${basename(name, extension)}-${hash}${extension}`;
  await writeFile(join(fresh, manifest[name]), bytes);
  // As small as it gets, once and for all: no desk compresses them while somebody waits.
  if (PACKED.test(name)) await writeFile(join(fresh, `${manifest[name]}.br`), brotliCompressSync(bytes));
  const kb = (length) => (length / 1000).toFixed(1);
  const packed = extension === ".woff2" ? "" : `, ${kb(gzipSync(bytes, { level: 9 }).length)} kB gzip`;
  console.log(`${manifest[name]}  ${kb(bytes.length)} kB${packed}`);
}

const hashedFonts = (css) => css.replace(/url\(([\w-]+\.woff2)\)/g, (_, name) => `url(${manifest[name]})`);

async function putSheet(name, parts) {
  const css = (await Promise.all(parts.map((part) => readFile(source(part), "utf8")))).join("\n");
  const { code } = await esbuild.transform(hashedFonts(css), { loader: "css", minify: true, target: ["es2022"] });
  await put(name, Buffer.from(code));
}

async function putScript(name, format, file = name) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [source(file)],
    bundle: true,
    minify: true,
    write: false,
    format,
    // What modules are for needs browsers of the last years; readers' browsers may be old.
    target: [format === "esm" ? "es2022" : "es2020"],
  });
  await put(name, outputFiles[0].contents);
}

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh);
for (const { name, bytes } of await buildFonts()) await put(name, bytes);
for (const [name, parts] of Object.entries(SHEETS)) await putSheet(name, parts);
for (const [name, format] of Object.entries(SCRIPTS)) if (existsSync(source(name))) await putScript(name, format);
for (const [name, file] of Object.entries(MODULES)) await putScript(name, "esm", file);
for (const name of await readdir(source("."))) {
  if (name.endsWith(".svg")) await put(name, await readFile(source(name)));
}
await writeFile(join(fresh, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
// A build that fails half-way leaves the last good one in place.
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);
