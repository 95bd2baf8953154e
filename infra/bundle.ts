import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Metafile } from 'esbuild'

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** The Lambda entries, each a file of functions/handlers and a bundle of its own. */
export const handlerNames = ['chat', 'sweep', 'publish', 'picture', 'agenda', 'work'] as const
export type HandlerName = (typeof handlerNames)[number]

/** Where `bundleHandlers` writes unless told otherwise: one folder a handler, `index.mjs` in it. */
export const bundleFolder = here('dist/handlers')

/** Packages written for `require` expect it to be there; an ES module has none. */
const requireBanner = "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);"

/** One set of options for what is deployed and what is tested. */
export const bundleOptions = {
  bundle: true,
  minify: true,
  // Chinese as it is: escaped it would take twice the room.
  charset: 'utf8',
  format: 'esm',
  platform: 'node',
  target: 'node22',
  // ES modules first: they lose what is not used. The SDK is bundled, since the runtime's own loads slower.
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  // Comments of licences stay out of the cold start; they are in the repository.
  legalComments: 'none',
  banner: { js: requireBanner },
  metafile: true,
  logLevel: 'warning',
  external: ['@napi-rs/canvas'],
} as const satisfies BuildOptions

export interface Bundle {
  readonly name: HandlerName
  /** The folder that is deployed. */
  readonly folder: string
  readonly bytes: number
  readonly metafile: Metafile
}

/** Bundles every handler, each with the files that its pages read beside it. */
export const bundleHandlers = (into: string = bundleFolder): Promise<readonly Bundle[]> =>
  Promise.all(handlerNames.map((name) => bundleHandler(name, join(into, name))))

const bundleHandler = async (name: HandlerName, folder: string): Promise<Bundle> => {
  const entryPoints = [here(`functions/handlers/${name}.ts`)]
  const { metafile } = await build({
    ...bundleOptions,
    absWorkingDir: here('.'),
    entryPoints,
    outfile: join(folder, 'index.mjs'),
  })
  const inputs = Object.keys(metafile.inputs)
  if (inputs.some((input) => input.startsWith(pagesFolder))) await copyAssets(folder)
  if (inputs.some((input) => input.startsWith('functions/render/picture/'))) await copyBeside(folder)
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0)
  return { name, folder, bytes, metafile }
}

const pagesFolder = 'functions/http/pages/'

/** Whatever stands among the pages and is no source of the bundle is read by them at run time, from the same folders. */
const copyAssets = (folder: string): Promise<void> =>
  cp(here(pagesFolder), folder, { recursive: true, filter: (path) => !/\.(tsx?|json)$/.test(path) })

/** What draws pictures cannot be bundled: a native module, of the machine that the function runs on, and the fonts. */
const beside = [
  '@napi-rs/canvas',
  '@napi-rs/canvas-linux-x64-gnu',
  '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  '@expo-google-fonts/noto-sans-sc/LICENSE_FONT',
] as const

/** Missing on another kind of machine: `npm ci --os=linux --cpu=x64 --libc=glibc` brings the native module. */
const copyBeside = async (folder: string): Promise<void> => {
  for (const name of beside)
    await cp(here(`node_modules/${name}`), join(folder, 'node_modules', name), { recursive: true })
}
