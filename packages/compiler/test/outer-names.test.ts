import { describe, expect, it } from 'vitest';
import { innerName, OuterNames } from '../src/emit/outer-names.ts';
import { RUNTIME_HELPERS } from '../src/index.ts';

/** What the printed pieces become when outer names stand where they are marked with `@`, and growths where there is an empty piece. */
function settled(text: string, changing: readonly string[] = []): { text: string; declarations: readonly string[] } {
  const names = new OuterNames();
  const parts: string[] = [];
  for (const piece of text.split(' ')) {
    if (piece === '{') names.enterLoop();
    if (piece === '}') names.leaveLoop();
    const name = piece.slice(1);
    if (piece === 'grow') {
      names.growth(parts.length);
      parts.push('');
    } else if (piece.startsWith('@')) {
      names.use(name, parts.length, changing.includes(name));
      parts.push(name);
    } else parts.push(piece);
  }
  const declarations = names.settle(parts);
  return { text: parts.join(' '), declarations };
}

describe('outer names', () => {
  it('stay where they are used once', () => {
    expect(settled('@imul')).toEqual({ text: 'imul', declarations: [] });
  });

  it('become inner ones in loops, everywhere', () => {
    expect(settled('@imul { @imul @G0 }')).toEqual({
      text: '_mul { _mul g0 }',
      declarations: ['_mul=imul', 'g0=G0'],
    });
  });

  it('that change are taken anew where a memory may have grown', () => {
    expect(settled('grow { @vI0 }', ['vI0'])).toEqual({ text: 'wI0=vI0; { wI0 }', declarations: ['wI0=vI0'] });
  });

  it('that change stay where a memory may grow as often as they are used', () => {
    expect(settled('{ @vI0 grow }', ['vI0'])).toEqual({ text: '{ vI0  }', declarations: [] });
    expect(settled('{ @imul grow }')).toEqual({ text: '{ _mul  }', declarations: ['_mul=imul'] });
  });
});

describe('inner names', () => {
  const outer = [...RUNTIME_HELPERS, 'vI0_12', 'nI0_12', 'vD1', 'F', 'G12', 'C0_3', 'f12', 'f3$name', 'vB0', 'nB0'];

  it('are as long as the outer ones, identifiers, and all different', () => {
    const inner = outer.map(innerName);
    expect(inner.map((name) => name.length)).toEqual(outer.map((name) => name.length));
    for (const name of inner) expect(name).toMatch(/^[A-Za-z_]\w*(?:\$\w*)?$/);
    expect(new Set([...inner, ...outer]).size).toBe(2 * outer.length);
  });

  it('are none of the names of temporaries, locals and scratch variables', () => {
    for (const name of outer.map(innerName)) expect(name).not.toMatch(/^(?:[isdrl]\d+h?\d?|nx|na|nv|nt|sa|state|c|e)$/);
  });
});
