// Writes the Unicode tables of the keyword enhancer and of its tests: node tools/unicode-tables.mjs
// The data are those of Node's ICU. Decompositions never change once assigned (Unicode's stability policy); a newer version only adds some.
import { writeFileSync } from 'node:fs';

const top = new URL('../', import.meta.url);
const hex = text => [...text].map(c => c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')).join(' ');
const all = Array.from({ length: 0x110000 }, (_, i) => i).filter(i => i < 0xD800 || i > 0xDFFF).map(i => String.fromCodePoint(i));
const isHangul = c => c >= '\uAC00' && c <= '\uD7A3';

const write = (path, what, lines) => writeFileSync(
  new URL(path, top), [`# ${what}`, `# Unicode ${process.versions.unicode}, written by tools/unicode-tables.mjs.`, ...lines, ''].join('\n'));

const decomposed = all.filter(c => c.normalize('NFD') !== c && !isHangul(c));
write(
  'RobotFunctions.Keywords/CanonicalDecompositions.txt',
  'Code points with a full canonical decomposition, and what it is; Hangul syllables, which are arithmetic, left out.',
  decomposed.map(c => `${hex(c)};${hex(c.normalize('NFD'))}`));

// Each mark that canonical ordering moves, between others of several combining classes.
const isMoved = mark => [`${mark}\u0334`, `\u0345${mark}`].some(marks => marks.normalize('NFD') !== marks && mark.normalize('NFD') === mark);
const reordered = all.filter(c => /\p{M}/u.test(c) && isMoved(c)).map(mark => `\u0E01${mark}\u0E48${mark}\u0301\u094D`);
write(
  'RobotFunctions.Tests/Enhancers/Keywords/NormalizationForms.txt',
  'Every code point that differs from its NFC or NFD, and texts whose marks are out of order: text;NFC;NFD. Hangul syllables left out.',
  [...decomposed, ...reordered].map(text => `${hex(text)};${hex(text.normalize('NFC'))};${hex(text.normalize('NFD'))}`));

const ignorable = all.filter(c => /\p{Default_Ignorable_Code_Point}/u.test(c)).map(c => c.codePointAt(0));
write(
  'RobotFunctions.Tests/Enhancers/Keywords/DefaultIgnorable.txt',
  'The ranges of code points with the property Default_Ignorable_Code_Point: first;last.',
  ignorable.filter((c, i) => c - 1 !== ignorable[i - 1])
    .map(first => { let last = first; while (ignorable.includes(last + 1)) last++; return [first, last]; })
    .map(range => range.map(c => hex(String.fromCodePoint(c))).join(';')));
