namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>What somebody typed on the page of a task.</summary>
/// <param name="Comment">The comment; empty for none.</param>
/// <param name="Answers">What was typed in each field of the form, by the field's own name.</param>
/// <param name="Tag">The version of the task that they saw; empty for any.</param>
public sealed record TaskForm(string Comment, IReadOnlyDictionary<string, IReadOnlyList<string>> Answers, string Tag)
{
    /// <summary>Reads the posted form.</summary>
    /// <param name="sent">What was posted.</param>
    /// <param name="fields">The names of the form's fields.</param>
    internal static TaskForm Read(IFormCollection sent, IEnumerable<string> fields) => new(
        sent["comment"].ToString(),
        fields.ToDictionary(static field => field, field => (IReadOnlyList<string>)[.. sent[AnswerInput.NameOf(field)].OfType<string>()]),
        sent["tag"].ToString());

    /// <summary>The comment; null if nothing was typed.</summary>
    internal string? CommentOrNone => string.IsNullOrWhiteSpace(Comment) ? null : Comment.Replace("\r\n", "\n", StringComparison.Ordinal);
}
