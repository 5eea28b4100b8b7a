using System.Text;
using System.Text.RegularExpressions;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Tests.Commands;

namespace RobotFunctions.Tests.Soak;

/// <summary>The robot as a child process that is ended and started again and again.</summary>
internal sealed partial class SoakRobot(string folder, IReadOnlyDictionary<string, string> settings, RegisteredRobot robot) : IDisposable
{
    private readonly StringBuilder _past = new();
    private RobotProcess? _process;

    /// <summary>What must not have happened to the process.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Everything that all its processes wrote.</summary>
    public string Log => $"{_past}{_process?.Log}";

    /// <summary>Starts it and waits until its endpoints are open. Where its disk is full it may refuse to start, with a sentence.</summary>
    /// <returns>Whether it runs.</returns>
    public async Task<bool> StartAsync(bool diskIsFull)
    {
        if (_process is { HasEnded: false })
        {
            return true;
        }

        Forget();
        var process = Begin();
        try
        {
            var listening = await process.LineAsync("Now listening on");
            robot.BaseUrl = new Uri(Address().Match(listening).Value);
            return true;
        }
        catch (InvalidOperationException ended)
        {
            var (code, _, error) = await process.EndAsync();
            Forget();
            if (!diskIsFull || code != 2 || !error.Contains("The store at", StringComparison.Ordinal))
            {
                Problems.Add($"The robot did not start: {ended.Message}");
            }

            return false;
        }
    }

    /// <summary>SIGKILL, if it runs.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            NoteOwnEnd();
            await process.KillAsync();
            Forget();
        }
    }

    /// <summary>Starts it and kills it a moment later, wherever its start is by then.</summary>
    public async Task KillWhileStartingAsync(TimeSpan after)
    {
        await KillAsync();
        var process = Begin();
        await Task.Delay(after, TimeProvider.System);
        await process.KillAsync();
        Forget();
    }

    /// <summary>SIGTERM, if it runs; it must end with 0.</summary>
    public async Task TerminateAsync()
    {
        if (_process is { } process)
        {
            NoteOwnEnd();
            if (!process.HasEnded && await process.TerminateAsync() is var code and not 0)
            {
                Problems.Add($"The robot ended with {code} after SIGTERM.");
            }

            Forget();
        }
    }

    public void Dispose() => _process?.Dispose();

    private RobotProcess Begin()
    {
        Starts++;
        return _process = RobotProcess.Start(folder, settings, "serve", "--urls", "http://127.0.0.1:0", "--drain", "2");
    }

    private void NoteOwnEnd()
    {
        if (_process!.HasEnded)
        {
            Problems.Add("The robot ended by itself.");
        }
    }

    private void Forget()
    {
        _past.Append(_process?.Log);
        _process?.Dispose();
        _process = null;
    }

    [GeneratedRegex("http://127.0.0.1:[0-9]+")]
    private static partial Regex Address();
}
