using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.People;

/// <summary>What came of a change of people.</summary>
/// <param name="Person">The person after the change; null if it was refused.</param>
/// <param name="Problem">Why it was refused; null if it was done.</param>
/// <param name="Token">The token of a new one-time link, shown this once; null if none was made.</param>
internal sealed record PersonResult(Person? Person, Problem? Problem, string? Token)
{
    public static PersonResult Done(Person person, string? token = null) => new(person, null, token);

    public static PersonResult Refused(Problem problem) => new(null, problem, null);
}
