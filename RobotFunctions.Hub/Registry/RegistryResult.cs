using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>What came of a change of the registry.</summary>
/// <param name="Item">The object after the change, or before it was deleted; null if the change was refused.</param>
/// <param name="Problem">Why it was refused; null if it was not.</param>
/// <param name="Field">The field that the problem is about; null for none.</param>
internal sealed record RegistryResult(RegistryItem? Item, Problem? Problem, string? Field = null)
{
    public static RegistryResult Done(RegistryItem item) => new(item, null);

    public static RegistryResult Refused(Problem problem, string? field = null) => new(null, problem, field);

    /// <summary>422: a field is not valid.</summary>
    public static RegistryResult Invalid(FieldProblem problem) => Refused(Problem.Invalid(problem.Detail), problem.Field);

    /// <summary>409: a field has a value that another object has.</summary>
    public static RegistryResult Taken(string field, string detail) => Refused(Problem.Conflict(detail), field);
}
