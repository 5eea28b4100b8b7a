namespace RobotFunctions.Core.Steps.Download;

/// <summary>The format of a reference file, guessed from its first line, so that the error of an unreadable file can say what to change.</summary>
internal enum FileFormat
{
    /// <summary>JSON Lines, the expected format.</summary>
    JsonLines,

    /// <summary>A JSON array on one line.</summary>
    Array,

    /// <summary>A JSON array on several lines; none of its lines is meant to be a reference of its own.</summary>
    ArrayOfLines,

    /// <summary>Pretty-printed JSON.</summary>
    PrettyPrinted,

    /// <summary>gzip without its Content-Encoding.</summary>
    Gzip,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>UTF-16, or UTF-32.</summary>
    Utf16,

    /// <summary>HTML or XML.</summary>
    Markup,

    /// <summary>Comma-separated or similar values.</summary>
    Csv,

    /// <summary>Anything else.</summary>
    Unknown,
}

/// <summary>Recognises and describes file formats.</summary>
internal static class FileFormats
{
    /// <summary>The format of a file with this first line that is not blank.</summary>
    public static FileFormat Of(ReadOnlySpan<byte> firstLine)
    {
        var line = firstLine.Trim(" \t\r\n"u8);
        return line switch
        {
            [0x1F, 0x8B, ..] => FileFormat.Gzip,
            [(byte)'P', (byte)'K', < 9, < 9, ..] => FileFormat.Zip,
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, ..] or [_, 0, ..] => FileFormat.Utf16,
            [(byte)'[', .., (byte)']'] => FileFormat.Array,
            [(byte)'[', ..] => FileFormat.ArrayOfLines,
            [(byte)'{', .., (byte)'}'] => FileFormat.JsonLines,
            [(byte)'{', ..] => FileFormat.PrettyPrinted,
            [(byte)'<', ..] => FileFormat.Markup,
            _ => line.ContainsAny(",;\t"u8) ? FileFormat.Csv : FileFormat.Unknown,
        };
    }

    /// <summary>What is wrong with such a file and what to do.</summary>
    public static string Describe(FileFormat format) => format switch
    {
        FileFormat.JsonLines => "Its lines have no id that is a UUID of version 4 or 7.",
        FileFormat.Array or FileFormat.ArrayOfLines => "It is a JSON array. Write each reference as one line, without brackets around and commas between them.",
        FileFormat.PrettyPrinted => "It is pretty-printed JSON. Write each reference as one line.",
        FileFormat.Gzip => "It is gzip without the header that says so. Store it with Content-Encoding: gzip, or uncompressed.",
        FileFormat.Zip => "It is a zip archive. Store the file itself.",
        FileFormat.Utf16 => "It is not UTF-8 but UTF-16 or binary. Write it as UTF-8.",
        FileFormat.Markup => "It is HTML or XML. Write each reference as one line of JSON.",
        FileFormat.Csv => "It looks like CSV. Write each reference as one line of JSON.",
        _ => "Its lines are not JSON objects. Write each reference as one line of JSON.",
    };
}
