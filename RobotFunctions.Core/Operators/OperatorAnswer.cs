namespace RobotFunctions.Core.Operators;

/// <summary>The answer to an operator, without host types: a value or a refusal.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Value">The value; null for a refusal.</param>
/// <param name="Detail">For a refusal, one sentence that says what happened and what to do; null otherwise.</param>
public sealed record OperatorAnswer<T>(int Status, T? Value, string? Detail = null)
    where T : class;
