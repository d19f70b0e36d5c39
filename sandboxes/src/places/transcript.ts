import { messageIn } from '@softwasm/spec-tests';
import type { GuestMessage } from '../guest/message.ts';
import type { GuestRun } from '../sandbox.ts';

/** How much of what an engine says beside the guest is kept, in characters. */
const NOISE_LENGTH = 600;

/** Takes down what a guest says, line by line. */
export class Transcript {
  private readonly messages: GuestMessage[] = [];
  private noise = '';

  /** Takes a line of the guest's; engines may print lines of their own. */
  add(line: string): void {
    const message = messageIn<GuestMessage>(line);
    if (message === undefined) this.addNoise(`${line}\n`);
    else this.messages.push(message);
  }

  addNoise(text: string): void {
    this.noise = `${this.noise}${text}`.slice(-NOISE_LENGTH);
  }

  /** Whether the guest has come to its end. */
  get ended(): boolean {
    return this.messages.some((message) => 'end' in message);
  }

  /** @param end how the engine ended, for guests that did not */
  close(end: string): GuestRun {
    const { messages, noise } = this;
    if (this.ended) return { messages };
    const last = messages.findLast((message) => 'begin' in message);
    const where = last === undefined ? 'before the first task' : `in ${last.begin}`;
    return { messages, lost: `${end}, ${where}${noise.trim() === '' ? '' : `: ${noise.trim()}`}` };
  }
}
