using System.Diagnostics.CodeAnalysis;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Signing;

/// <summary>What the verifier says of a request; the default value refuses.</summary>
public readonly record struct SignatureVerdict
{
    private readonly string? _detail;

    private SignatureVerdict(bool isAccepted, RobotId robot, string? detail)
    {
        IsAccepted = isAccepted;
        Robot = robot;
        _detail = detail;
    }

    /// <summary>Whether the request comes from whoever holds the robot's secret, and now.</summary>
    [MemberNotNullWhen(false, nameof(Detail))]
    public bool IsAccepted { get; }

    /// <summary>The robot that is asked; meaningful only when accepted.</summary>
    public RobotId Robot { get; }

    /// <summary>The <c>detail</c> of the 401 (<see cref="SignatureRefusals"/>); null when accepted.</summary>
    public string? Detail => IsAccepted ? null : _detail ?? SignatureRefusals.SignatureInvalid;

    /// <summary>The request is <paramref name="robot"/>'s.</summary>
    public static SignatureVerdict Accepted(RobotId robot) => new(true, robot, null);

    /// <summary>The request is nobody's, because of <paramref name="detail"/>.</summary>
    public static SignatureVerdict Refused(string detail) => new(false, default, detail);
}
