using System.Globalization;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Tests.Soak.Actions;

namespace RobotFunctions.Tests.Soak;

/// <summary>Draws a schedule from a seed.</summary>
internal sealed class SeededRandom
{
    private const int MostHitsOfAKind = 4;

    private static readonly ApiGeneration[] Generations = [ApiGeneration.G1, ApiGeneration.G15, ApiGeneration.G2, ApiGeneration.G2, ApiGeneration.G3, ApiGeneration.G3];

    private readonly Random _random;
    private readonly int _seed;
    private readonly ApiGeneration _generation;
    private readonly Dictionary<CallKind, int> _hits = [];

    private SeededRandom(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        _generation = _random.GetItems(Generations, 1)[0];
    }

    public static Schedule Draw(int seed) => new SeededRandom(seed).Draw();

    private Schedule Draw()
    {
        var isImpatient = _random.Next(6) == 0;
        var settings = DrawSettings(isImpatient);
        var moments = new List<Moment> { new(TimeSpan.Zero, DrawWork()) };
        var ends = new List<(int At, SoakAction SoakAction)>();
        for (var count = _random.Next(8, 20); moments.Count < count;)
        {
            var deed = DrawAction();
            moments.Add(new(DrawPause(), deed));
            if (deed.End is { } end)
            {
                ends.Add((moments.Count + _random.Next(1, 4), end));
            }

            foreach (var over in ends.Where(end => end.At <= moments.Count).ToList())
            {
                moments.Add(new(DrawEnd(isImpatient), over.SoakAction));
                ends.Remove(over);
            }
        }

        moments.AddRange(ends.Select(end => new Moment(DrawEnd(isImpatient), end.SoakAction)));
        return new Schedule(_seed, _generation, isImpatient, settings, moments);
    }

    private Dictionary<string, string> DrawSettings(bool isImpatient) => new()
    {
        ["Limits__ChunkReferences"] = Text(_random.GetItems([20, 100, 500], 1)[0]),
        ["Limits__ChunkWindow"] = Text(_random.Next(1, 5)),
        ["Limits__ActiveRuns"] = Text(_random.GetItems([1, 2, 8], 1)[0]),
        ["Limits__OpenRuns"] = Text(_random.GetItems([5, 10_000, 10_000], 1)[0]),
        ["Robot__ReferencesPerMinute"] = Text(_random.GetItems([0, 60_000, 15_000], 1)[0]),
        ["Storage__KeepFree"] = Text(_random.GetItems([0, 0, 300_000], 1)[0]),
        ["Repository__RetryTimeout"] = isImpatient ? "00:00:03" : "06:00:00",
    };

    private SoakAction DrawAction() => _random.Next(24) switch
    {
        < 4 => DrawWork(),
        < 6 => new Kill(DrawPause(), DrawPause(300)),
        < 7 => new KillWhileStarting(DrawPause(700)),
        < 9 => new Terminate(DrawPause()),
        < 15 => DrawTrouble(),
        15 => new GoDown(_random.Next(2) == 0),
        16 => _random.Next(2) == 0 ? new ExpireUrls() : new JumpClock(TimeSpan.FromMinutes(_random.Next(10, 200) * (_random.Next(2) == 0 ? 1 : -1))),
        17 => _generation == ApiGeneration.G3 ? new ExpireLeases() : new PushAgain(_random.Next(100)),
        18 => _generation == ApiGeneration.G3 ? new Look() : new PushOther(_random.Next(100)),
        19 => _generation == ApiGeneration.G3 ? DrawTrouble() : new Quarrel(_random.Next(10_000)),
        20 => new Forge(_random.Next(5)),
        21 => _random.Next(3) == 0 ? new Cancel(_random.Next(100)) : new Look(),
        _ => new FillDisk(_random.GetItems([0, 4, 100, 1000], 1)[0] * 1024),
    };

    private SoakAction DrawWork()
    {
        var seed = _random.Next(1, 1_000_000);
        var references = _random.Next(8) == 0 ? _random.Next(1_000, 3_001) : _random.Next(20, 400);
        return _generation == ApiGeneration.G3 ? new Offer(references, seed)
            : _random.Next(4) == 0 ? new Burst(_random.Next(4, 25), seed)
            : _generation != ApiGeneration.G2 && _random.Next(3) == 0 ? new PushSingle(seed)
            : new Push(references, seed);
    }

    private SoakAction DrawTrouble()
    {
        CallKind[] kinds = _generation switch
        {
            ApiGeneration.G3 => [CallKind.Download, CallKind.Upload, CallKind.Callback, CallKind.Poll, CallKind.RenewLease, CallKind.RefreshBatch],
            ApiGeneration.G1 => [CallKind.Download, CallKind.Upload, CallKind.Callback],
            _ => [CallKind.Download, CallKind.Upload, CallKind.Callback, CallKind.Callback, CallKind.RequestStatus],
        };
        var kind = _random.GetItems(kinds, 1)[0];
        var times = Math.Min(_random.Next(1, 3), MostHitsOfAKind - _hits.GetValueOrDefault(kind));
        _hits[kind] = _hits.GetValueOrDefault(kind) + times;
        return times > 0
            ? new Trouble(kind, _random.GetItems([.. Trouble.Ways(kind)], 1)[0], times, _random.Next(3), _random.Next(1, 400_000))
            : new Look();
    }

    // Trouble that a patient robot sits out, and an impatient one does not always.
    private TimeSpan DrawEnd(bool isImpatient) => isImpatient && _random.Next(2) == 0 ? TimeSpan.FromMilliseconds(_random.Next(3_000, 5_000)) : DrawPause();

    private TimeSpan DrawPause(int most = 500) => TimeSpan.FromMilliseconds(_random.Next(2) == 0 ? _random.Next(50) : _random.Next(most));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
