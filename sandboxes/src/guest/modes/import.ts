import { createWebAssembly } from 'softwasm';
import { blobImporter } from 'softwasm/import';
import type { GuestMode } from '../guest-mode.ts';

const WebAssembly = createWebAssembly({ engine: 'import', importer: blobImporter, fallback: 'throw' });

/** JavaScript is generated, and imported from `blob:`, and nothing else. Scripts of the official suite compile synchronously, which importing is not. */
export const mode: GuestMode = { webAssemblyFor: () => WebAssembly };
