using System.Text.Json;
using RobotFunctions.Keywords;
using RobotFunctions.Local.Commands;
using RobotFunctions.Local.Commands.Enhance;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands.Enhance;

public sealed class EnhanceCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples", "references.jsonl");

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Without_an_enhancer_it_lists_those_there_are_and_leaves_nothing()
    {
        var (code, output, error) = await RunAsync(Request(Samples, enhancer: null));

        Assert.Equal((2, ""), (code, output.Trim()));
        Assert.Equal("No enhancer is given. Add --enhancer, or set Robot:Enhancer, to http, keywords or toy.", error.Trim());
        Assert.Empty(Directory.GetFileSystemEntries(_temporary.Path));
    }

    [Fact]
    public async Task The_enhancer_of_the_configuration_counts()
    {
        await File.WriteAllTextAsync(_temporary.File("settings.json"), """{"Robot":{"Enhancer":"toy"}}""");
        var request = Request(Samples, enhancer: null) with { Options = GlobalOptions.None with { ConfigFile = _temporary.File("settings.json") } };

        Assert.Equal(0, (await RunAsync(request)).Code);
    }

    [Fact]
    public async Task Keywords_without_a_taxonomy_says_so_and_leaves_nothing()
    {
        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", "enhance", Samples, "-o", "results.jsonl", "--enhancer", "keywords");

        Assert.Equal(2, code);
        Assert.StartsWith("Keywords:Taxonomy is missing.", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_temporary.Path));
    }

    [Theory]
    [InlineData("nowhere.jsonl does not exist.", "nowhere.jsonl")]
    [InlineData("nowhere/at-all.jsonl does not exist.", "nowhere/at-all.jsonl")]
    [InlineData("folder is a folder.", "folder")]
    [InlineData("loop cannot be used for the references: ", "loop")]
    [InlineData("folder is a folder.", "references.jsonl", "folder")]
    [InlineData("nowhere for the results does not exist. Create it", "references.jsonl", "nowhere/results.jsonl")]
    [InlineData("loop cannot be used for the results: ", "references.jsonl", "loop")]
    [InlineData("references.jsonl is used twice", "references.jsonl", "./references.jsonl")]
    [InlineData("link is used twice", "references.jsonl", "link")]
    [InlineData("results.jsonl is used twice", "references.jsonl", "results.jsonl", "results.jsonl")]
    [InlineData("nowhere for the error lines does not exist. Create it", "references.jsonl", "results.jsonl", "nowhere/errors.jsonl")]
    [InlineData("is a folder.", "references.jsonl", "results.jsonl", "folder")]
    public async Task A_file_that_cannot_be_used_is_told_in_a_sentence(string sentence, string input, string output = "results.jsonl", string? errors = null)
    {
        File.Copy(Samples, _temporary.File("references.jsonl"));
        Directory.CreateDirectory(_temporary.File("folder"));
        File.CreateSymbolicLink(_temporary.File("loop"), _temporary.File("loop"));
        File.CreateSymbolicLink(_temporary.File("link"), _temporary.File("references.jsonl"));
        var before = Directory.GetFileSystemEntries(_temporary.Path);

        var (code, printed, error) = await RunAsync(Request(input, output, errors));

        Assert.Equal((2, ""), (code, printed));
        Assert.Contains(sentence, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(_temporary.Path));
    }

    [Theory]
    [InlineData(true, false, "--resume needs a result file")]
    [InlineData(false, true, "--json prints the summary to standard output")]
    public async Task What_needs_a_result_file_says_so_where_results_go_to_standard_output(bool resume, bool json, string sentence)
    {
        var (code, _, error) = await RunAsync(Request(Samples, "-") with { Resume = resume, Json = json });

        Assert.Equal(2, code);
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_file_that_another_robot_is_writing_is_refused()
    {
        using var other = WorkFolder.Beside(_temporary.File("results.jsonl"), resume: false);

        var (code, _, error) = await RunAsync(Request(Samples));

        Assert.Equal(2, code);
        Assert.Contains("is in use by another robot", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_reference_is_refused_with_the_reason_and_leaves_nothing()
    {
        await File.WriteAllTextAsync(_temporary.File("references.jsonl"), "[\n]\n");

        var (code, _, error) = await RunAsync(Request("references.jsonl"));

        Assert.Equal(1, code);
        Assert.StartsWith("The reference file cannot be read", error, StringComparison.Ordinal);
        Assert.Equal([_temporary.File("references.jsonl")], Directory.GetFileSystemEntries(_temporary.Path));
    }

    [Fact]
    public async Task A_temporary_folder_that_is_missing_is_told_in_a_sentence()
    {
        var (code, _, error) = await RobotProcess.RunAsync(
            _temporary.Path, new Dictionary<string, string> { ["TMPDIR"] = _temporary.File("nowhere"), ["DOTNET_EnableDiagnostics"] = "0" }, "", "enhance", Samples, "--enhancer", "toy");

        Assert.Equal(2, code);
        Assert.Contains("TMPDIR", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_gives_the_bytes_that_the_file_gives()
    {
        await RunAsync(Request(Samples));

        var (code, output, _) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, await File.ReadAllTextAsync(Samples), "enhance", "-", "--enhancer", "toy");

        Assert.Equal(0, code);
        Assert.Equal(await File.ReadAllTextAsync(_temporary.File("results.jsonl")), output.TrimEnd('\n') + "\n");
        Assert.Equal([_temporary.File("results.jsonl")], Directory.GetFileSystemEntries(_temporary.Path));
    }

    [Fact]
    public async Task Many_chunks_and_repeated_lines_give_one_line_for_each_reference_in_the_order_of_the_file()
    {
        var ids = Enumerable.Range(0, 25).Select(static index => $"0198c1a2-7b3c-7def-8123-{index:x12}").ToList();
        var lines = ids.Select(static id => $$"""{"id":"{{id}}"}""").ToList();
        await File.WriteAllLinesAsync(_temporary.File("references.jsonl"), [.. lines, "bad", lines[3], lines[20]]);

        var (code, output, error) = await RobotProcess.RunAsync(
            _temporary.Path, new Dictionary<string, string> { ["Limits__ChunkReferences"] = "4" }, "", "enhance", "references.jsonl", "--enhancer", "toy");

        Assert.Equal(1, code);
        Assert.Equal(ids, output.Trim().Split('\n').Select(static line => JsonElement.Parse(line).GetProperty("reference_id").GetString()));
        Assert.Contains("25 enhanced, 0 failed, 1 bad lines, 2 duplicates", error, StringComparison.Ordinal);
        Assert.Contains("line 26:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_is_one_JSON_document_and_the_error_lines_have_a_file()
    {
        await File.WriteAllTextAsync(_temporary.File("references.jsonl"), $$"""
            {"id":"0198c1a2-7b3c-7def-8123-000000000001"}
            {"id":"0198c1a2-7b3c-7def-8123-000000000002","identifiers":5}
            bad

            """);

        var (code, output, error) = await RunAsync(Request("references.jsonl", errors: "errors.jsonl") with { Json = true });

        Assert.Equal((1, ""), (code, error.Trim()));
        var summary = JsonElement.Parse(output);
        Assert.Equal((1, 1, 1), (summary.GetProperty("enhanced").GetInt32(), summary.GetProperty("failed").GetInt32(), summary.GetProperty("bad_lines").GetInt32()));
        Assert.Equal(3, summary.GetProperty("first_bad_lines")[0].GetProperty("line").GetInt32());
        var failed = JsonElement.Parse(Assert.Single(await File.ReadAllLinesAsync(_temporary.File("errors.jsonl"))));
        Assert.EndsWith("2", failed.GetProperty("reference_id").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_temporary.File("results.jsonl"))).Length);
    }

    [Fact]
    public async Task A_reader_that_is_gone_ends_it_silently_with_1()
    {
        await File.WriteAllLinesAsync(
            _temporary.File("references.jsonl"), Enumerable.Range(0, 20_000).Select(static index => $$"""{"id":"0198c1a2-7b3c-7def-8123-{{index:x12}}"}"""));
        var start = new System.Diagnostics.ProcessStartInfo(
            "bash", ["-c", $"dotnet '{RobotProcess.Program}' enhance references.jsonl --enhancer toy 2>error | head -1 >first; echo ${{PIPESTATUS[0]}} >code"])
        {
            WorkingDirectory = _temporary.Path,
        };

        using (var shell = System.Diagnostics.Process.Start(start)!)
        {
            await shell.WaitForExitAsync();
        }

        Assert.Equal("1\n", await File.ReadAllTextAsync(_temporary.File("code")));
        Assert.Equal("", await File.ReadAllTextAsync(_temporary.File("error")));
        Assert.Single(await File.ReadAllLinesAsync(_temporary.File("first")));
    }

    /// <summary>Runs the command in this process, with the files in the temporary folder.</summary>
    private async Task<(int Code, string Output, string Error)> RunAsync(EnhanceRequest request)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await new EnhanceRun(
            request with
            {
                Input = At(request.Input)!,
                Output = At(request.Output)!,
                Errors = At(request.Errors),
            },
            static services => services.AddKeywords(),
            TimeProvider.System,
            output,
            error).RunAsync(CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    private string? At(string? file) => file is null or "-" || Path.IsPathRooted(file) ? file : $"{_temporary.Path}/{file}";

    private static EnhanceRequest Request(string input, string output = "results.jsonl", string? errors = null, string? enhancer = "toy") =>
        new(input, output, enhancer, errors, Resume: false, Json: false, GlobalOptions.None);
}
