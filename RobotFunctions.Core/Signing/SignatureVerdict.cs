using System.Diagnostics.CodeAnalysis;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Signing;

/// <summary>The result of verifying a request; the default value rejects.</summary>
public readonly record struct SignatureVerdict
{
    private readonly string? _detail;

    private SignatureVerdict(bool isAccepted, RobotId robot, string? detail)
    {
        IsAccepted = isAccepted;
        Robot = robot;
        _detail = detail;
    }

    /// <summary>Whether the signature is valid and current.</summary>
    [MemberNotNullWhen(false, nameof(Detail))]
    public bool IsAccepted { get; }

    /// <summary>The addressed robot; valid only if accepted.</summary>
    public RobotId Robot { get; }

    /// <summary>The <c>detail</c> of the 401 (<see cref="SignatureRefusals"/>); null when accepted.</summary>
    public string? Detail => IsAccepted ? null : _detail ?? SignatureRefusals.SignatureInvalid;

    /// <summary>The request is for <paramref name="robot"/>.</summary>
    public static SignatureVerdict Accepted(RobotId robot) => new(true, robot, null);

    /// <summary>The request is rejected with <paramref name="detail"/>.</summary>
    public static SignatureVerdict Refused(string detail) => new(false, default, detail);
}
