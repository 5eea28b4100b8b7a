using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Demo;

/// <summary><c>robot hub --demo</c>: a tour with a store of its own, in which the sample schema and tasks are, and with a receiver that prints what arrives.</summary>
internal sealed class HubDemo : IAsyncDisposable
{
    // Where the receiver of samples/webhook-receiver listens.
    private const string SampleUrl = "http://127.0.0.1:8099/";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("robot-hub-demo-");
    private readonly DemoReceiver _receiver;

    private HubDemo(DemoReceiver receiver) => _receiver = receiver;

    /// <summary>The settings of its Hub.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        [$"{HubOptions.Section}:{nameof(HubOptions.Database)}"] = Path.Combine(_folder.FullName, "hub.db"),
        [$"{HubOptions.Section}:{nameof(HubOptions.AllowPrivateDestinations)}"] = "true",
    };

    /// <summary>Starts the receiver.</summary>
    /// <param name="output">Where it prints.</param>
    /// <param name="time">The time, by which signatures are verified.</param>
    /// <param name="cancellation">Cancels the start.</param>
    public static async Task<HubDemo> StartAsync(TextWriter output, TimeProvider time, CancellationToken cancellation) =>
        new(await DemoReceiver.StartAsync(output, time, cancellation));

    /// <summary>Installs the sample schema, and posts and decides the sample tasks.</summary>
    /// <returns>How many tasks there are.</returns>
    public async Task<int> FillAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var caller = CommandLineCaller.In(Workspace.DefaultId);
        var installed = (SchemaInstalled)await services.GetRequiredService<SchemaInstaller>().InstallAsync(caller, SampleSchema(), isDryRun: false, cancellation);
        _receiver.Secret = WebhookSecret.Parse(installed.Secret!);
        var posting = services.GetRequiredService<TaskPosting>();
        var actions = services.GetRequiredService<TaskActions>();
        foreach (var sample in DemoTasks.All)
        {
            var meta = JsonSerializer.SerializeToElement(sample.Meta, DemoJson.Default.JsonObject);
            var posted = Done(await posting.PostAsync(caller, new TaskPost(installed.Schema.Name, sample.Type, Meta: meta), cancellation));
            if (sample.Decision is { } state)
            {
                var answer = sample.Answer is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(sample.Answer, DemoJson.Default.JsonObject);
                Done(await actions.DecideAsync(new TaskTarget(caller, posted.Snapshot.Task.Id, IfMatch: null), state, answer, sample.Comment, cancellation));
            }
        }

        return DemoTasks.All.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private byte[] SampleSchema()
    {
        using var stream = typeof(HubDemo).Assembly.GetManifestResourceStream("samples/inbox/approvals.yml")!;
        using var reader = new StreamReader(stream);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace(SampleUrl, _receiver.Url, StringComparison.Ordinal));
    }

    private static TaskDone Done(TaskResult result) => result as TaskDone ?? throw new InvalidOperationException($"A sample task does not fit the sample schema: {result}.");
}
