using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Steps.Offline;

namespace RobotFunctions.Local.Commands.Enhance;

/// <summary>Enhances a file from its first line to the result in its place.</summary>
internal sealed class EnhanceRun(EnhanceRequest request, Action<IServiceCollection> addServices, TimeProvider time, TextWriter output, TextWriter error)
{
    /// <summary>Runs the command and gives its exit code. What cannot be done is told in a sentence.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return request.Problem is { } problem ? throw new FileProblemException(problem) : await RunInFolderAsync(cancellation);
        }
        catch (Exception exception) when (exception is FileProblemException or EnhancerMissingException)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCodes.Usage;
        }
        catch (ReaderGoneException)
        {
            return ExitCodes.Failure;
        }
    }

    private async Task<int> RunInFolderAsync(CancellationToken cancellation)
    {
        var services = EnhanceServices.Create(request, addServices);
        string[] inputs = request.ReadsStandardInput ? [] : [request.Input];
        var target = request.WritesDirectly ? null : FileProblemException.CheckTarget(request.Output, "results", inputs);
        var errors = request.Errors is null ? null : FileProblemException.CheckTarget(request.Errors, "error lines", [.. inputs, .. target is null ? [] : new[] { target }]);
        using var given = request.ReadsStandardInput ? null : OpenInput(request.Input);
        using var folder = target is null ? WorkFolder.Temporary() : WorkFolder.Beside(target, request.Resume);
        try
        {
            return await RunAsync(services.AddSingleton(folder.Store), folder, given, target, errors, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The work stopped: {exception.Message}");
            await TellWhatIsKeptAsync(folder);
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await TellWhatIsKeptAsync(folder);
            return ExitCodes.Interrupted;
        }
    }

    private async Task<int> RunAsync(
        IServiceCollection services, WorkFolder folder, FileStream? given, string? target, string? errors, CancellationToken cancellation)
    {
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        using var copied = given is { CanSeek: true } ? null : await CopyAsync(given, folder.InputCopy, cancellation);
        var references = copied ?? given!;
        var began = time.GetTimestamp();
        var file = provider.GetRequiredService<EnhanceFile>();
        var surveyed = await file.SurveyAsync(references, cancellation);
        if (surveyed.Value is not { } survey)
        {
            await error.WriteLineAsync(surveyed.Failure!.Reason);
            return ExitCodes.Failure;
        }

        using var direct = target is null ? FileProblemException.Explained(request.Output, "results", () => DirectOutput.Open(request.Output)) : null;
        using var work = EnhanceWork.Open(folder.Path, Identity(provider, survey), direct);
        references.Position = 0;
        var outcome = await EnhanceAsync(file, references, survey, work, cancellation);
        if (outcome.Failure is { } failure)
        {
            await error.WriteLineAsync(failure.Reason);
            await TellWhatIsKeptAsync(folder);
            return ExitCodes.Failure;
        }

        work.Finish(target, errors);
        folder.Finish();
        var counts = work.Done.Counts;
        var summary = new EnhanceSummary(
            counts.Enhanced, counts.Failed, counts.BadLines, counts.Duplicates, survey.FirstBadLines ?? [], time.GetElapsedTime(began).TotalSeconds, target, errors);
        await (request.Json ? JsonOption.WriteAsync(output, summary, EnhanceJsonContext.Default.EnhanceSummary) : summary.WriteAsync(error));
        return counts.Done == counts.Enhanced ? ExitCodes.Success : ExitCodes.Failure;
    }

    private async Task<Core.Failures.StepOutcome<FileProgress>> EnhanceAsync(
        EnhanceFile file, FileStream references, FileSurvey survey, EnhanceWork work, CancellationToken cancellation)
    {
        using var progress = new EnhanceProgress(error, request.Options, time, survey.Lines, () => work.Done.Counts + file.Open);
        return await file.RunAsync(
            references,
            survey,
            work.Done,
            (lines, done) =>
            {
                work.Add(lines.Span, done);
                return Task.CompletedTask;
            },
            cancellation);
    }

    private static WorkIdentity Identity(IServiceProvider services, FileSurvey survey)
    {
        var robot = services.GetRequiredService<ConfiguredRobots>().All[0].Options;
        var limits = services.GetRequiredService<IOptions<LimitsOptions>>().Value;
        return new WorkIdentity(survey.Hash, robot.Enhancer, robot.Version, robot.Source, limits.ChunkReferences, limits.ChunkBytes, limits.LineBytes);
    }

    private static FileStream OpenInput(string path) => FileProblemException.Explained(
        path, "references", () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan));

    /// <summary>Copies what can be read only once: standard input, or a pipe.</summary>
    private static async Task<FileStream> CopyAsync(FileStream? pipe, string path, CancellationToken cancellation)
    {
        var copy = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        await using var input = pipe ?? Console.OpenStandardInput();
        await input.CopyToAsync(copy, cancellation);
        copy.Position = 0;
        return copy;
    }

    private async Task TellWhatIsKeptAsync(WorkFolder folder)
    {
        if (folder.HasAnswers)
        {
            await error.WriteLineAsync($"What is finished is kept in {folder.Path}. Run the same command with --resume to continue.");
        }
    }
}
