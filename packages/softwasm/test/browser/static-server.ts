import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file to serve. */
export interface StaticFile {
  readonly type: string;
  readonly content: string | Uint8Array;
  /** Besides those that all have. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Serves files by path on the loopback interface, as pages need them that may share memory with their workers. */
export async function serve(files: ReadonlyMap<string, StaticFile>): Promise<{ url: string; close: () => void }> {
  const server = createServer(({ url = '/' }, response) => {
    const file = files.get(url.replace(/\?.*/, ''));
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': file.type,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      ...file.headers,
    });
    response.end(file.content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
