import { describe, expect, test } from 'vitest';
import { failuresOf } from '../src/cell.ts';
import type { GuestMessage } from '../src/guest/message.ts';
import { runProgram } from '../src/places/program.ts';
import { Transcript } from '../src/places/transcript.ts';

const expected = { webAssembly: 'absent', evaluation: 'refused' } as const;
const program = { name: 'adder', from: 'adder', wasm: 'adder.wasm', answer: [1, 'two'] };
const contents = { programs: [program], slice: { scripts: new Map(), commands: 7 } };

const GOOD: readonly GuestMessage[] = [
  { probe: expected },
  { begin: 'adder' },
  { task: 'adder', answer: [1, 'two'] },
  { begin: 'suite' },
  { task: 'suite', answer: { commands: 7, failures: [] } },
  { end: true },
];

/** What is wrong when one message is another, or missing. */
function failuresWith(at: number, ...instead: readonly GuestMessage[]): readonly string[] {
  const messages = [...GOOD.slice(0, at), ...instead, ...GOOD.slice(at + 1)];
  return failuresOf({ messages }, { expected }, contents);
}

describe('what a guest said is held against what is known', () => {
  test('all is well', () => {
    expect(failuresOf({ messages: GOOD }, { expected }, contents)).toEqual([]);
  });

  test('the sandbox allows what it should not', () => {
    expect(failuresWith(0, { probe: { ...expected, evaluation: 'works' } })).toEqual([
      expect.stringMatching(/^the sandbox is another: got .*"works"/),
    ]);
    expect(failuresWith(0)).toEqual([expect.stringMatching(/^the sandbox is another: got undefined/)]);
  });

  test('another answer, an error, no answer', () => {
    expect(failuresWith(2, { task: 'adder', answer: [1, 'too'] })).toEqual([
      'adder: got [1,"too"], expected [1,"two"]',
    ]);
    expect(failuresWith(2, { task: 'adder', error: 'it broke' })).toEqual(['adder: it broke']);
    expect(failuresWith(2)).toEqual(['adder: no answer']);
  });

  test('a slice of the suite that fails, or is shorter than it is', () => {
    const failures = ['core/x.wast:3: no'];
    expect(failuresWith(4, { task: 'suite', answer: { commands: 7, failures } })).toHaveLength(1);
    expect(failuresWith(4, { task: 'suite', answer: { commands: 6, failures: [] } })).toHaveLength(1);
  });

  test('a guest that was lost', () => {
    expect(failuresOf({ messages: GOOD, lost: 'it hung' }, { expected }, contents)).toEqual(['it hung']);
  });
});

describe('transcripts', () => {
  test('keep what is no message, for guests that are lost', () => {
    const transcript = new Transcript();
    for (const line of ['{"begin":"adder"}', 'a warning', '{not JSON']) transcript.add(line);
    expect(transcript.close('it ended')).toEqual({
      messages: [{ begin: 'adder' }],
      lost: 'it ended, in adder: a warning\n{not JSON',
    });
  });

  test('end with the guest', () => {
    const transcript = new Transcript();
    transcript.add('{"end":true}');
    expect(transcript.ended).toBe(true);
    expect(transcript.close('it was ended')).toEqual({ messages: [{ end: true }] });
  });
});

describe('programs', () => {
  const node = (script: string) => ({ program: process.execPath, args: ['--eval', script] });

  test('say line by line what their guest says', async () => {
    const { messages, lost } = await runProgram(node('console.log(JSON.stringify({ end: true }))'), {
      timeoutSeconds: 20,
    });
    expect([messages, lost]).toEqual([[{ end: true }], undefined]);
  });

  test('that fail, hang or are not there are lost', async () => {
    const failing = node('console.error("oh"); process.exitCode = 3');
    expect((await runProgram(failing, { timeoutSeconds: 20 })).lost).toBe(
      'the engine ended with code 3, before the first task: oh',
    );
    const hanging = node('setInterval(() => {}, 1000)');
    expect((await runProgram(hanging, { timeoutSeconds: 1 })).lost).toBe(
      'still running after 1 s, before the first task',
    );
    const missing = { program: '/no/such/engine', args: [] };
    expect((await runProgram(missing, { timeoutSeconds: 20 })).lost).toMatch(/ENOENT/);
  });
});
