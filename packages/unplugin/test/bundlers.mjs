import { dirname, join } from 'node:path';
import { softwasm } from '@softwasm/unplugin';
import { build as esbuild } from 'esbuild';
import { rollup } from 'rollup';
import { build as vite } from 'vite';
import webpack from 'webpack';

/*
 * A program of its own, which uses the built package as users do: node bundlers.mjs BUNDLER FOLDER OPTIONS bundles `main.js` of a folder into one module, prints its
 * path, and fails with what the bundler reports.
 */

/** @typedef {import('@softwasm/unplugin').SoftwasmOptions} SoftwasmOptions */

const OUTPUT = 'bundle.mjs';

/** @param {string} folder */
function entryOf(folder) {
  return join(folder, 'main.js');
}

/** @param {webpack.StatsCompilation} stats */
function webpackErrors({ errors = [] }) {
  return errors.map(({ message, details }) => `${message}\n${details}`).join('\n');
}

/**
 * Each as a user would configure it, for a module that Node runs.
 *
 * @type {Readonly<Record<string, (folder: string, options: SoftwasmOptions) => Promise<string>>>}
 */
const BUNDLERS = {
  async vite(folder, options) {
    await vite({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [softwasm.vite(options)],
      build: {
        outDir: join(folder, 'vite'),
        sourcemap: true,
        minify: true,
        lib: { entry: entryOf(folder), formats: ['es'], fileName: () => OUTPUT },
      },
    });
    return join(folder, 'vite', OUTPUT);
  },

  async rollup(folder, options) {
    const bundle = await rollup({
      input: entryOf(folder),
      plugins: [softwasm.rollup(options)],
      onwarn: ({ message }) => {
        throw new Error(message);
      },
    });
    const file = join(folder, 'rollup', OUTPUT);
    await bundle.write({ file, format: 'es', sourcemap: true });
    await bundle.close();
    return file;
  },

  async esbuild(folder, options) {
    const outfile = join(folder, 'esbuild', OUTPUT);
    await esbuild({
      absWorkingDir: folder,
      entryPoints: ['main.js'],
      bundle: true,
      minify: true,
      sourcemap: true,
      format: 'esm',
      target: 'es2022',
      outfile,
      logLevel: 'silent',
      plugins: [softwasm.esbuild(options)],
    });
    return outfile;
  },

  async webpack(folder, options) {
    const file = join(folder, 'webpack', OUTPUT);
    const compiler = webpack({
      context: folder,
      entry: './main.js',
      mode: 'production',
      target: 'es2022',
      devtool: 'source-map',
      // With them webpack has rules of its own for such files.
      experiments: { asyncWebAssembly: true, outputModule: true },
      output: { path: dirname(file), filename: OUTPUT, module: true },
      plugins: [softwasm.webpack(options)],
    });
    /** @type {webpack.Stats} */
    const stats = await new Promise((resolve, reject) => {
      compiler.run((error, result) => (result === undefined ? reject(error) : resolve(result)));
    });
    await new Promise((resolve) => compiler.close(resolve));
    if (stats.hasErrors()) throw new Error(webpackErrors(stats.toJson({ errors: true, errorDetails: true })));
    return file;
  },
};

const [, , name = '', folder = '', options = '{}'] = process.argv;
try {
  console.log(await BUNDLERS[name]?.(folder, JSON.parse(options)));
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
