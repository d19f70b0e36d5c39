import { describe, expect, it } from 'vitest';
import { innerName, OuterNames, type Settled } from '../src/emit/outer-names.ts';
import { RUNTIME_HELPERS } from '../src/index.ts';

/** What a text becomes that begins at place 5: its words, with outer names where they are marked with `@`, and a growth at each `grow`. */
function settled(text: string, changing: readonly string[] = []): Settled {
  const names = new OuterNames(true, new Set());
  const begin = 5;
  let printed = '';
  for (const word of text.split(' ')) {
    const place = begin + printed.length;
    const name = word.slice(1);
    if (word === '{') names.enterLoop();
    if (word === '}') names.leaveLoop();
    if (word === 'grow') names.growth(place);
    else if (word.startsWith('@')) names.use(name, place, changing.includes(name));
    printed += word === 'grow' ? ' ' : word.startsWith('@') ? `${name} ` : `${word} `;
  }
  return trimmed(names.settle(printed, begin));
}

function trimmed({ text, declarations }: Settled): Settled {
  return { text: text.trimEnd(), declarations };
}

describe('outer names', () => {
  it('stay where they are used once', () => {
    expect(settled('@imul')).toEqual({ text: 'imul', declarations: [] });
  });

  it('become inner ones in loops, everywhere', () => {
    expect(settled('@imul { @imul @C0_0 }')).toEqual({
      text: '_mul { _mul c0_0 }',
      declarations: ['_mul=imul', 'c0_0=C0_0'],
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

/** The same for words of globals: `?0` reads word 0 of global 3, `=0` writes it, and behind it stands the value. */
function settledGlobals(text: string, keepsValues = true): Settled {
  const names = new OuterNames(keepsValues, new Set());
  let printed = '';
  for (const piece of text.split(' ')) {
    const word = Number(piece.slice(1));
    if (piece === '{') names.enterLoop();
    if (piece === '}') names.leaveLoop();
    if (piece === 'grow') names.growth(printed.length);
    if (piece.startsWith('?')) names.readGlobal(3, word, printed.length, true);
    if (piece.startsWith('=')) {
      names.writeGlobal(3, word, printed.length);
      printed += `G3[${word}]=value`;
      names.endGlobal(3, word, printed.length);
    } else printed += piece === 'grow' ? '' : piece.startsWith('?') ? `G3[${word}]` : piece;
    printed += ' ';
  }
  return trimmed(names.settle(printed, 0));
}

describe('globals', () => {
  it('stay where they are used once', () => {
    expect(settledGlobals('?0')).toEqual({ text: 'G3[0]', declarations: [] });
  });

  it('are kept in loops, and written in both places', () => {
    expect(settledGlobals('{ ?0 =0 }')).toEqual({
      text: '{ q3_0_ q3_0_=value,g3[0]=q3_0_ }',
      declarations: ['g3=G3', 'q3_0_=g3[0]'],
    });
  });

  it('are taken anew where others may have written', () => {
    expect(settledGlobals('grow { ?1 }')).toEqual({
      text: 'q3_1_=G3[1]; { q3_1_ }',
      declarations: ['q3_1_=G3[1]'],
    });
    expect(settledGlobals('{ ?1 grow }')).toEqual({ text: '{ g3[1]  }', declarations: ['g3=G3'] });
  });

  it('are arrays alone where values are not kept', () => {
    expect(settledGlobals('{ ?0 =0 }', false)).toEqual({ text: '{ g3[0] g3[0]=value }', declarations: ['g3=G3'] });
  });
});

describe('inner names', () => {
  const outer = [...RUNTIME_HELPERS, 'vI0_12', 'nI0_12', 'vD1', 'F', 'C0_3', 'f12', 'f3$name', 'vB0', 'nB0'];

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
