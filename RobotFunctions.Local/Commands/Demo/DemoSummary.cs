using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>The summary at the end of a demo.</summary>
internal static class DemoSummary
{
    private const int Shown = 5;
    private const double Mebibyte = 1024 * 1024;

    public static void Write(IAnsiConsole console, DemoOptions options, DemoResult result, string? folder)
    {
        var table = new Table().Border(console.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii).HideHeaders().AddColumns("what", "how much");
        Row("accepted", options.Flow switch
        {
            DemoFlow.Single => result.Accepted == 1 ? "1 request" : $"{result.Accepted} requests",
            DemoFlow.Poll => result.Accepted == 1 ? "1 batch" : $"{result.Accepted} batches",
            _ => "1 request",
        });
        Row("references", Number(result.References));
        Row("enhanced", Number(result.Enhanced));
        Row("failed", Number(result.Failed));
        Row("bad lines", Number(result.BadLines));
        Row("signatures", result.SignaturesValid ? "valid" : "INVALID");
        Row("time", string.Create(CultureInfo.InvariantCulture, $"{result.Elapsed.TotalSeconds:0.0} s"));
        Row("references per second", Number((long)(result.References / result.Elapsed.TotalSeconds)));
        using var process = Process.GetCurrentProcess();
        Row("peak memory", string.Create(CultureInfo.InvariantCulture, $"{process.PeakWorkingSet64 / Mebibyte:0} MiB, repository included"));
        console.Write(table);

        // Paths and sentences bypass the console's line wrapping, so that they can be copied.
        var lines = console.Profile.Out.Writer;
        if (folder is not null)
        {
            lines.WriteLine($"Result file and store: {folder}");
        }

        foreach (var failure in result.Failures.Take(Shown))
        {
            lines.WriteLine($"{Number(failure.References)} failed: {failure.Message}");
        }

        foreach (var problem in result.Problems.Take(Shown))
        {
            lines.WriteLine($"The repository says: {problem}");
        }

        lines.WriteLine(result.IsGood
            ? "Every reference has exactly one valid answer, and the callback's signature is valid."
            : "Not every reference has exactly one valid answer; see above.");

        void Row(string what, string howMuch) => table.AddRow(new Text(what), new Text(howMuch));
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
