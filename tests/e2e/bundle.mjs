// Builds a program with each of four bundlers: `node bundle.mjs RELEASE OUT`. The release is installed as the package
// that it is, and what a bundler says of it fails the build. The programs for React and Vue stand in docs/embedding.md.

import { cp, mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { execSync } from "node:child_process";
import { pathToFileURL } from "node:url";

const [release, out] = process.argv.slice(2);
const here = import.meta.dirname;
const program = path.join(out, "program");
const packages = path.join(program, "node_modules");
const document = await readFile(path.join(here, "../../docs/embedding.md"), "utf8");

const block = (language) => document.split(`\n\`\`\`${language}\n`)[1].split("\n```")[0];
// Who copies by hand copies by this line.
const COPY = document.match(/^cp node_modules\/liver-prescreen\/.*$/m)[0];

const refuse = (bundler) => (warning) => {
  throw new Error(`${bundler} complains: ${warning?.message ?? warning}`);
};

await mkdir(packages, { recursive: true });
for (const name of await readdir(path.join(here, "node_modules"))) {
  if (!name.startsWith(".")) await symlink(path.join(here, "node_modules", name), path.join(packages, name));
}
await cp(release, path.join(packages, "liver-prescreen"), { recursive: true });

const SHOWN = `
import { ready, screen } from "liver-prescreen";
ready.then(() => (document.title = screen({ patient: { age: 70 } }).verdict.state));
`;
const sources = {
  "plain.js": `import "liver-prescreen";${SHOWN}`,
  "react.tsx": block("jsx"),
  "react-main.tsx": `
    import { createElement } from "react";
    import { createRoot } from "react-dom/client";
    import { Prescreen } from "./react.tsx";
    createRoot(document.getElementById("root")).render(createElement(Prescreen, { onState() {} }));${SHOWN}`,
  "Vue.vue": block("vue"),
  "vue-main.js": `
    import { createApp } from "vue";
    import Prescreen from "./Vue.vue";
    createApp(Prescreen).mount("#root");${SHOWN}`,
  "package.json": '{ "type": "module" }',
};
for (const [name, text] of Object.entries(sources)) await writeFile(path.join(program, name), text);

/** The page of a program; one without a framework has the element on it. */
async function page(bundler, script, body = '<div id="root"></div>') {
  const head = `<meta charset="utf-8"><title>A program</title><link rel="icon" href="data:,">`;
  const text = `<!doctype html><html lang="en"><head>${head}</head><body>${body}<script type="module" src="${script}"></script></body></html>`;
  await mkdir(path.dirname(path.join(out, bundler)), { recursive: true });
  await writeFile(path.join(out, bundler), text);
}

const ELEMENT = "<liver-prescreen></liver-prescreen>";
const from = (name) => import(pathToFileURL(path.join(here, "node_modules", name)).href);
const copy = (bundler) =>
  execSync(COPY.replace("dist/", path.join(out, bundler, "/")), { cwd: program, shell: "/bin/bash" });

async function webpack() {
  const { default: webpack } = await from("webpack/lib/index.js");
  const output = { path: path.join(out, "webpack"), filename: "program.js" };
  const options = { mode: "production", context: program, entry: "./plain.js", output, performance: { hints: false } };
  const stats = await new Promise((done, fail) => webpack(options, (error, stats) => (error ? fail(error) : done(stats))));
  if (stats.hasErrors() || stats.hasWarnings()) refuse("webpack")(stats.toString({ all: false, errors: true, warnings: true }));
  await page("webpack/index.html", "program.js", ELEMENT);
}

async function rollup() {
  const { rollup } = await from("rollup/dist/es/rollup.js");
  const { nodeResolve } = await from("@rollup/plugin-node-resolve/dist/es/index.js");
  const build = await rollup({ input: path.join(program, "plain.js"), plugins: [nodeResolve()], onwarn: refuse("Rollup") });
  await build.write({ dir: path.join(out, "rollup"), entryFileNames: "program.js", format: "es" });
  copy("rollup");
  await page("rollup/index.html", "program.js", ELEMENT);
}

async function esbuild() {
  const { build } = await from("esbuild/lib/main.js");
  const result = await build({
    absWorkingDir: program,
    entryPoints: { program: "react-main.tsx" },
    outdir: path.join(out, "esbuild"),
    bundle: true,
    minify: true,
    format: "esm",
    jsx: "automatic",
    logLevel: "silent",
  });
  if (result.warnings.length) refuse("esbuild")(result.warnings[0].text);
  copy("esbuild");
  await page("esbuild/index.html", "program.js");
}

async function vite() {
  const { build, createLogger } = await from("vite/dist/node/index.js");
  const { default: vue } = await from("@vitejs/plugin-vue/dist/index.mjs");
  const isCustomElement = (tag) => tag === "liver-prescreen";
  await page("program/index.html", "./vue-main.js");
  const customLogger = createLogger("silent");
  customLogger.warn = customLogger.warnOnce = refuse("Vite");
  await build({
    root: program,
    configFile: false,
    base: "./",
    customLogger,
    plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
    build: { outDir: path.join(out, "vite"), emptyOutDir: false },
  });
}

for (const build of [webpack, rollup, esbuild, vite]) {
  const start = performance.now();
  await build();
  console.log(`${build.name}: ${Math.round(performance.now() - start)} ms`);
}
