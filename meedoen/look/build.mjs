/*
 * Builds what the browser and typst need into build/ (see README.md beside this file):
 *   build/static/look/  meedoen.css, fonts, icons, map.js, Leaflet
 *   build/fonts/        TrueType fonts for PDF (typst passes woff2 over in silence)
 * Run it with `node meedoen/look/build.mjs` after `npm ci --ignore-scripts`.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const look = dirname(fileURLToPath(import.meta.url));
const root = join(look, "..", "..");
const modules = join(root, "node_modules");
const target = join(root, "build", "static", "look");
const started = Date.now();

const OWN_CSS = ["tokens", "base", "layout", "forms", "search", "cards", "tables", "moving", "people", "report", "shortlist", "print"];
const FONT_SUBSETS = ["latin-wght-normal", "latin-ext-wght-normal"];
// For paper: package, name of the family, weights. What Source Sans 3 has no letters for; of Vazirmatn the text can be read back from a PDF, of the Noto fonts for Arabic not.
const PDF_FONTS = [
  ["source-sans-3", "SourceSans3", ["400Regular", "400Regular_Italic", "600SemiBold", "700Bold"]],
  ["vazirmatn", "Vazirmatn", ["400Regular", "600SemiBold"]],
  ["noto-sans-ethiopic", "NotoSansEthiopic", ["400Regular", "600SemiBold"]],
];
const LEAFLET = ["leaflet.css", "leaflet.js"];
// Wide enough for a phone of 2020; lightningcss rewrites what these do not know.
const BROWSERS = { chrome: 88 << 16, firefox: 85 << 16, safari: (14 << 16) | (1 << 8), ios_saf: (14 << 16) | (5 << 8) };

class BuildError extends Error {}

/** Absolute path of a file in node_modules; says which command brings it when it is not there. */
function fromPackage(...parts) {
  const path = join(modules, ...parts);
  if (!existsSync(path)) {
    throw new BuildError(`${join("node_modules", ...parts)} is missing: run "npm ci --ignore-scripts" in ${root}`);
  }
  return path;
}

/** The build tools, imported late so that a missing one gives a sentence and not a stack trace. */
async function tools() {
  fromPackage("purgecss", "package.json");
  fromPackage("lightningcss", "package.json");
  const [{ PurgeCSS }, { transform }] = await Promise.all([import("purgecss"), import("lightningcss")]);
  return { PurgeCSS, transform };
}

/** All files below `folder` whose path satisfies `wanted`. */
function walk(folder, wanted) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path, wanted);
    return wanted(path) ? [path] : [];
  });
}

/** Templates of all apps and the component tags: every place where a class name may stand. */
function sources() {
  return walk(join(root, "meedoen"), (path) =>
    /[\\/]templates[\\/].+\.html$/.test(path) || /[\\/]look[\\/](templatetags[\\/])?[^\\/]+\.py$/.test(path));
}

/** The token sheet with only the variables that `css` reaches, directly or through other variables. */
function neededTokens(sheet, css) {
  const declared = new Map([...sheet.matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
  const needed = new Set();
  const queue = [css];
  while (queue.length) {
    for (const [, name] of queue.pop().matchAll(/var\(\s*(--[\w-]+)/g)) {
      if (!declared.has(name) || needed.has(name)) continue;
      needed.add(name);
      queue.push(declared.get(name));
    }
  }
  const lines = [...declared].filter(([name]) => needed.has(name)).map(([name, value]) => `${name}:${value};`);
  return `.voorbeeld-theme{${lines.join("")}}`;
}

async function buildStyle() {
  const { PurgeCSS, transform } = await tools();
  const utrecht = readFileSync(fromPackage("@utrecht", "component-library-css", "dist", "index.css"), "utf8");
  const [purged] = await new PurgeCSS().purge({
    content: sources(),
    css: [{ raw: utrecht }],
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
  });
  const own = OWN_CSS.map((name) => readFileSync(join(look, "css", `${name}.css`), "utf8")).join("\n");
  const theme = fromPackage("@nl-design-system-unstable", "voorbeeld-design-tokens", "dist", "theme.css");
  const tokens = neededTokens(readFileSync(theme, "utf8"), purged.css + own);
  const { code } = transform({
    filename: "meedoen.css",
    code: Buffer.from([tokens, purged.css, own].join("\n")),
    minify: true,
    targets: BROWSERS,
  });
  writeWhole(join(target, "meedoen.css"), code);
  return code;
}

/** Writes beside the file first, so that a running server never reads half a file. */
function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function copyFiles() {
  for (const subset of FONT_SUBSETS) {
    const name = `source-sans-3-${subset}.woff2`;
    copy(fromPackage("@fontsource-variable", "source-sans-3", "files", name), join(target, "fonts", name));
  }
  for (const [folder, family, weights] of PDF_FONTS) {
    for (const weight of weights) {
      const name = `${family}_${weight}.ttf`;
      copy(fromPackage("@expo-google-fonts", folder, weight, name), join(root, "build", "fonts", name));
    }
  }
  for (const name of LEAFLET) {
    const text = readFileSync(fromPackage("leaflet", "dist", name), "utf8");
    // The source map is not shipped; a reference to it would break hashed file names.
    writeWhole(join(target, "vendor", "leaflet", name), text.replace(/\/\/# sourceMappingURL=.*$/m, ""));
  }
  const images = fromPackage("leaflet", "dist", "images");
  for (const name of readdirSync(images)) copy(join(images, name), join(target, "vendor", "leaflet", "images", name));
  for (const path of walk(join(look, "assets"), () => true)) copy(path, join(target, basename(path)));
}

/** A gzipped twin beside each text file: the server sends it to who accepts it. */
function compress() {
  for (const path of walk(target, (path) => /\.(css|js|svg)$/.test(path))) {
    writeWhole(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}

try {
  rmSync(join(target, "vendor"), { recursive: true, force: true });
  copyFiles();
  const css = await buildStyle();
  compress();
  const sizes = `style ${css.length} bytes, ${gzipSync(css).length} gzipped`;
  console.log(`look: built build/static/look and build/fonts in ${Date.now() - started} ms (${sizes})`);
} catch (error) {
  console.error(error instanceof BuildError ? `look: ${error.message}` : `look: the build failed\n${error.stack}`);
  process.exitCode = 1;
}
