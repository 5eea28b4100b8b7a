namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>How a page shows a field.</summary>
internal enum FieldKind
{
    Text,
    LongText,
    Integer,
    Number,

    /// <summary>Yes, no or blank: a checkbox could not be left blank.</summary>
    YesOrNo,

    Choice,
    MultipleChoice,
    Date,
    Time,
    DateTime,
    Email,
    Uri,

    /// <summary>JSON as text, for what has no field of its own.</summary>
    Json,
}

/// <summary>One value of a choice.</summary>
/// <param name="Value">The JSON of the value, as a page posts it.</param>
/// <param name="Label">The text that a person reads.</param>
internal sealed record FormOption(string Value, string Label);

/// <summary>A field of a form, with all that an HTML input needs.</summary>
internal sealed record FormField
{
    /// <summary>The member of the answer.</summary>
    public required string Name { get; init; }

    public required FieldKind Kind { get; init; }

    /// <summary>The schema's title, or the name.</summary>
    public required string Label { get; init; }

    public string? Description { get; init; }

    public bool IsRequired { get; init; }

    public IReadOnlyList<FormOption> Options { get; init; } = [];

    /// <summary>The least number, as the schema writes it.</summary>
    public string? Minimum { get; init; }

    public string? Maximum { get; init; }

    public string? MinLength { get; init; }

    public string? MaxLength { get; init; }

    public string? Pattern { get; init; }

    public string? Format { get; init; }

    /// <summary>What the field shows at first: a text as it is, anything else as JSON.</summary>
    public string? Default { get; init; }
}
