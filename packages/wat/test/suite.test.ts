import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeModule } from '@softwasm/decoder';
import { ParseError, ValidationError } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { encodeModule } from '../src/index.ts';
import { comparable } from './comparable.ts';
import { featuresOf, isMalformed, listScripts, readScript, SUITE, textModules } from './suite.ts';

if (SUITE === undefined) {
  it('needs the official test suite, which is not here: set SOFTWASM_TESTSUITE or run `npm run spec:fetch`', () => {
    console.warn('NOT RUN: the official test suite is not here; none of its scripts was parsed');
    expect(process.env.SOFTWASM_REQUIRE_ALL, 'the suite is required').not.toBe('1');
  });
} else {
  const suite = SUITE;
  const { files: counts, total } = JSON.parse(readFileSync(join(suite, 'counts.json'), 'utf8'));

  describe('the official test suite', () => {
    it('is there in full', () => {
      expect(listScripts(suite)).toHaveLength(total.files);
    });

    describe.each(listScripts(suite))('%s', (file) => {
      const { commands } = readScript(suite, file);

      it('has all its commands', () => {
        const asserts = commands.filter(({ kind }) => kind.startsWith('assert_'));
        expect({ commands: commands.length, asserts: asserts.length }).toEqual(counts[file]);
      });

      it('has malformed text rejected, with the message wanted', () => {
        const wrong: string[] = [];
        for (const { command, module } of textModules(commands).filter(({ command }) => isMalformed(command))) {
          const wanted = 'message' in command ? command.message : '';
          try {
            module.parse();
            wrong.push(`line ${command.line}: accepted, ${wanted}`);
          } catch (error) {
            const Wanted = command.kind === 'assert_invalid_custom' ? ValidationError : ParseError;
            if (!(error instanceof Wanted)) throw error;
            if (!error.message.startsWith(wanted)) wrong.push(`line ${command.line}: ${error.message}, not ${wanted}`);
          }
        }
        expect(wrong).toEqual([]);
      });

      it('comes back from the binary format as it was', () => {
        for (const { command, module } of textModules(commands).filter(({ command }) => !isMalformed(command))) {
          const parsed = module.parse().module;
          const decoded = decodeModule(encodeModule(parsed), { features: featuresOf(file) });
          expect(comparable(decoded), `line ${command.line}`).toBe(comparable(parsed));
        }
      });
    });
  });
}
