using System.Text.Json;
using System.Text.RegularExpressions;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Batches;

namespace RobotFunctions.Tests.Soak;

/// <summary>Holds a robot, after all trouble is over, to what it promises (the invariants of ARCHITECTURE.md).</summary>
internal sealed partial class Oracle(SoakWorld world)
{
    private readonly List<string> _problems = [];
    private Dictionary<BatchId, DeadLetter> _letters = [];

    /// <summary>What came of everything, for the record.</summary>
    public SoakTally Tally { get; } = new();

    /// <summary>Every promise that was broken.</summary>
    public async Task<IReadOnlyList<string>> JudgeAsync()
    {
        Require(await world.SettleAsync(), "The robot did not come to an end with its work.");
        _letters = ReadLetters();
        foreach (var letter in _letters.Values.Where(MayBeRedelivered))
        {
            await RedeliverAsync(letter.Batch.Id);
        }

        await world.Repository.ImportsEndedAsync();
        await JudgePushesAsync();
        JudgePolls();
        await JudgeForgeriesAsync();
        await world.Robot.TerminateAsync();
        JudgeStore();
        JudgeSecrets();
        _problems.AddRange(world.Robot.Problems);
        _problems.AddRange(world.Pushes.Problems);
        return _problems;
    }

    // On a machine that stands still for a moment the repository is too slow for the robot's patience, and the operator tries again.
    private async Task RedeliverAsync(BatchId id)
    {
        (int Status, string Body)? answer = null;
        await SoakWorld.UntilAsync(async () =>
        {
            answer = await world.OrderAsync($"/requests/{id}/redeliver");
            return answer is not { Status: 502 } || !answer.Value.Body.Contains("did not send a complete response within", StringComparison.Ordinal) || IsForAPerson(id);
        });
        Require(answer?.Status == 200 || IsForAPerson(id), $"{id}: the dead letter could not be delivered: {answer}");
    }

    private bool IsForAPerson(BatchId id) => ReadLetters().GetValueOrDefault(id) is { } left && !MayBeRedelivered(left);

    private async Task JudgePushesAsync()
    {
        foreach (var sent in world.Pushes.All)
        {
            var request = sent.Request;
            var callbacks = world.Repository.Callbacks.All.Where(callback => callback.Id == request.Id).ToList();
            var errors = callbacks.Count(static callback => callback.Error is not null);
            var imports = request.Imports.Where(static import => import.Enhanced > 0).ToList();
            var letter = _letters.GetValueOrDefault(request.Id);
            var run = await world.ShownAsync(request.Id);
            var answers = $"(answers: {string.Join(", ", sent.Answers.Select(static answer => answer?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"))})";

            Require(imports.Count <= sent.MostRuns, $"{request.Id}: imported {imports.Count} times {answers}.");
            Require(imports.All(static import => import.IsOneAnswerEach && import.Enhanced == import.Requested), $"{request.Id}: a result is not whole: {string.Join(' ', imports)}");
            Require(sent.Results.Distinct().Count() <= 1, $"{request.Id}: results differ from run to run.");
            Require(letter is null || world.Schedule.MayGiveUp || !MayBeRedelivered(letter), $"{request.Id}: given up, though there was time: {letter?.Reason}");
            if (sent.IsAccepted)
            {
                Require(imports.Count + errors > 0 || IsForAPerson(request.Id), $"{request.Id}: accepted, and never heard of again {answers}.");
                Require(imports.Count > 0 || letter is not null || world.Schedule.MayFail, $"{request.Id}: failed without need: {request.Error}");
                Require(run is { Status: 200 } && SoakWorld.HasOutcome(run.Value.Body), $"{request.Id}: accepted, but shown as {run}.");
            }
            else if (sent.MostRuns == 0)
            {
                Require(callbacks.Count == 0 && letter is null && run is { Status: 404 }, $"{request.Id}: refused, but there are traces of it {answers}: {run}");
            }

            Tally.Count(sent, imports.Count, errors, letter);
        }
    }

    private void JudgePolls()
    {
        var deliveries = world.Repository.Batches.All.SelectMany(static batch => batch.Pending).ToLookup(static pending => pending.ReferenceId);
        Require(deliveries.Count == world.Offered, $"{world.Offered} references were offered and {deliveries.Count} claimed.");
        foreach (var reference in deliveries)
        {
            var completed = reference.Count(static pending => pending.Status == PendingStatus.Completed);
            var failed = reference.Count(static pending => pending.Status == PendingStatus.Failed);
            var expired = reference.Count(static pending => pending.Status == PendingStatus.Expired);
            Require(completed + failed + expired == reference.Count(), $"{reference.Key}: {string.Join(", ", reference.Select(static pending => pending.Status))}");
            Require(completed == 1 || (completed == 0 && (expired == LeasedBatches.MaxRetries + 1 || (failed == 1 && world.Schedule.MayFail))), $"{reference.Key}: completed {completed} times, failed {failed} times.");
            Tally.Count(completed, failed);
        }

        foreach (var batch in world.Repository.Batches.All.Where(static batch => batch.Import is not null))
        {
            Require(batch.Import is { IsOneAnswerEach: true, Discarded: 0 } && batch.Import.Enhanced == batch.Import.Requested, $"{batch.Id}: a result is not whole: {batch.Import}");
        }
    }

    private async Task JudgeForgeriesAsync()
    {
        foreach (var id in world.Pushes.Forged)
        {
            var run = await world.AskAsync(HttpMethod.Get, $"/requests/{id}");
            Require(run is { Status: 404 }, $"{id}: forged, and still shown: {run}");
            Require(!world.Repository.Calls.All.Any(call => call.Path.Contains(id.ToString(), StringComparison.Ordinal)), $"{id}: forged, and still worked on.");
        }
    }

    private void JudgeStore()
    {
        var left = Directory.GetFiles(world.Store, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(world.Store, path))
            .Where(path => path is not ("version" or "lock" or "operator.key") && !EndedRun().IsMatch(path) && !path.StartsWith("dead-letters", StringComparison.Ordinal))
            .Concat(Directory.GetDirectories(Path.Combine(world.Store, "batches")))
            .ToList();
        Require(left.Count == 0, $"Left in the store: {string.Join(", ", left)}");
        Require(!ReadLetters().Values.Any(MayBeRedelivered), "A dead letter was delivered, and is still there.");
    }

    private void JudgeSecrets()
    {
        var texts = Directory.GetFiles(world.Store, "*.json", SearchOption.AllDirectories).Select(File.ReadAllText).Append(world.Robot.Log);
        foreach (var text in texts)
        {
            Require(!text.Contains("sig=", StringComparison.Ordinal) && !text.Contains("serial=", StringComparison.Ordinal), "A signed URL can be read.");
            Require(!text.Contains(world.Secret, StringComparison.Ordinal) && !Signature().IsMatch(text), "The secret or a signature can be read.");
        }

        foreach (var line in world.Robot.Log.Split('\n').Where(static line => line.Contains("crit:", StringComparison.Ordinal) || line.Contains(" crashed: ", StringComparison.Ordinal)))
        {
            _problems.Add($"The robot failed unexpectedly: {line}");
        }
    }

    private Dictionary<BatchId, DeadLetter> ReadLetters() => Directory.GetFiles(Path.Combine(world.Store, "dead-letters"))
        .Select(static path => JsonSerializer.Deserialize(File.ReadAllBytes(path), DeadLetterJsonContext.Default.DeadLetter)!)
        .ToDictionary(static letter => letter.Batch.Id);

    // What may have arrived in a G1 repository, which cannot be asked, is for a person.
    private static bool MayBeRedelivered(DeadLetter letter) => !letter.Uncertain || letter.Batch.Generation != ApiGeneration.G1;

    private void Require(bool promise, string problem)
    {
        if (!promise)
        {
            _problems.Add(problem);
        }
    }

    [GeneratedRegex("^runs/ended/[0-9a-f-]{36}\\.json$")]
    private static partial Regex EndedRun();

    [GeneratedRegex("Signature [0-9a-f]{64}")]
    private static partial Regex Signature();
}
