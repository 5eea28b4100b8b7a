namespace RobotFunctions.Core.Protocol;

/// <summary>
/// Fixed limits for the nesting of JSON that is received or sent: one budget. What is accepted leaves room for everything that is wrapped around it
/// later, and what is sent stays readable for the repository.
/// </summary>
public static class ProtocolLimits
{
    /// <summary>The maximum nesting depth of a reference: the repository's own parser fails beyond it. Its data has fewer than ten levels.</summary>
    public const int Depth = 200;

    /// <summary>The maximum nesting depth of free-form data: within the content of an enhancement, and of a request's <c>extra_fields</c>.</summary>
    public const int DataDepth = 56;

    /// <summary>The maximum nesting depth of a request body and of the robot's own records, which wrap a reference.</summary>
    public const int RecordDepth = Depth + 8;
}
