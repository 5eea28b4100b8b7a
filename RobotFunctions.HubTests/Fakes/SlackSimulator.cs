using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Incoming webhooks of Slack: each path takes one message a second, and answers 429 to more.</summary>
internal sealed class SlackSimulator : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly WebhookReceiver _receiver;
    private readonly ConcurrentQueue<SlackPost> _posts;

    private SlackSimulator(WebhookReceiver receiver, ConcurrentQueue<SlackPost> posts) => (_receiver, _posts) = (receiver, posts);

    /// <summary>The URL of a webhook.</summary>
    public string Url => $"{_receiver.Url}/services/T0/B0/s3cr3t-of-slack";

    /// <summary>The messages that were taken, in order.</summary>
    public IReadOnlyList<SlackPost> Posts => [.. _posts];

    /// <summary>Makes it keep each message so long before it answers, so that a kill interrupts sends.</summary>
    public TimeSpan AnswerTime { get; set; }

    /// <summary>How many requests were answered with 429.</summary>
    public int TooMany { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="time">The time by which it counts.</param>
    /// <param name="answer">Answers a request instead; the number of requests before it comes with it. False: Slack answers.</param>
    public static async Task<SlackSimulator> StartAsync(TimeProvider time, Func<HttpContext, int, Task<bool>>? answer = null)
    {
        var posts = new ConcurrentQueue<SlackPost>();
        var gate = new Lock();
        SlackSimulator? simulator = null;
        WebhookReceiver? receiver = null;
        receiver = await WebhookReceiver.StartAsync(async (context, before) =>
        {
            if (answer is not null && await answer(context, before))
            {
                return;
            }

            var body = receiver!.Received.ElementAt(before).Body;
            bool isTaken;
            lock (gate)
            {
                isTaken = posts.LastOrDefault(post => post.Path == context.Request.Path) is not { } last || time.GetUtcNow() - last.At >= Interval;
                if (isTaken)
                {
                    posts.Enqueue(new SlackPost(context.Request.Path, time.GetUtcNow(), JsonElement.Parse(body)));
                }
                else
                {
                    simulator!.TooMany++;
                }
            }

            await Task.Delay(simulator!.AnswerTime, TimeProvider.System);
            context.Response.StatusCode = isTaken ? StatusCodes.Status200OK : StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = isTaken ? default : "1";
            await context.Response.WriteAsync(isTaken ? "ok" : "rate_limited");
        });
        return simulator = new SlackSimulator(receiver, posts);
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();
}

/// <summary>A message that Slack took.</summary>
internal sealed record SlackPost(string Path, DateTimeOffset At, JsonElement Body)
{
    /// <summary>The ids of the notifications that it tells of.</summary>
    public IReadOnlyList<Guid> Ids =>
        [.. Body.GetProperty("blocks").EnumerateArray().Select(static block => block.GetProperty("block_id").GetString()).Where(static id => id != "digest").Select(static id => Guid.Parse(id!))];

    /// <summary>The text of its last block.</summary>
    public string Text => Body.GetProperty("blocks").EnumerateArray().Last().GetProperty("text").GetProperty("text").GetString()!;
}
