import { CHROMIUM_SANDBOXES } from './places/chromium.ts';
import { FIREFOX_SANDBOX } from './places/firefox.ts';
import { HERMES_SANDBOX } from './places/hermes.ts';
import { nodeSandboxes } from './places/node.ts';
import { SHELL_SANDBOXES } from './places/shells.ts';
import { WORKERD_SANDBOXES } from './places/workerd.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * All sandboxes, in the order of the table.
 *
 * @param node the Node of those that are in Node
 */
export function allSandboxes(node: string): readonly Sandbox[] {
  return [
    ...CHROMIUM_SANDBOXES,
    FIREFOX_SANDBOX,
    ...SHELL_SANDBOXES,
    HERMES_SANDBOX,
    ...WORKERD_SANDBOXES,
    ...nodeSandboxes(node),
  ];
}
