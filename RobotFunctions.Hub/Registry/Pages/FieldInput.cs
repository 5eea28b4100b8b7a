namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>A field of an object in a form, with what was typed, what is wrong with it, and what somebody else saved meanwhile.</summary>
public sealed record FieldInput
{
    /// <summary>The name in the form, and the id.</summary>
    public required string Name { get; init; }

    /// <summary>What a person calls it.</summary>
    public required string Label { get; init; }

    /// <summary>What it means; null for nothing.</summary>
    public required string? Hint { get; init; }

    /// <summary>What was typed.</summary>
    public required string Value { get; init; }

    /// <summary>Whether it must be given.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>The values and texts of a choice; null for anything else.</summary>
    public required IReadOnlyList<(string Value, string Text)>? Options { get; init; }

    /// <summary>How many lines it shows.</summary>
    public required int Rows { get; init; }

    /// <summary>Whether a phone shows its keyboard for numbers.</summary>
    public required bool IsNumber { get; init; }

    /// <summary>What is wrong with it: a sentence; null if nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>What somebody else saved in it meanwhile; null if nobody did. Empty is nothing.</summary>
    public string? Theirs { get; init; }

    internal static FieldInput Of(RegistryField field, string value, IReadOnlyList<(string Value, string Text)>? objects) => new()
    {
        Name = field.Name,
        Label = FieldTexts.LabelOf(field.Name),
        Hint = FieldTexts.HintOf(field.Name),
        Value = value,
        IsRequired = field.IsRequired,
        Options = objects ?? (field.Choices.Count > 0 ? [.. field.Choices.Select(static choice => (choice, choice.Replace('_', ' ')))] : null),
        Rows = field.Type is RegistryFieldType.Object or RegistryFieldType.Texts || field.Name == "description" ? 4 : 1,
        IsNumber = field.Type == RegistryFieldType.Number,
    };

    /// <summary>What somebody else saved, as a person reads it.</summary>
    public string TheirText => Theirs is not { Length: > 0 } ? "nothing" : Options?.FirstOrDefault(option => option.Value == Theirs).Text ?? Theirs;
}
