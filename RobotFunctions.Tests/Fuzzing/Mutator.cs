namespace RobotFunctions.Tests.Fuzzing;

/// <summary>Makes hostile variants of good inputs: flipped, cut, doubled, swapped and spliced bytes, and the tokens that parsers trip over. Equal seeds give equal variants.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> corpus)
{
    private static readonly byte[][] Tokens =
    [
        [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. "\""u8], [.. "\\"u8], [.. "\\u0000"u8], [.. "\\ud800"u8], [.. "null"u8], [.. "1e999"u8],
        [.. "-0"u8], [.. "NaN"u8], [.. "\n"u8], [.. "\r"u8], [.. "\0"u8], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [.. "[[[[[[[[[[[[[[[["u8],
        [.. "99999999999999999999"u8], [.. ","u8], [.. ":"u8], [.. "\"id\":"u8], [.. "\u2028"u8], [.. "/*"u8],
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var input = corpus[_random.Next(corpus.Count)].ToList();
        for (var changes = _random.Next(1, 6); changes > 0; changes--)
        {
            Change(input);
        }

        return [.. input];
    }

    private void Change(List<byte> input)
    {
        var at = _random.Next(input.Count + 1);
        var length = Math.Min(_random.Next(1, 40), input.Count - at);
        switch (_random.Next(7))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)_random.Next(256);
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                input.InsertRange(at, input.GetRange(at, length));
                break;
            case 4:
                input.InsertRange(at, Tokens[_random.Next(Tokens.Length)]);
                break;
            case 5:
                var other = corpus[_random.Next(corpus.Count)];
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other.AsSpan(_random.Next(other.Length + 1)));
                break;
            default:
                input.RemoveRange(at, input.Count - at);
                break;
        }
    }
}
