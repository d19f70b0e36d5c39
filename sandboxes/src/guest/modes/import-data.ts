import { createWebAssembly } from 'softwasm';
import { dataImporter } from 'softwasm/import';
import type { GuestMode } from '../guest-mode.ts';

const WebAssembly = createWebAssembly({ engine: 'import', importer: dataImporter, fallback: 'throw' });

/** JavaScript is generated, and imported from `data:`, and nothing else. Scripts of the official suite compile synchronously, which importing is not. */
export const mode: GuestMode = { webAssemblyFor: () => WebAssembly };
