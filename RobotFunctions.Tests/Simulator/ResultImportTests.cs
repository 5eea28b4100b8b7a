using System.Text;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Simulator.References;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;
using static RobotFunctions.Tests.Simulator.ResultLines;

namespace RobotFunctions.Tests.Simulator;

public sealed class ResultImportTests : IDisposable
{
    private const string A = "3a533776-c9ad-4aac-a089-00000000000a";
    private const string B = "0198c1a2-7b3c-7def-8123-00000000000b";
    private const string C = "3a533776-c9ad-4aac-a089-00000000000c";
    private const string Stranger = "3a533776-c9ad-4aac-a089-00000000000d";
    private const string Missing = "Requested reference not in enhancement result.";

    private readonly TemporaryFolder _folder = new();
    private readonly RegisteredRobots _robots = new();
    private readonly ImportedEnhancements _imported = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_line_each_in_the_order_of_the_references_is_imported_whole()
    {
        var report = await ImportAsync(Enhancement(A), Error(B, "too short"), Enhancement(C));

        Assert.True(report.IsOneAnswerEach);
        Assert.Equal((3, 2, 1, 0), (report.Lines, report.Enhanced, report.Failed, report.Missing));
        Assert.Equal([$$"""{"reference_id":"{{A}}"}""", $$"""{"reference_id":"{{B}}","error":"too short"}""", $$"""{"reference_id":"{{C}}"}"""], ValidationLines());
    }

    [Fact]
    public async Task Another_order_is_imported_and_noticed()
    {
        var report = await ImportAsync(Enhancement(C), Enhancement(A), Enhancement(B));

        Assert.Equal(3, report.Enhanced);
        Assert.False(report.InOrder);
        Assert.False(report.IsOneAnswerEach);
    }

    [Fact]
    public async Task A_reference_nobody_answers_fails_as_missing()
    {
        var report = await ImportAsync(Enhancement(A), Enhancement(C));

        Assert.Equal((2, 1), (report.Enhanced, report.Missing));
        Assert.True(report.InOrder);
        Assert.False(report.IsOneAnswerEach);
        Assert.Equal($$"""{"reference_id":"{{B}}","error":"{{Missing}}"}""", ValidationLines()[^1]);
    }

    [Fact]
    public async Task An_empty_file_is_legal_and_answers_nothing()
    {
        var report = await ImportAsync();

        Assert.Null(report.BatchFailure);
        Assert.Equal((0, 3), (report.Lines, report.Missing));
    }

    [Fact]
    public async Task Without_a_file_everything_fails()
    {
        var result = await ResultImport.RunAsync(
            TestRobots.BatchId, _folder.File("none"), _folder.File("validation"), Requested(), Rules(), CancellationToken.None);

        Assert.NotNull(result.Report.BatchFailure);
        Assert.All(result.Outcomes, static outcome => Assert.Equal(EntryOutcome.Refused, outcome));
    }

    [Fact]
    public async Task Blank_lines_and_carriage_returns_are_fine_and_the_last_line_feed_is_not_needed()
    {
        var report = await ImportBytesAsync(Encoding.UTF8.GetBytes($"\n{Enhancement(A)}\r\n  \t\n{Enhancement(B)}\n\n{Enhancement(C)}"));

        Assert.True(report.IsOneAnswerEach);
    }

    [Theory]
    [InlineData("\uFEFF{enhancement}")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("not json")]
    [InlineData("""{"reference_id":"{id}"}""")]
    [InlineData("""{"reference_id":"{id}","message":null}""")]
    [InlineData("""{"reference_id":"{id}","message":"\ud800"}""")]
    [InlineData("""{"reference_id":"c232ab00-9414-11ec-b3c8-9f68deced846","message":"a UUID of version 1"}""")]
    [InlineData("""{"reference_id":"{id}","source":"x","visibility":"public","content":{"enhancement_type":"poem"}}""")]
    [InlineData("""{"reference_id":"{id}","source":"x","visibility":"secret","content":{"enhancement_type":"abstract","process":"other","abstract":"y"}}""")]
    [InlineData("""{"reference_id":"{id}","visibility":"public","content":{"enhancement_type":"abstract","process":"other","abstract":"y"}}""")]
    public async Task A_line_that_is_neither_leaves_its_reference_missing(string line)
    {
        var first = line.Replace("{id}", A, StringComparison.Ordinal).Replace("{enhancement}", Enhancement(A), StringComparison.Ordinal);

        var report = await ImportAsync(first, Enhancement(B), Enhancement(C));

        Assert.Equal((1, 1, 2), (report.Unparsable, report.Missing, report.Enhanced));
        Assert.StartsWith("Entry 1 could not be parsed: ", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.StartsWith("""{"error":"Entry 1 could not be parsed: """, ValidationLines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_both_is_taken_as_the_enhancement()
    {
        var both = Enhancement(A).Replace("\"source\"", "\"message\":\"odd\",\"source\"", StringComparison.Ordinal);

        Assert.Equal(1, (await ImportAsync(both)).Enhanced);
    }

    [Fact]
    public async Task A_stranger_is_turned_away()
    {
        var report = await ImportAsync(Enhancement(A), Enhancement(Stranger), Error(Stranger, "x"), Enhancement(B), Enhancement(C));

        Assert.Equal((3, 2), (report.Enhanced, report.NotInBatch));
        Assert.Equal($$"""{"reference_id":"{{Stranger}}","error":"Reference not in batch enhancement request."}""", ValidationLines()[1]);
    }

    [Fact]
    public async Task The_first_answer_stands_even_when_it_is_an_error()
    {
        var report = await ImportAsync(Error(A, "first"), Enhancement(A), Enhancement(B), Enhancement(B), Enhancement(C));

        Assert.Equal((2, 1, 2), (report.Enhanced, report.Failed, report.Duplicates));
        Assert.Equal($$"""{"reference_id":"{{A}}","error":"Duplicate reference ID in enhancement result."}""", ValidationLines()[1]);
    }

    [Fact]
    public async Task Before_G3_every_answer_is_imported()
    {
        var report = await ImportAsync(ImportRules.OfPushes, Enhancement(A), Enhancement(A), Raw(B), Enhancement(C));

        Assert.Equal((4, 1, 0), (report.Enhanced, report.Duplicates, report.Missing));
    }

    [Fact]
    public async Task Raw_enhancements_need_the_entitlement()
    {
        var refused = await ImportAsync(Raw(A), Enhancement(B), Enhancement(C));
        Assert.Equal((2, 1), (refused.Enhanced, refused.Refused));
        Assert.Equal($$"""{"reference_id":"{{A}}","error":"Robot is not entitled to return raw enhancements."}""", ValidationLines()[0]);

        var entitled = ImportRules.OfPolls(_robots.Register("raw_enhancement_writer"), new ImportedEnhancements());
        Assert.Equal(3, (await ImportAsync(entitled, Raw(A), Enhancement(B), Enhancement(C))).Enhanced);
    }

    [Fact]
    public async Task The_very_same_enhancement_is_discarded_and_another_is_not()
    {
        await ImportAsync(Enhancement(A), Enhancement(B), Enhancement(C));

        var reordered = $$"""{"content":{"annotations":[{"label":"bear","score":0.5,"scheme":"toys","annotation_type":"score"}],"enhancement_type":"annotation"},"visibility":"public","source":"test","reference_id":"{{B}}"}""";
        var report = await ImportAsync(Enhancement(A), reordered, Enhancement(C).Replace("0.5", "0.6", StringComparison.Ordinal));

        Assert.Equal((1, 2), (report.Enhanced, report.Discarded));
        Assert.Equal($$"""{"reference_id":"{{A}}","error":"Exact duplicate enhancement already exists on reference."}""", ValidationLines()[0]);
    }

    [Theory]
    [InlineData("""\u0000""")]
    [InlineData("""a \\ \" \u0000""")]
    public async Task U_0000_in_an_enhancement_rolls_the_whole_batch_back(string awkward)
    {
        var report = await ImportAsync(Enhancement(A), Enhancement(B).Replace("bear", awkward, StringComparison.Ordinal), Enhancement(C));
        Assert.Equal("Line 2 contains U+0000, which the database rejects.", report.BatchFailure);
        Assert.Equal(0, report.Enhanced);

        Assert.Equal(3, (await ImportAsync(Enhancement(A), Enhancement(B), Enhancement(C))).Enhanced);
    }

    [Theory]
    [InlineData("""\\u0000""")]
    [InlineData("""\ud83e\udd16""")]
    [InlineData("🤖\u2028\u0085")]
    public async Task Text_that_only_looks_awkward_is_imported(string text) =>
        Assert.Equal(3, (await ImportAsync(Enhancement(A).Replace("bear", text, StringComparison.Ordinal), Enhancement(B), Enhancement(C))).Enhanced);

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_roll_the_whole_batch_back() => Assert.Equal(
        "Line 1 is not UTF-8.", (await ImportBytesAsync([.. "{\"message\":\""u8, 0xff, .. "\"}"u8])).BatchFailure);

    [Theory]
    [InlineData(199, 3)]
    [InlineData(200, 2)]
    public async Task A_line_is_read_as_deep_as_the_repository_reads_it(int depth, int enhanced)
    {
        var deep = Enhancement(A).Replace("\"source\"", $"\"x\":{new string('[', depth)}1{new string(']', depth)},\"source\"", StringComparison.Ordinal);

        Assert.Equal(enhanced, (await ImportAsync(deep, Enhancement(B), Enhancement(C))).Enhanced);
    }

    [Fact]
    public async Task A_line_longer_than_any_buffer_is_read()
    {
        var longLabel = Enhancement(A).Replace("bear", new string('b', 3_000_000), StringComparison.Ordinal);

        Assert.True((await ImportAsync(longLabel, Enhancement(B), Enhancement(C))).IsOneAnswerEach);
    }

    private static string Raw(string reference) =>
        $$$"""{"reference_id":"{{{reference}}}","source":"test","visibility":"public","content":{"enhancement_type":"raw","source_export_date":"2026-01-01T00:00:00Z","description":"d","data":[1]}}""";

    private static string Error(string reference, string message) => $$"""{"reference_id":"{{reference}}","message":"{{message}}"}""";

    private static RequestedReferences Requested() => new([Guid.Parse(A), Guid.Parse(B), Guid.Parse(C)]);

    private ImportRules Rules() => ImportRules.OfPolls(_robots.Register(), _imported);

    private Task<ImportReport> ImportAsync(params string[] lines) => ImportAsync(Rules(), lines);

    private Task<ImportReport> ImportAsync(ImportRules rules, params string[] lines) =>
        ImportBytesAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n"))), rules);

    private async Task<ImportReport> ImportBytesAsync(byte[] file, ImportRules? rules = null)
    {
        await File.WriteAllBytesAsync(_folder.File("results"), file);
        var result = await ResultImport.RunAsync(
            TestRobots.BatchId, _folder.File("results"), _folder.File("validation"), Requested(), rules ?? Rules(), CancellationToken.None);
        return result.Report;
    }

    private string[] ValidationLines() => File.ReadAllLines(_folder.File("validation"));
}
