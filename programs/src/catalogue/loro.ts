import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

export const loro: Program = {
  name: 'loro',
  about: 'documents that merge, in Rust, by wasm-bindgen: externref tables, BigInt, callbacks, many small objects',
  async run({ load }) {
    const { LoroDoc } = await load('loro-crdt');
    const [ours, theirs] = [new LoroDoc(), new LoroDoc()];
    ours.setPeerId('1');
    theirs.setPeerId('2');
    const events: string[] = [];
    ours.subscribe((event: { by: string }) => events.push(event.by));
    ours.getText('text').insert(0, 'hello world');
    for (let i = 0; i < 20; i++) ours.getList('list').insert(0, i);
    ours.commit();
    theirs.import(ours.export({ mode: 'snapshot' }));
    theirs.getText('text').insert(5, ', soft');
    theirs.getList('list').delete(0, 18);
    theirs.commit();
    ours.getText('text').delete(0, 1);
    ours.getText('text').insert(0, 'H');
    ours.commit();
    ours.import(theirs.export({ mode: 'update' }));
    theirs.import(ours.export({ mode: 'update' }));
    assert.deepEqual(ours.toJSON(), { text: 'Hello, soft world', list: [1, 0] });
    assert.deepEqual(theirs.toJSON(), ours.toJSON());
    await new Promise((resolve) => setTimeout(resolve, 0));
    assert.deepEqual(events, ['local', 'local', 'import']);
  },
};
