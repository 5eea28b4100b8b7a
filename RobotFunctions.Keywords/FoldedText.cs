using System.Buffers;
using System.Globalization;
using System.Text;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Keywords;

/// <summary>
/// Text prepared for the term search: words in lower case without diacritics, with one space before, between and after them. Canonically equal texts
/// fold to the same. Digits of any script become 0 to 9. In scripts written without spaces (Chinese, Japanese, Thai and so on) each letter is a word, so
/// that a term of several letters is a phrase. Invisible characters, and characters that .NET's Unicode version does not assign, are removed; any other
/// character ends a word.
/// </summary>
internal ref struct FoldedText
{
    private readonly char[] _rented;
    private int _length;

    // Where the marks of the last letter begin.
    private int _marks;

    // Whether something ended the last word, or its last letter is a word of its own.
    private bool _isSeparated;
    private bool _isWholeWord;

    /// <summary>Folds a text in linear time. <see cref="Dispose"/> returns the memory to the pool.</summary>
    public FoldedText(ReadOnlySpan<char> text)
    {
        // A ligature becomes at most three letters; a one-letter word becomes a space, the letter and its mark.
        _rented = ArrayPool<char>.Shared.Rent((3 * text.Length) + 2);
        _rented[0] = ' ';
        _length = _marks = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                AppendAscii((char)rune.Value);
            }
            else if (CanonicalDecompositions.Find(rune) is { } parts)
            {
                AppendParts(parts);
            }
            else
            {
                Append(rune);
            }
        }

        OrderMarks();
        if (_rented[_length - 1] != ' ')
        {
            _rented[_length++] = ' ';
        }
    }

    /// <summary>The folded text; a single space if it has no words.</summary>
    public readonly ReadOnlySpan<char> Span => _rented.AsSpan(0, _length);

    /// <summary>Whether the text ends in a word, and not in what comes after one, such as a hyphen.</summary>
    public readonly bool EndsInWord => !_isSeparated && _length > 1;

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(_rented);

    private void AppendAscii(char letter)
    {
        if (char.IsAsciiLetterOrDigit(letter))
        {
            StartWord(isWhole: false);
            _rented[_length++] = char.ToLowerInvariant(letter);
            _marks = _length;
        }
        else
        {
            _isSeparated = true;
        }
    }

    private void AppendParts(string parts)
    {
        foreach (var part in parts.EnumerateRunes())
        {
            Append(part);
        }
    }

    private void Append(Rune rune)
    {
        if (InvisibleCharacters.IsDefaultIgnorable(rune))
        {
            return;
        }

        rune = Script.IsHalfwidthVoicing(rune, out var voicing) ? voicing : Rune.ToLowerInvariant(rune);
        var category = Rune.GetUnicodeCategory(rune);
        switch (category)
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                if (EndsInWord && !Script.IsDiacritic(rune))
                {
                    Write(rune);
                }

                break;
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber:
                StartWord(isWhole: false);
                Write(FoldDigit(rune));
                _marks = _length;
                break;
            case UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned:
                break;
            default:
                AppendLetter(rune, (Rune.IsLetter(rune) || category == UnicodeCategory.LetterNumber) && !Script.IsApostrophe(rune));
                break;
        }
    }

    private void AppendLetter(Rune rune, bool isLetter)
    {
        if (!isLetter || rune.Value == Script.ArabicTatweel)
        {
            _isSeparated |= !isLetter;
            return;
        }

        if (Script.TryJoinHangul(_isSeparated ? '\0' : _rented[_length - 1], rune, out var syllable))
        {
            _rented[_length - 1] = syllable;
            return;
        }

        StartWord(Script.HasNoSpaces(rune));
        if (rune.IsBmp && FoldedLetters.Find((char)rune.Value) is { } folded)
        {
            folded.CopyTo(_rented.AsSpan(_length));
            _length += folded.Length;
        }
        else
        {
            Write(rune);
        }

        _marks = _length;
    }

    private static Rune FoldDigit(Rune rune) =>
        !rune.IsAscii && CharUnicodeInfo.GetDigitValue(rune.ToString(), 0) is var digit and >= 0 ? new Rune('0' + digit) : rune;

    private void StartWord(bool isWhole)
    {
        OrderMarks();
        if ((_isSeparated || _isWholeWord || isWhole) && _rented[_length - 1] != ' ')
        {
            _rented[_length++] = ' ';
        }

        (_isSeparated, _isWholeWord) = (false, isWhole);
    }

    // Canonically equal texts have the marks of a letter in any order of their classes; by code point is an order, too, and needs no table.
    private readonly void OrderMarks()
    {
        if (_length - _marks > 1)
        {
            var marks = _rented.AsSpan(_marks, _length - _marks);
            if (marks.ContainsAnyInRange('\uD800', '\uDFFF'))
            {
                string.Concat(marks.ToString().EnumerateRunes().Order()).CopyTo(marks);
            }
            else
            {
                marks.Sort();
            }
        }
    }

    private void Write(Rune rune) => _length += rune.EncodeToUtf16(_rented.AsSpan(_length));
}
