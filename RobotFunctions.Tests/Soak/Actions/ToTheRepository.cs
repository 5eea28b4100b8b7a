using Microsoft.AspNetCore.Http;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;

namespace RobotFunctions.Tests.Soak.Actions;

/// <summary>Some calls of a kind meet trouble.</summary>
/// <param name="Kind">Which calls.</param>
/// <param name="Way">What happens to them.</param>
/// <param name="Times">How many.</param>
/// <param name="Spared">How many go well before.</param>
/// <param name="Bytes">After how much of a body, where it is cut or comes to a halt.</param>
internal sealed record Trouble(CallKind Kind, string Way, int Times, int Spared, int Bytes) : SoakAction
{
    public static IEnumerable<string> Ways(CallKind kind) =>
    [
        "dropped", "answer lost", "hangs", "500", "503", "429", "408", "slow",
        .. kind switch
        {
            CallKind.Download => ["cut", "stalls", "drips", "gzip", "gzip cut", "empty gzip", "dropped"],
            CallKind.Upload => ["cut", "answer lost"],
            CallKind.Callback => ["answer lost", "answer lost", "slow"],
            _ => Array.Empty<string>(),
        },
    ];

    /// <summary>What a robot without patience meets besides: any other would wait for minutes, which no schedule has.</summary>
    public static IEnumerable<string> WaysOfImpatience => ["503 for weeks", "503 for a century"];

    public override Task DoAsync(SoakWorld world)
    {
        world.Repository.Faults.Add(
            Kind,
            Way switch
            {
                "dropped" => Fault.DropBefore,
                "answer lost" => Fault.LoseReply,
                "hangs" => Fault.Hang,
                "429" => Fault.TooManyRequests(retryAfterSeconds: 1),
                "slow" => SlowAsync,
                "cut" => Kind == CallKind.Upload ? Fault.CutUpload(Bytes) : Fault.CutDownload(Bytes),
                "stalls" => Fault.Stall(Bytes),
                "drips" => Fault.Drip(16 * 1024, TimeSpan.FromMilliseconds(5), TimeProvider.System),
                "gzip" => Fault.Gzip,
                "gzip cut" => Fault.CutGzip(Bytes / 100),
                "empty gzip" => Fault.CutGzip(0),
                "503 for weeks" => Fault.Answer(503, retryAfter: "4294968"),
                "503 for a century" => Fault.Answer(503, retryAfter: "Tue, 20 Aug 2120 12:00:00 GMT"),
                _ => Fault.Answer(int.Parse(Way, System.Globalization.CultureInfo.InvariantCulture)),
            },
            Times,
            Spared);
        return Task.CompletedTask;
    }

    private static async Task SlowAsync(HttpContext context, RequestDelegate next)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System, context.RequestAborted);
        await next(context);
    }
}

/// <summary>The repository and its storage go down: connections are refused, or dropped.</summary>
internal sealed record GoDown(bool Refuses) : SoakAction
{
    internal override SoakAction End => new ComeBack();

    public override Task DoAsync(SoakWorld world)
    {
        world.Repository.Faults.Down = !Refuses;
        return Refuses ? world.Repository.GoDownAsync() : Task.CompletedTask;
    }
}

/// <summary>The repository is back.</summary>
internal sealed record ComeBack : SoakAction
{
    public override Task DoAsync(SoakWorld world) => world.BringRepositoryBackAsync();
}

/// <summary>Every signed URL expires.</summary>
internal sealed record ExpireUrls : SoakAction
{
    public override Task DoAsync(SoakWorld world)
    {
        world.Repository.Storage.ExpireUrls();
        return Task.CompletedTask;
    }
}

/// <summary>Storage refuses every signed URL, the new ones too.</summary>
internal sealed record RefuseUrls : SoakAction
{
    internal override SoakAction End => new AcceptUrls();

    public override Task DoAsync(SoakWorld world)
    {
        world.RefuseUrls();
        return Task.CompletedTask;
    }
}

/// <summary>Storage accepts signed URLs again.</summary>
internal sealed record AcceptUrls : SoakAction
{
    public override Task DoAsync(SoakWorld world)
    {
        world.UrlsAreRefused = false;
        return Task.CompletedTask;
    }
}

/// <summary>The repository's clock jumps: signatures of both sides are refused, URLs and leases may expire.</summary>
internal sealed record JumpClock(TimeSpan By) : SoakAction
{
    internal override SoakAction End => new SetClockRight();

    public override Task DoAsync(SoakWorld world)
    {
        world.Clock.Jump(By);
        return Task.CompletedTask;
    }
}

/// <summary>The repository's clock is right again.</summary>
internal sealed record SetClockRight : SoakAction
{
    public override Task DoAsync(SoakWorld world)
    {
        world.Clock.SetRight();
        return Task.CompletedTask;
    }
}

/// <summary>Every lease is lost: its time is over before the robot renews it.</summary>
internal sealed record ExpireLeases : SoakAction
{
    public override Task DoAsync(SoakWorld world)
    {
        world.Clock.Jump(SoakWorld.Lease);
        world.Repository.Batches.ExpireLeases();
        world.Clock.Jump(-SoakWorld.Lease);
        return Task.CompletedTask;
    }
}
