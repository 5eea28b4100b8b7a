using System.Buffers;
using RobotFunctions.Core.Intake;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The exact bytes of a request body. Its memory counts towards the budget until it is disposed.</summary>
internal sealed class RequestBody(BodyBudget budget) : IDisposable
{
    private long _taken;

    /// <summary>Reads the body.</summary>
    /// <returns>The body, or the response if it is longer than <paramref name="limit"/> bytes or the memory budget is exhausted.</returns>
    public async ValueTask<(byte[]? Body, IntakeAnswer? Refusal)> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit)
        {
            return (null, IntakeAnswer.TooLarge(limit));
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            if (Refuse(read.Buffer.Length, limit) is { } refusal)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return (null, refusal);
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return (body, null);
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        budget.Release(_taken);
        _taken = 0;
    }

    private IntakeAnswer? Refuse(long length, int limit)
    {
        if (length > limit)
        {
            return IntakeAnswer.TooLarge(limit);
        }

        if (!budget.TryReserve(length - _taken))
        {
            return IntakeAnswer.Unavailable("The robot has reached its memory limit for requests. Send the request again later.");
        }

        _taken = length;
        return null;
    }
}
