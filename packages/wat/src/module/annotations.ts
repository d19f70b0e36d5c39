import {
  ANNOTATION_ERRORS,
  annotationError,
  type CustomSection,
  misplacedAnnotation,
  SECTION_ORDER,
  type SectionName,
} from '@softwasm/syntax';
import type { Cursor } from '../cursor.ts';
import { tokenize } from '../lexer/lexer.ts';
import { stringBytes } from '../lexer/string-literal.ts';
import { type Annotation, END, LEFT, RIGHT, STRING, type Tokens } from '../lexer/token.ts';
import { decodeUtf8 } from '../lexer/utf8.ts';

/*
 * Custom annotations (appendix "Custom Sections and Annotations" of the specification): @custom, @name and @metadata.code.branch_hint.
 */

const CUSTOM_ANNOTATION = 'custom';
const NAME_ANNOTATION = 'name';
export const HINT_ANNOTATION = 'metadata.code.branch_hint';

/** A name that an annotation gives to what stands in front of it. */
interface NameAnnotation {
  readonly name: string;
  readonly annotation: Annotation;
}

/** A custom section that an annotation describes, with the annotation's place. */
interface CustomAnnotation {
  readonly section: CustomSection;
  readonly annotation: Annotation;
}

/** Sections as placements call them. */
const PLACEMENT_SECTIONS: ReadonlyMap<string, SectionName> = new Map<string, SectionName>([
  ...SECTION_ORDER.map((name): [string, SectionName] => [name, name]),
  ['func', 'function'],
  ['elem', 'element'],
  ['first', 'type'],
  ['last', 'data'],
]);
const NOT_PLACEMENTS: ReadonlySet<string> = new Set(['function', 'element']);

/**
 * The annotations of one module. The parser takes names and hints where it comes across what they are about; what then is left was misplaced.
 */
export class ModuleAnnotations {
  /** How many branch hints have not been taken. */
  hintCount = 0;
  private readonly cursor: Cursor;
  private readonly all: readonly Annotation[];
  private readonly customs: CustomAnnotation[] = [];
  /** By the token that follows. */
  private readonly names = new Map<number, NameAnnotation>();
  private readonly hints = new Map<number, { readonly likely: boolean; readonly annotation: Annotation }>();
  /** Token ranges of functions. */
  private readonly functions: [number, number][] = [];

  /** Reads the annotations that tokens from `first` to `last` follow. `moduleToken` is the first behind the module's identifier. */
  constructor(cursor: Cursor, first: number, last: number, moduleToken: number) {
    this.cursor = cursor;
    this.all = cursor.tokens.annotations.filter(({ token }) => token >= first && token <= last);
    for (const annotation of this.all) {
      if (annotation.id === CUSTOM_ANNOTATION) this.addCustom(annotation);
      else if (annotation.id === NAME_ANNOTATION) this.addName(annotation, moduleToken);
      else this.addHint(annotation);
    }
  }

  /** The name that an annotation in front of this token gives. */
  takeName(token: number): string | undefined {
    if (this.names.size === 0) return undefined;
    const name = this.names.get(token)?.name;
    if (name !== undefined) this.names.delete(token);
    return name;
  }

  /** What an annotation in front of this token says of the instruction there. */
  takeHint(token: number): boolean | undefined {
    const hint = this.hints.get(token);
    if (hint === undefined) return undefined;
    this.hints.delete(token);
    this.hintCount--;
    return hint.likely;
  }

  /** Hears of every field, from its `(` to its `)`: no custom section may be described inside of one. */
  visitField(left: number, right: number, isFunction: boolean): void {
    if (this.all.length === 0) return;
    if (isFunction) this.functions.push([left, right]);
    for (const { annotation } of this.customs) {
      if (annotation.token > left && annotation.token <= right) {
        throw this.cursor.errorAt(misplacedAnnotation(CUSTOM_ANNOTATION), annotation.start);
      }
    }
  }

  /**
   * The custom sections, in the order of the binary; where several stand in one place, in that of the text.
   *
   * @throws ParseError where names or hints are left
   */
  finish(): CustomSection[] {
    for (const { annotation } of this.names.values()) {
      throw this.cursor.errorAt(misplacedAnnotation(NAME_ANNOTATION), annotation.start);
    }
    for (const { annotation } of this.hints.values()) {
      const inside = this.functions.some(([left, right]) => annotation.token > left && annotation.token <= right);
      throw this.error(annotation, inside ? 'invalidPlacement' : 'notInFunction');
    }
    const place = ({ after }: CustomSection): number => (after === undefined ? -1 : SECTION_ORDER.indexOf(after));
    return this.customs.map(({ section }) => section).sort((a, b) => place(a) - place(b));
  }

  private addCustom(annotation: Annotation): void {
    const items = this.items(annotation);
    const name = items.string();
    if (name === undefined) throw this.error(annotation, 'missingName');
    const decoded = decodeUtf8(name);
    if (decoded === undefined) throw this.error(annotation, 'utf8');
    const after = items.take(LEFT) ? this.placement(items) : 'data';
    const bytes = items.strings();
    if (!items.take(END)) throw this.error(annotation, 'unexpectedToken');
    const section = { name: decoded, bytes, offset: annotation.start };
    this.customs.push({ annotation, section: after === undefined ? section : { ...section, after } });
  }

  /** `before section)` or `after section)`: which section it then follows. */
  private placement(items: AnnotationItems): SectionName | undefined {
    const { annotation } = items;
    const direction = items.word();
    if (direction !== 'before' && direction !== 'after') throw this.error(annotation, 'placement');
    const word = items.word();
    const section = NOT_PLACEMENTS.has(word) ? undefined : PLACEMENT_SECTIONS.get(word);
    if (section === undefined) throw this.error(annotation, 'sectionKind');
    if (!items.take(RIGHT)) throw this.error(annotation, 'unexpectedToken');
    return direction === 'after' ? section : SECTION_ORDER[SECTION_ORDER.indexOf(section) - 1];
  }

  private addName(annotation: Annotation, moduleToken: number): void {
    const items = this.items(annotation);
    const bytes = items.string();
    if (bytes === undefined) throw this.error(annotation, 'stringExpected');
    const name = decodeUtf8(bytes);
    if (name === undefined) throw this.cursor.errorAt(ANNOTATION_ERRORS.utf8, annotation.start);
    if (!items.take(END)) throw this.error(annotation, 'unexpectedToken');
    if (this.names.has(annotation.token)) {
      throw this.error(annotation, annotation.token === moduleToken ? 'multipleModuleNames' : 'multipleNames');
    }
    this.names.set(annotation.token, { name, annotation });
  }

  private addHint(annotation: Annotation): void {
    const items = this.items(annotation);
    const bytes = items.strings();
    if (!items.take(END)) throw this.error(annotation, 'unexpectedToken');
    const [value] = bytes;
    if (bytes.length !== 1 || value === undefined || value > 1) throw this.error(annotation, 'invalidHint');
    if (this.hints.has(annotation.token)) throw this.error(annotation, 'duplicate');
    this.hints.set(annotation.token, { likely: value === 1, annotation });
    this.hintCount++;
  }

  private items(annotation: Annotation): AnnotationItems {
    return new AnnotationItems(this.cursor.tokens.source, annotation);
  }

  private error(annotation: Annotation, error: keyof typeof ANNOTATION_ERRORS): Error {
    return this.cursor.errorAt(annotationError(annotation.id, error), annotation.start);
  }
}

/** What stands in an annotation, token by token. */
class AnnotationItems {
  readonly annotation: Annotation;
  private readonly tokens: Tokens;
  private at = 0;

  constructor(source: Uint8Array, annotation: Annotation) {
    this.annotation = annotation;
    // It was scanned before, so that no error can be in it.
    this.tokens = tokenize(source.subarray(annotation.bodyStart, annotation.bodyEnd));
  }

  take(kind: number): boolean {
    if (this.tokens.kinds[this.at] !== kind) return false;
    this.at++;
    return true;
  }

  /** Takes a string literal; its bytes. */
  string(): Uint8Array | undefined {
    const { source, starts, ends } = this.tokens;
    if (!this.take(STRING)) return undefined;
    return stringBytes(source, starts[this.at - 1] as number, ends[this.at - 1] as number);
  }

  /** Takes all string literals that follow, concatenated. */
  strings(): Uint8Array {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (let part = this.string(); part !== undefined; part = this.string()) {
      parts.push(part);
      length += part.length;
    }
    const bytes = new Uint8Array(length);
    length = 0;
    for (const part of parts) {
      bytes.set(part, length);
      length += part.length;
    }
    return bytes;
  }

  /** Takes any token but a parenthesis or the end; its text, or '' where there is none. */
  word(): string {
    const { source, kinds, starts, ends } = this.tokens;
    const kind = kinds[this.at];
    if (kind === LEFT || kind === RIGHT || kind === END) return '';
    const text = decodeUtf8(source, starts[this.at], ends[this.at]) as string;
    this.at++;
    return text;
  }
}
