using Microsoft.AspNetCore.Http.Features;
using RobotFunctions.Core.Signing;
using RobotFunctions.Simulator.Calls;

namespace RobotFunctions.Simulator.Robots;

/// <summary>Accepts only calls with a valid signature (protocol section 2).</summary>
internal sealed class SignatureGate(RegisteredRobots robots, TimeProvider time)
{
    private readonly SignatureVerifier _verifier = new(id => robots.Find(id)?.Secrets);

    /// <summary>The body of a signed call; null if it was rejected and the response was sent.</summary>
    public async Task<byte[]?> AdmitAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();

        var headers = context.Request.Headers;
        var signature = new SignatureHeaders(
            headers.Authorization, headers[SignatureHeaders.ClientIdName], headers[SignatureHeaders.TimestampName]);
        var verdict = _verifier.Verify(signature, bytes, time.GetUtcNow());
        context.Features.GetRequiredFeature<ReceivedCall>().Signature = verdict;
        if (verdict.IsAccepted)
        {
            return bytes;
        }

        await Answers.Detail(context, 401, verdict.Detail);
        return null;
    }
}
