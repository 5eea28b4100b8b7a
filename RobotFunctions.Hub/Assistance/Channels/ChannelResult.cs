using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>What came of a change of a channel.</summary>
/// <param name="Channel">The channel after the change; null if it was refused.</param>
/// <param name="Problem">Why it was refused; null if it was done.</param>
/// <param name="Field">The member of the input that the problem is about; null if it is about none.</param>
internal sealed record ChannelResult(Channel? Channel, Problem? Problem = null, string? Field = null)
{
    public static readonly ChannelResult NotFound = new(null, Problem.NotFound("channel"));

    public static ChannelResult Invalid(FieldProblem problem) => new(null, Problem.Invalid(problem.Detail), problem.Field);

    public static ChannelResult NameTaken(string name) => new(null, Problem.Conflict($"The workspace has a channel named '{name}' already. Choose another name."), "name");

    public static ChannelResult Refused(Problem problem) => new(null, problem);

    /// <summary>The problem of a field of a form; null if there is none.</summary>
    public FieldProblem? ToFieldProblem() => Problem is null ? null : new(Field ?? "", Problem.Detail);
}
