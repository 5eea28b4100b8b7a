using System.Text.RegularExpressions;

namespace RobotFunctions.Tests.Docs;

/// <summary>Names and phrases that were replaced do not come back. Histories, settings and stores keep some of them as aliases.</summary>
public sealed class FormerNamesTests
{
    private const string ThisFile = "RobotFunctions.Tests/Docs/FormerNamesTests.cs";

    /// <summary>Where a former name may stand, and why.</summary>
    private static readonly (string Path, string Name, string Reason)[] Allowed =
    [
        ("CHANGELOG.md", "", "it describes former versions"),
        (ThisFile, "", "it lists the names"),
        ("RobotFunctions.Tests/Upgrade/v1/", "", "a store that a former version wrote"),
        ("RobotFunctions.HostTests/Upgrade/v1/", "", "histories that a former version wrote"),
        ("RobotFunctions.HostTests/Upgrade/v2/", "KeepDeadLetter", "the stored name of the step"),
        ("docs/decisions/010-stored-names-keep-aliases.md", "", "it explains the aliases"),
        ("RobotFunctions.Tests/Upgrade/StoredNamesTests.cs", "", "it tests the aliases"),
        ("RobotFunctions.Core/Batches/RunOutcome.cs", "LetLapse", "alias: histories and ended runs contain it"),
        ("RobotFunctions.Core/Configuration/RepositoryOptions.cs", "Patience", "alias: configurations contain it"),
        ("docs/configuration.md", "Patience", "alias: configurations contain it"),
        ("RobotFunctions.Core/Steps/StepDefinitions.cs", "KeepDeadLetter", "the stored name of the step"),
        (".ci/functions", "KeepDeadLetter", "the stored name of the step"),
        ("RobotFunctions.Core/PublicAPI.Unshipped.txt", "", "it lists the aliases"),
    ];

    /// <summary>A pattern for the former name, and what to write instead.</summary>
    public static TheoryData<string, string> Names => new()
    {
        { @"(?i:\bdoors?\b)|Doors?\b", "endpoint, admin endpoint" },
        { @"(?i:\bstand-?ins?\b)|StandIn", "repository simulator" },
        { @"\bTurns\b|\b(class|new) Turn\b", "RunSynchronizationContext, StartLease" },
        { @"\bPatientDisk", "RetryingDisk" },
        { @"\b(DiskRoom|BodyRoom|HasRoom|TakeRoom)", "DiskSpaceCheck, BodyBudget, HasCapacity, TryReserve" },
        { @"\b(Pace|Deadlines)\b", "StartRateLimiter, TimeoutPool" },
        { "(Engine|Storage)Trouble", "EngineExceptions, StorageExceptions" },
        { @"\bin trouble\b", "unavailable, failed" },
        { @"\bKnock", "AcquireAsync" },
        { @"\b(EngineParts|RunWork)\b", "EngineContext, RunOperations" },
        { @"\bPatience\b", "RetryTimeout" },
        { "LetLapse", "LeaseAbandoned" },
        { @"\b(RunPart|ChunkRange)\b", "RunSegment, ChunkSegment" },
        { @"CancelAsked|(?i:\bwish(es|ed)?\b)", "CancellationRequested, cancellation request" },
        { @"(?i:\bstrays?\b)|HasStrays", "abandoned calls" },
        { "RefusedMessages", "RejectedMessageReporter" },
        { "KeepDeadLetter", "StoreDeadLetter" },
        { "RobotRegistry", "ConfiguredRobots" },
        { @"[<( ]Nothing>|\bNothing\.Value", "Unit" },
        { @"\b(Deeds?|Dice)\b", "Actions, SeededRandom" },
        { @"\bmet a bug\b", "failed unexpectedly" },
        { @"could not be looked at|\btaken to exist\b", "could not be verified; assuming they exist" },
        { @"(?<![Tt]here )\bis no (http|URL|setting|address|number|JSON|YAML|UUID)\b", "is not a ..." },
        { @"\bthere is none of\b", "there is no ... of that name" },
        { @"(?i)\brightly\b", "valid" },
        { @"\b[Pp]lays a\b", "simulates, runs a" },
        { @"\b(polls|polling) for good\b", "keeps polling" },
        { @"\bpasses the tests\b", "runs the tests" },
        { @"\bthrows is tried again\b", "an exception is retried" },
        { @"(?i)\bone answer a reference\b", "one answer per reference" },
        { @"(?m)^#+ (Look|When it is bad|Find your way)\r?$", "Diagnose, Recover, Documentation" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_former_name_stands_only_where_it_is_an_alias(string pattern, string instead)
    {
        var name = new Regex(pattern, RegexOptions.CultureInvariant);

        var found = CheckoutText.Files
            .SelectMany(file => name.Matches(file.Text).Select(match => (file.Path, match.Value, Line: file.Text.AsSpan(0, match.Index).Count('\n') + 1)))
            .Where(static hit => !Allowed.Any(entry => hit.Path.StartsWith(entry.Path, StringComparison.Ordinal) && (entry.Name.Length == 0 || entry.Name == hit.Value)))
            .Select(hit => $"{hit.Path}:{hit.Line}: write \"{instead}\" instead of \"{hit.Value}\".")
            .ToList();

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void An_alias_that_is_gone_is_not_allowed_any_more()
    {
        var files = CheckoutText.Files;

        var unused = Allowed.Where(entry => !files.Any(file =>
            file.Path.StartsWith(entry.Path, StringComparison.Ordinal) && file.Text.Contains(entry.Name, StringComparison.Ordinal)));

        Assert.Empty(unused);
    }
}
