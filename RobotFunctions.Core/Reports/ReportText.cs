using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Reports;

/// <summary>Sentences as the Hub takes them in a report: at most 1000 characters, without control characters and lone surrogates.</summary>
internal static class ReportText
{
    private const int MaxLength = 1000;

    /// <summary>The sentence, cut and without what the Hub refuses.</summary>
    public static string Of(string sentence)
    {
        var line = string.Concat(sentence.Take(MaxLength).Select(static letter => char.IsControl(letter) ? ' ' : letter));
        return StorableText.From(line).ToString();
    }
}
