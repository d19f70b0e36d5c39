import type { GuestForm, GuestModeName } from './build/guest-bundle.ts';
import type { GuestMessage, Probe } from './guest/message.ts';
import type { Mode } from './modes.ts';

/** A place that forbids WebAssembly, or that there is none in. */
export interface Sandbox {
  /** For the command line. */
  readonly name: string;
  /** For the table, in Markdown. */
  readonly title: string;
  /** The engine in it. */
  readonly engine: SandboxEngine;
  /** What a guest may do there. */
  readonly expected: Probe;
  /** The modes that are possible there, and with which guest. */
  readonly guests: Readonly<Partial<Record<Mode, SandboxGuest>>>;
  /**
   * Runs a guest.
   *
   * @param guest path of its script, in a folder that may be written into
   */
  readonly run: (guest: string, options: RunOptions) => Promise<GuestRun>;
}

/** What executes JavaScript in a sandbox. */
export interface SandboxEngine {
  readonly title: string;
  /** Whom to ask for it. */
  readonly source: string;
  /** Its version; `undefined` where it is not on this machine. */
  readonly version: () => Promise<string | undefined>;
}

/** Which guest a mode is. */
export interface SandboxGuest {
  readonly mode: GuestModeName;
  readonly form: GuestForm;
}

/** How a guest is run. */
export interface RunOptions {
  /** After so long it counts as hung. */
  readonly timeoutSeconds: number;
}

/** What a guest said, and how it ended. */
export interface GuestRun {
  readonly messages: readonly GuestMessage[];
  /** Why it did not run to its end; absent where it did. */
  readonly lost?: string;
}
