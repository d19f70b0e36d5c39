import { extname } from 'node:path';
import { threadsIn } from '@softwasm/cli/threads';

/** Where this file runs from source, a worker needs a loader for TypeScript, which it does not inherit. */
const EXTENSION = extname(import.meta.url);
const MAIN = new URL(`./thread-main${EXTENSION}`, import.meta.url);

function withLoader(main: URL): URL {
  const loader = import.meta.resolve('tsx/esm/api');
  const source = `import { register } from '${loader}'; register(); await import('${main.href}');`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

/** Runs threads of scripts in workers where the host's WebAssembly is out of reach, too. */
export const startThread: ReturnType<typeof threadsIn> = threadsIn(EXTENSION === '.js' ? MAIN : withLoader(MAIN));
