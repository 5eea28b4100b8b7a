using System.Globalization;
using RobotFunctions.Core.Batches;

namespace RobotFunctions.Local.Commands.Enhance;

/// <summary>Shows how far the work is: twice a second on one line of a terminal, once a minute as a line of its own elsewhere.</summary>
internal sealed class EnhanceProgress : IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromMinutes(1);

    private readonly TextWriter _error;
    private readonly TimeProvider _time;
    private readonly long _total;
    private readonly long _before;
    private readonly Func<EntryCounts> _counts;
    private readonly long _began;
    private readonly bool _terminal;
    private readonly ITimer? _timer;
    private int _shown;

    public EnhanceProgress(TextWriter error, GlobalOptions options, TimeProvider time, long total, Func<EntryCounts> counts)
    {
        _error = error;
        _time = time;
        _total = total;
        _before = counts().Done;
        _counts = counts;
        _began = time.GetTimestamp();
        _terminal = !Console.IsErrorRedirected;
        var every = _terminal ? OnTerminal : Elsewhere;
        _timer = options.Quiet ? null : time.CreateTimer(_ => Show(), null, every, every);
    }

    /// <summary>One line: how many are done, how many a second, and the time left at that rate.</summary>
    public static string Line(long done, long total, long before, TimeSpan elapsed)
    {
        var rate = elapsed > TimeSpan.Zero ? (done - before) / elapsed.TotalSeconds : 0;
        var percent = total == 0 ? 100 : done * 100 / total;
        var left = rate > 0 ? $", {Left(TimeSpan.FromSeconds((total - done) / rate))} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {total:N0} ({percent} %), {rate:0.#}/s{left}");
    }

    public void Dispose()
    {
        _timer?.Dispose();
        if (_shown > 0)
        {
            _error.Write($"\r{new string(' ', _shown)}\r");
        }
    }

    private static string Left(TimeSpan left) => left switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalSeconds)} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalMinutes)} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalHours)} h"),
    };

    private void Show()
    {
        var line = Line(_counts().Done, _total, _before, _time.GetElapsedTime(_began));
        if (!_terminal)
        {
            _error.WriteLine(line);
            return;
        }

        var width = Math.Max(1, Console.WindowWidth - 1);
        line = line.Length > width ? line[..width] : line;
        _error.Write($"\r{line.PadRight(_shown)}");
        _shown = line.Length;
    }
}
