import type { Probe } from './message.ts';

/** A module without anything. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

interface HostWebAssembly {
  readonly Module: new (bytes: Uint8Array) => object;
}

/** What the host lets this program do. */
export function probe(): Probe {
  return { webAssembly: probeWebAssembly(), evaluation: probeEvaluation() };
}

function probeWebAssembly(): Probe['webAssembly'] {
  const { WebAssembly: host } = globalThis as { readonly WebAssembly?: HostWebAssembly };
  if (host === undefined) return 'absent';
  try {
    return new host.Module(EMPTY) instanceof host.Module ? 'works' : 'refused';
  } catch {
    return 'refused';
  }
}

function probeEvaluation(): Probe['evaluation'] {
  try {
    return new Function('return 42')() === 42 ? 'works' : 'refused';
  } catch {
    return 'refused';
  }
}
