using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.People;

/// <summary>What came of a step of signing in.</summary>
/// <param name="State">How far the sign-in is now; null if it was refused.</param>
/// <param name="Problem">Why it was refused; null if it was not.</param>
internal sealed record SignInResult(SessionState? State, Problem? Problem)
{
    /// <summary>
    /// The one answer to a wrong name, a wrong password, a locked and a disabled account: it does not tell them apart, and says what each of these people
    /// must know.
    /// </summary>
    public static readonly SignInResult Wrong = new(null, new Problem(
        StatusCodes.Status422UnprocessableEntity,
        $"The name or the password is wrong. After {Lockout.MaxFailures} wrong passwords in a row a name is locked for {Lockout.Duration.TotalMinutes} minutes. If you forgot the password, ask an administrator for a link to set a new one."));
}
