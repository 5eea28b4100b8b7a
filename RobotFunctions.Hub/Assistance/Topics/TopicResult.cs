using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>What came of a change of a topic.</summary>
internal sealed record TopicResult
{
    /// <summary>The topic after the change; null if it was refused.</summary>
    public Topic? Topic { get; private init; }

    /// <summary>Why it was refused; null if it was done.</summary>
    public Problem? Problem { get; private init; }

    /// <summary>Everything that is wrong with what was sent, by member.</summary>
    public IReadOnlyList<FieldProblem> Fields { get; private init; } = [];

    public static TopicResult Done(Topic topic) => new() { Topic = topic };

    public static TopicResult Refused(Problem problem) => new() { Problem = problem };

    public static TopicResult Invalid(IReadOnlyList<FieldProblem> problems) =>
        new() { Problem = Problem.Invalid(string.Join('\n', problems.Select(static problem => problem.Detail))), Fields = problems };

    public static TopicResult NameTaken(string name)
    {
        var problem = new FieldProblem("name", $"The workspace has a topic named '{name}' already. Names are compared without case.");
        return new() { Problem = Problem.Conflict(problem.Detail), Fields = [problem] };
    }
}
