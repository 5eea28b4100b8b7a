using RobotFunctions.Core.Failures;

namespace RobotFunctions.Core.Repository;

/// <summary>The sentences for registrations that the repository did not accept.</summary>
internal static class RegistrationFailures
{
    /// <summary>The failure of an unsuccessful response.</summary>
    public static StepFailure Of(int status, ReadOnlySpan<byte> body)
    {
        var detail = AnswerDetail.Read(body);
        var told = detail.Length == 0 ? $"{status}." : $"{status}, {detail}";
        return status switch
        {
            401 => new(FailureKind.Permanent, $"The repository does not accept the token: {told} Get a new one: tokens expire."),
            403 => new(FailureKind.Permanent, $"The token may not do this: {told} It needs the role robot.writer, and robot.entitlement.writer to give entitlements."),
            404 => new(FailureKind.NotFound, $"The repository does not know what we ask about: {told} Check the robot's id, Repository:Url and Repository:Api."),
            409 => new(FailureKind.Permanent, $"The repository has a robot of that name: {told} Choose another name, or get a new secret for that robot: robot rotate-secret."),
            422 => new(FailureKind.Permanent, $"The repository refused the content: {told} Repositories that push require --base-url; today's rejects it."),
            >= 300 and < 400 => new(FailureKind.Permanent, $"The repository redirects, and a token must not follow a redirect: {told} Check Repository:Url."),
            >= 500 => NoAnswer($"The repository is unavailable: {told}"),
            _ => new(FailureKind.Permanent, $"The repository refused the request: {told}"),
        };
    }

    /// <summary>The failure of a call without a response that can be read: it may have arrived.</summary>
    public static StepFailure NoAnswer(string reason) => new(
        FailureKind.Uncertain,
        $"{reason.TrimEnd('.')}. Whether the repository did it is unknown. Look the robot up there before you try again; robot rotate-secret gets a new secret for a robot whose secret was lost.");
}
