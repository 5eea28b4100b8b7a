using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace RobotFunctions.HubTests.Kills;

/// <summary>Which events arrived, and in which lives of the Hub that sent them. Each answer takes a while, so that a kill interrupts sends.</summary>
internal sealed class Arrivals
{
    public static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> _lives = new();
    private int _open;

    /// <summary>How long an answer takes.</summary>
    public TimeSpan AnswerTime { get; set; }

    /// <summary>Which life of the Hub it is.</summary>
    public int Life { get; set; }

    /// <summary>The sends that wait for their answer.</summary>
    public int Open => _open;

    /// <summary>The ids that arrived.</summary>
    public ICollection<string> Ids => _lives.Keys;

    /// <summary>How many ids arrived.</summary>
    public int Count => _lives.Count;

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _open);
        _lives.GetOrAdd(context.Request.Headers["webhook-id"].ToString(), static _ => new()).Enqueue(Life);
        await Task.Delay(AnswerTime, TimeProvider.System);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        Interlocked.Decrement(ref _open);
    }

    /// <summary>How many sends of a life came again, in the same or a later one.</summary>
    public int CameAgain(int life) => _lives.Values.Sum(arrivals => arrivals.SkipLast(1).Count(before => before == life));
}
