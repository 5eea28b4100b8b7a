namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>What is wrong with a schema file.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Text">A sentence: what is wrong and what to do.</param>
internal sealed record SchemaProblem(string File, int Line, string Text)
{
    public override string ToString() => $"{File}, line {Line}: {Text}";
}
