import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { bundleGuest, type GuestContents, WITHOUT_SUITE } from './build/guest-bundle.ts';
import type { GuestMessage, SuiteAnswer } from './guest/message.ts';
import { MODES, type Mode } from './modes.ts';
import type { GuestRun, RunOptions, Sandbox, SandboxGuest } from './sandbox.ts';

/** A mode in a sandbox. */
export interface Cell {
  readonly sandbox: Sandbox;
  readonly mode: Mode;
  readonly guest: SandboxGuest;
}

/** The modes that are possible in sandboxes. */
export function cellsOf(sandboxes: readonly Sandbox[]): readonly Cell[] {
  return sandboxes.flatMap((sandbox) =>
    MODES.flatMap((mode) => {
      const guest = sandbox.guests[mode];
      return guest === undefined ? [] : [{ sandbox, mode, guest }];
    }),
  );
}

/** Bundles guests, each once. */
export class GuestBundles {
  readonly contents: GuestContents;
  private readonly bundles = new Map<string, Promise<string>>();

  constructor(contents: GuestContents) {
    this.contents = contents;
  }

  /** The text of a guest. */
  get({ mode, form }: SandboxGuest): Promise<string> {
    const key = `${mode} ${form}`;
    const known = this.bundles.get(key);
    if (known !== undefined) return known;
    const bundle = bundleGuest(mode, form, this.contents);
    this.bundles.set(key, bundle);
    return bundle;
  }
}

/** Runs the guest of a cell. @returns what went wrong, empty where all is well */
export async function runCell(cell: Cell, bundles: GuestBundles, options: RunOptions): Promise<readonly string[]> {
  const text = await bundles.get(cell.guest);
  const folder = mkdtempSync(join(tmpdir(), 'softwasm-sandbox-'));
  try {
    const path = join(folder, 'guest.js');
    writeFileSync(path, text);
    const { contents } = bundles;
    const meant = WITHOUT_SUITE.has(cell.guest.mode) ? { ...contents, slice: undefined } : contents;
    return failuresOf(await cell.sandbox.run(path, options), cell.sandbox, meant);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compares what a guest said with what is known. */
export function failuresOf(
  { messages, lost }: GuestRun,
  { expected }: Pick<Sandbox, 'expected'>,
  { programs, slice }: GuestContents,
): readonly string[] {
  const failures = lost === undefined ? [] : [lost];
  const probe = messages.flatMap((message) => ('probe' in message ? [message.probe] : []))[0];
  if (!isDeepStrictEqual(probe, expected)) failures.push(`the sandbox is another: ${difference(probe, expected)}`);
  for (const { name, answer } of programs) failures.push(...compare(messages, name, answer));
  const whole: SuiteAnswer | undefined = slice && { commands: slice.commands, failures: [] };
  if (whole !== undefined) failures.push(...compare(messages, 'suite', whole));
  return failures;
}

function compare(messages: readonly GuestMessage[], task: string, expected: unknown): readonly string[] {
  for (const message of messages) {
    if (!('task' in message) || message.task !== task) continue;
    if ('error' in message) return [`${task}: ${message.error}`];
    return isDeepStrictEqual(message.answer, expected) ? [] : [`${task}: ${difference(message.answer, expected)}`];
  }
  return [`${task}: no answer`];
}

const difference = (is: unknown, expected: unknown): string =>
  `got ${JSON.stringify(is)}, expected ${JSON.stringify(expected)}`;
