using RobotFunctions.Core.Batches;
using Spectre.Console;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>Shows the progress of a demo: a bar on a terminal, otherwise a line for each 10 %.</summary>
internal sealed class DemoProgress(IAnsiConsole? console, ProgressTask? bar)
{
    private long _expected;
    private long _tenth;

    /// <summary>Runs <paramref name="demo"/> with a progress display that suits the console.</summary>
    public static async Task<T> RunAsync<T>(IAnsiConsole console, Func<DemoProgress, Task<T>> demo, bool quiet = false)
    {
        if (quiet)
        {
            return await demo(new DemoProgress(null, null));
        }

        if (!console.Profile.Capabilities.Interactive)
        {
            return await demo(new DemoProgress(console, null));
        }

        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context => demo(new DemoProgress(console, context.AddTask("Queued"))));
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
            console?.WriteLine($"{phase}: {done} of {_expected} references");
        }
    }
}
