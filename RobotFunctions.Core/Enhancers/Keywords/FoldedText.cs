using System.Buffers;
using System.Globalization;
using System.Text;

namespace RobotFunctions.Core.Enhancers.Keywords;

/// <summary>
/// Text prepared for the term search: words in lower case without diacritics, with one space before, between and after them. Digits of any script
/// become 0 to 9. In scripts written without spaces (Chinese, Japanese, Thai and so on) each letter is a word, so that a term of
/// several letters is a phrase. Invisible characters are removed; any other character ends a word.
/// </summary>
internal ref struct FoldedText
{
    private readonly char[] _rented;
    private int _length;
    private bool _wordEnded;

    /// <summary>Folds a text in linear time. <see cref="Dispose"/> returns the memory to the pool.</summary>
    public FoldedText(ReadOnlySpan<char> text)
    {
        // A ligature becomes at most three letters; a one-letter word becomes a space and the letter.
        _rented = ArrayPool<char>.Shared.Rent((3 * text.Length) + 2);
        _rented[0] = ' ';
        _length = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            Append(Script.IsHalfwidthVoicing(rune, out var mark) ? mark : Rune.ToLowerInvariant(rune));
        }

        if (_rented[_length - 1] != ' ')
        {
            _rented[_length++] = ' ';
        }
    }

    /// <summary>The folded text; a single space if it has no words.</summary>
    public readonly ReadOnlySpan<char> Span => _rented.AsSpan(0, _length);

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(_rented);

    private void Append(Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        switch (category)
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                if (!Script.IsDiacritic(rune) && _rented[_length - 1] != ' ')
                {
                    Write(rune);
                }

                break;
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber:
                StartWord();
                Write(FoldDigit(rune));
                break;
            case UnicodeCategory.Format:
                break;
            default:
                AppendLetter(rune, Rune.IsLetter(rune) || category == UnicodeCategory.LetterNumber);
                break;
        }
    }

    private void AppendLetter(Rune rune, bool isLetter)
    {
        if (!isLetter || rune.Value == Script.ArabicTatweel)
        {
            _wordEnded |= !isLetter;
            return;
        }

        var isWord = Script.HasNoSpaces(rune);
        _wordEnded |= isWord;
        if (Script.TryJoinHangul(_wordEnded ? '\0' : _rented[_length - 1], rune, out var syllable))
        {
            _rented[_length - 1] = syllable;
            return;
        }

        StartWord();
        if (rune.IsBmp && FoldedLetters.Find((char)rune.Value) is { } folded)
        {
            folded.CopyTo(_rented.AsSpan(_length));
            _length += folded.Length;
        }
        else
        {
            Write(rune);
        }

        _wordEnded = isWord;
    }

    private static Rune FoldDigit(Rune rune) =>
        !rune.IsAscii && CharUnicodeInfo.GetDigitValue(rune.ToString(), 0) is var digit and >= 0 ? new Rune('0' + digit) : rune;

    private void StartWord()
    {
        if (_wordEnded && _rented[_length - 1] != ' ')
        {
            _rented[_length++] = ' ';
        }

        _wordEnded = false;
    }

    private void Write(Rune rune) => _length += rune.EncodeToUtf16(_rented.AsSpan(_length));
}
