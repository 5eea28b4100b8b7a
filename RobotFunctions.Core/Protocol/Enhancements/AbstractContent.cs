namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>The abstract of a reference.</summary>
public sealed record AbstractContent : EnhancementContent
{
    /// <summary>How it was acquired.</summary>
    public required AbstractProcess Process { get; init; }

    /// <summary>The text.</summary>
    public required string Abstract { get; init; }

    /// <inheritdoc/>
    public override EnhancementType Type => EnhancementType.Abstract;

    internal override string? FindProblem() => ContentRules.Word("process", Process) ?? ContentRules.Present("abstract", Abstract);

    private protected override void WriteFields(WireJson json)
    {
        json.Text("process"u8, Process.Value);
        json.Text("abstract"u8, Abstract);
    }
}
