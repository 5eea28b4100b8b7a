using System.Text.Json;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>What a recipient answered for good.</summary>
/// <param name="Address">The address.</param>
/// <param name="Problem">Why the mail server refused it; null if it was accepted.</param>
internal sealed record RecipientAnswer(string Address, string? Problem);

/// <summary>
/// The recipients of an e-mail over all its attempts. One that was accepted or refused for good is not told again; one that is put off (greylisting) is tried again
/// alone.
/// </summary>
internal sealed class EmailRecipients
{
    private readonly IReadOnlyList<string> _addresses;
    private readonly List<RecipientAnswer> _answered;

    /// <summary>Continues after earlier attempts.</summary>
    /// <param name="addresses">The addresses of the channel.</param>
    /// <param name="answered">What those before said, as <see cref="ToJson"/> wrote it; null at first.</param>
    public EmailRecipients(IReadOnlyList<string> addresses, string? answered)
    {
        _addresses = addresses;
        _answered = answered is null ? [] : [.. JsonSerializer.Deserialize(answered, ChannelJson.Default.IReadOnlyListRecipientAnswer)!];
    }

    /// <summary>Those that must still be told.</summary>
    public IReadOnlyList<string> Open => [.. _addresses.Where(address => !_answered.Any(answer => answer.Address == address))];

    /// <summary>Takes the answers of an attempt into account.</summary>
    /// <param name="tried">Who was told.</param>
    /// <param name="refused">Which of them the server refused, with its status and text.</param>
    /// <returns>What came of the message as a whole.</returns>
    public SendOutcome Judge(IReadOnlyList<string> tried, IReadOnlyDictionary<string, (int Status, string Text)> refused)
    {
        var putOff = new List<string>();
        foreach (var address in tried)
        {
            if (!refused.TryGetValue(address, out var refusal))
            {
                _answered.Add(new(address, null));
            }
            else if (refusal.Status < 500)
            {
                putOff.Add($"{address} ({refusal.Text})");
            }
            else
            {
                _answered.Add(new(address, refusal.Text));
            }
        }

        var no = _answered.Where(static answer => answer.Problem is not null).Select(static answer => $"{answer.Address} ({answer.Problem})").ToList();
        var problem = string.Join(' ', Sentence("The mail server refused", no), Sentence("The mail server put off", putOff), Accepted()).Trim();
        var outcome = putOff.Count > 0 ? SendOutcome.Failed(problem) : no.Count > 0 ? SendOutcome.Refused(problem) : SendOutcome.Delivered(Accepted());
        return outcome with { Recipients = ToJson() };
    }

    private string ToJson() => JsonSerializer.Serialize(_answered, ChannelJson.Default.IReadOnlyListRecipientAnswer);

    private string Accepted() => _answered.Count(static answer => answer.Problem is null) switch
    {
        0 => "",
        1 => "It accepted 1 recipient.",
        var count => $"It accepted {count} recipients.",
    };

    private static string Sentence(string what, List<string> addresses) => addresses.Count == 0 ? "" : $"{what} {string.Join(", ", addresses)}.";
}
