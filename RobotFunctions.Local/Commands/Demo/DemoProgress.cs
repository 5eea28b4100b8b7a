using RobotFunctions.Core.Batches;
using Spectre.Console;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>How far a demo is: a bar on a terminal, a line for each tenth elsewhere.</summary>
internal sealed class DemoProgress(IAnsiConsole console, ProgressTask? bar)
{
    private long _expected;
    private long _tenth;

    /// <summary>Runs <paramref name="play"/> with a progress display that suits the console.</summary>
    public static async Task<T> RunAsync<T>(IAnsiConsole console, Func<DemoProgress, Task<T>> play)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return await play(new DemoProgress(console, null));
        }

        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context => play(new DemoProgress(console, context.AddTask("Queued"))));
    }

    public void Expect(long references)
    {
        _expected = references;
        if (bar is not null)
        {
            bar.MaxValue = Math.Max(1, references);
        }
    }

    public void Show(long done, RunPhase phase)
    {
        if (bar is not null)
        {
            bar.Description = phase.ToString();
            bar.Value = done;
        }
        else if (_expected >= 1000 && done * 10 / _expected > _tenth)
        {
            _tenth = done * 10 / _expected;
            console.WriteLine($"{phase}: {done} of {_expected} references");
        }
    }
}
