using System.CommandLine;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Commands;
using RobotFunctions.Local.Commands.Registration;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

public sealed class RegistrationCommandTests : IAsyncLifetime, IDisposable
{
    private const string Token = "the-token-of-a-person";

    private static readonly string[] Register = ["register", "--name=title-length", "--owner=The team", "--description=Adds the length."];

    private readonly TemporaryFolder _temporary = new();
    private RepositorySimulator? _repository;

    public async Task InitializeAsync() => _repository = await RepositorySimulator.StartAsync(
        new SimulatorOptions { Folder = _temporary.File("repository"), Generation = ApiGeneration.G3, Token = Token });

    public async Task DisposeAsync() => await _repository!.DisposeAsync();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_robot_is_registered_into_a_new_environment_file_and_gets_a_new_secret_there_which_nobody_sees()
    {
        var (code, output, error) = await RunAsync(Token, [.. Register, "--env-file=.env"]);

        Assert.True(code == 0, error);
        var (id, first) = ReadFile();
        Assert.Equal(first, _repository!.Robots.Find(id)!.Secret);
        Assert.Contains($"Robot {id} (title-length) is registered.", output, StringComparison.Ordinal);
        Assert.Contains("robot check", output, StringComparison.Ordinal);
        Assert.DoesNotContain(first, output + error, StringComparison.Ordinal);
        AssertOnlyTheOwnerReads(".env");

        await File.WriteAllTextAsync(_temporary.File(".env"), $"# mine\nexport ROBOT_ID={id}\nROBOT_SECRET='{first}' # old\nBATCH_SIZE=5");
        var rotated = await RunAsync(Token, "rotate-secret", "--env-file=.env");

        Assert.True(rotated.Code == 0, rotated.Error);
        var second = _repository.Robots.Find(id)!.Secret;
        Assert.NotEqual(first, second);
        Assert.Equal($"# mine\nexport ROBOT_ID={id}\nROBOT_SECRET={second}\nBATCH_SIZE=5", await File.ReadAllTextAsync(_temporary.File(".env")));
        Assert.DoesNotContain(second, rotated.Output + rotated.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_file_holds_nothing_but_the_secret_and_is_not_overwritten_unless_forced()
    {
        string[] another = ["register", "--name=another", "--owner=o", "--description=d", $"--secret-file={_temporary.File("secret.txt")}"];

        var first = await RunHereAsync(Token, [.. Register, another[^1]]);
        var refused = await RunHereAsync(Token, another);
        var calls = _repository!.Calls.All.Count;
        var forced = await RunHereAsync(Token, [.. another, "--force", "--json"]);

        Assert.Equal((0, 2, 0), (first.Code, refused.Code, forced.Code));
        Assert.Contains("exists. Give another file, or --force", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, calls);
        using var json = JsonDocument.Parse(forced.Output);
        Assert.Equal(_temporary.File("secret.txt"), json.RootElement.GetProperty("stored_in").GetString());
        Assert.True(RobotId.TryParse(json.RootElement.GetProperty("robot_id").GetString(), out var id));
        Assert.Equal(_repository.Robots.Find(id)!.Secret, await File.ReadAllTextAsync(_temporary.File("secret.txt")));
        Assert.Matches("^[0-9a-f]{64}\\z", await File.ReadAllTextAsync(_temporary.File("secret.txt")));
        AssertOnlyTheOwnerReads("secret.txt");
    }

    [Theory]
    [InlineData("", "The token is missing. Set DESTINY_TOKEN", "--secret-file=s")]
    [InlineData("Bearer x", "without the word Bearer", "--secret-file=s")]
    [InlineData(Token, "Say where the secret goes")]
    [InlineData(Token, "cannot be written", "--secret-file=no/such/folder/s")]
    public async Task What_is_missing_is_told_before_the_repository_is_asked(string token, string sentence, params string[] target)
    {
        var (code, output, error) = await RunAsync(token, [.. Register, .. target]);

        Assert.Equal(2, code);
        Assert.Contains(sentence, output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(_repository!.Calls.All);
    }

    [Fact]
    public async Task A_repository_that_refuses_ends_the_command_with_its_reason_and_no_file()
    {
        var (code, _, error) = await RunHereAsync("another-token", [.. Register, $"--secret-file={_temporary.File("secret.txt")}"]);

        Assert.Equal(1, code);
        Assert.Contains("The repository does not accept the token: 401", error, StringComparison.Ordinal);
        Assert.DoesNotContain("another-token", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_temporary.File("secret.txt")));
    }

    [Fact]
    public async Task A_secret_that_cannot_be_stored_is_lost_and_the_command_says_how_to_get_another()
    {
        Directory.CreateDirectory(_temporary.File("folder"));
        _repository!.Faults.Add(CallKind.RegisterRobot, async (context, next) =>
        {
            Directory.Delete(_temporary.File("folder"));
            await next(context);
        });

        var (code, _, error) = await RunHereAsync(Token, [.. Register, $"--secret-file={_temporary.File("folder/secret.txt")}"]);

        Assert.Equal(1, code);
        Assert.Contains("The secret could not be stored and is lost", error, StringComparison.Ordinal);
        Assert.Matches("robot rotate-secret --robot-id [0-9a-f-]{36} --secret-file FILE", error);
    }

    [Fact]
    public async Task Rotation_needs_the_id_of_the_robot()
    {
        var robot = _repository!.Robots.Register();
        var first = robot.Secret;

        var without = await RunHereAsync(Token, "rotate-secret", $"--secret-file={_temporary.File("secret.txt")}");
        var (code, output, _) = await RunHereAsync(Token, "rotate-secret", $"--robot-id={robot.Id}", $"--secret-file={_temporary.File("secret.txt")}");

        Assert.Equal((2, 0), (without.Code, code));
        Assert.StartsWith("The robot's id is missing.", without.Error, StringComparison.Ordinal);
        Assert.Contains($"Robot {robot.Id} has a new secret; the old one is invalid.", output, StringComparison.Ordinal);
        Assert.Contains($"set Robot__Id={robot.Id} and Robot__Secret to the content of that file", output, StringComparison.Ordinal);
        Assert.NotEqual(first, robot.Secret);
        Assert.Equal(robot.Secret, await File.ReadAllTextAsync(_temporary.File("secret.txt")));
    }

    /// <summary>Runs a command in this process.</summary>
    private async Task<(int Code, string Output, string Error)> RunHereAsync(string token, params string[] arguments)
    {
        await File.WriteAllTextAsync(
            _temporary.File("settings.json"), $$$"""{"DESTINY_TOKEN":"{{{token}}}","Repository":{"Url":"{{{_repository!.Url}}}"}}""");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { RegisterCommand.Create(static _ => { }), RotateSecretCommand.Create(static _ => { }) };
        GlobalOptions.AddTo(root);
        try
        {
            var code = await root.Parse([.. arguments, "--config", _temporary.File("settings.json")])
                .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
            return (code, output.ToString(), error.ToString());
        }
        catch (StartRefusedException refused)
        {
            return (2, output.ToString(), refused.Message);
        }
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string token, params string[] arguments) => RobotProcess.RunAsync(
        _temporary.Path,
        new Dictionary<string, string> { ["DESTINY_TOKEN"] = token, ["DESTINY_REPOSITORY_URL"] = _repository!.Url.ToString() },
        "",
        arguments);

    private (RobotId Id, string Secret) ReadFile()
    {
        var lines = File.ReadAllLines(_temporary.File(".env"));
        Assert.Equal(2, lines.Length);
        Assert.True(RobotId.TryParse(lines[0].AsSpan("Robot__Id=".Length), out var id));
        return (id, lines[1]["Robot__Secret=".Length..]);
    }

    private void AssertOnlyTheOwnerReads(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temporary.File(file)));
        }
    }
}
