namespace RobotFunctions.Core.Signing;

/// <summary>Signs requests as a robot (protocol section 2). A signature is valid for five minutes, so every attempt gets a new one.</summary>
public sealed class RequestSigner(TimeProvider time)
{
    /// <summary>The headers of a request with this body at the current time. The bytes must be sent unchanged.</summary>
    public SignatureHeaders Sign(RobotIdentity robot, ReadOnlySpan<byte> body, RobotSecret secret = RobotSecret.Primary)
    {
        ArgumentNullException.ThrowIfNull(robot);
        var timestamp = UnixSeconds.From(time.GetUtcNow());
        Span<char> signature = stackalloc char[SignatureDigest.Length];
        SignatureDigest.Write(robot.Secrets.Key(secret), body, robot.Id, timestamp, signature);
        return new($"{SignatureHeaders.Scheme} {signature}", robot.Id.ToString(), PythonFloat.Format(timestamp));
    }
}
