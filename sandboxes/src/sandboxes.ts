import { CHROMIUM_SANDBOXES } from './places/chromium.ts';
import { FIREFOX_SANDBOX } from './places/firefox.ts';
import { nodeSandboxes } from './places/node.ts';
import { SHELL_SANDBOXES } from './places/shells.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * All sandboxes, in the order of the table.
 *
 * @param node the Node of those that are in Node
 */
export function allSandboxes(node: string): readonly Sandbox[] {
  return [...CHROMIUM_SANDBOXES, FIREFOX_SANDBOX, ...SHELL_SANDBOXES, ...nodeSandboxes(node)];
}
