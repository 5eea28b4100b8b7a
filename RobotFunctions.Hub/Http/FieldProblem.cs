namespace RobotFunctions.Hub.Http;

/// <summary>What is wrong with a member of a body, or a field of a form.</summary>
/// <param name="Field">Its name on the wire.</param>
/// <param name="Detail">What is wrong and what to do: a sentence.</param>
public sealed record FieldProblem(string Field, string Detail);
