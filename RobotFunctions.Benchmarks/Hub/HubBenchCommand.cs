using System.CommandLine;
using System.Globalization;
using Npgsql;
using RobotFunctions.Benchmarks.Hub.Assistance;
using RobotFunctions.Benchmarks.Hub.Inbox;
using RobotFunctions.Benchmarks.Hub.Registry;
using RobotFunctions.Local.Commands;

namespace RobotFunctions.Benchmarks.Hub;

/// <summary><c>hub</c>: measures the start, the deliveries, the inbox, the registry and assistance of the Hub.</summary>
internal static class HubBenchCommand
{
    private const string Deliveries = "deliveries";
    private const string Inbox = "inbox";
    private const string Registry = "registry";
    private const string Assistance = "assistance";

    public static Command Create()
    {
        var events = new Option<int>("--events") { Description = "How many events are delivered.", DefaultValueFactory = static _ => 20_000 }.Within(1000, 10_000_000);
        var tasks = new Option<int>("--tasks") { Description = "How many tasks the lists of the inbox have.", DefaultValueFactory = static _ => 100_000 }.Within(1000, 10_000_000);
        var posts = new Option<int>("--posts") { Description = "How many tasks are posted.", DefaultValueFactory = static _ => 10_000 }.Within(1000, 10_000_000);
        var robots = new Option<int>("--robots") { Description = "How many robots the registry has.", DefaultValueFactory = static _ => 10_000 }.Within(1000, 1_000_000);
        var requests = new Option<int>("--requests") { Description = "How many requests for assistance are made.", DefaultValueFactory = static _ => 1000 }.Within(100, 1_000_000);
        var only = new Option<string?>("--only") { Description = "Measures one part only." }.AcceptOnlyFromAmong(Deliveries, Inbox, Registry, Assistance);
        var postgres = new Option<string?>("--postgres")
        {
            Description = "The connection string of a PostgreSQL server on which databases may be created, without a database. Default: SQLite files.",
        };
        var command = new Command("hub", "Measures the Hub against a floor on this machine.")
        {
            events, tasks, posts, robots, requests, only, postgres,
            DetailedHelp.Option("""
                The Hub runs in its own process, the receiver, which verifies each signature, in this one. The floor, in a third process, signs and sends events of the
                same size and stores nothing. Events are in the store before the Hub starts; time runs from the first to the last that arrives.

                Tasks are posted by 16 clients in this process; the floor inserts the same rows by bare commands, three a transaction. Pages of 50 tasks are read
                by 8 clients, the first page and one in the middle; the floor is the statement of a page alone.

                A file with many robots is compared with the registry that has them; the floor reads and compares it in memory. One robot with 1,000 changes is read
                as of a time, and the first 50 robots of a level, by 8 clients.

                16 bots ask for help, and a mail server in this process counts the messages; the floor sends messages by the SMTP library alone.
                """),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var folder = new BenchFolder();
            var server = parsed.GetValue(postgres);
            string NewDatabase() => server is null ? folder.NewFile("hub.db") : CreateDatabase(server);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(server is null ? "SQLite" : "PostgreSQL");
            var part = parsed.GetValue(only);
            if (part is null or Deliveries)
            {
                await output.WriteLineAsync(Lines(await new HubBench(NewDatabase, parsed.GetRequiredValue(events)).RunAsync(cancellation)));
            }

            if (part is null or Inbox)
            {
                var inbox = new InboxBench(NewDatabase, HubBench.Environment, parsed.GetRequiredValue(tasks), parsed.GetRequiredValue(posts));
                await output.WriteLineAsync($"{await inbox.RunAsync(cancellation)}");
            }

            if (part is null or Registry)
            {
                await output.WriteLineAsync($"{await new RegistryBench(NewDatabase, HubBench.Environment, parsed.GetRequiredValue(robots)).RunAsync(cancellation)}");
            }

            if (part is null or Assistance)
            {
                await output.WriteLineAsync($"{await new AssistanceBench(NewDatabase, HubBench.Environment, parsed.GetRequiredValue(requests)).RunAsync(cancellation)}");
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static string CreateDatabase(string server)
    {
        var name = $"bench_{Guid.CreateVersion7():N}";
        using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return $"{server};Database={name}";
    }

    private static string Lines(HubFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
          start      {figures.StartMilliseconds:0} ms to the first answer, {figures.StartBytes / 1048576.0:0} MiB; {figures.FirstStartMilliseconds:0} ms when it creates its store
          delivered  {figures.DeliveredPerSecond:N0} events/s, each verified by the receiver; {figures.PeakBytes / 1048576.0:0} MiB peak
          floor      {figures.FloorPerSecond:N0} requests/s, signed and sent, nothing stored
          ratio      {figures.FloorPerSecond / figures.DeliveredPerSecond:0.00}
          healthy    {figures.HealthyPerSecond:N0} events/s, while ten other destinations never answer
        """);

    private sealed class BenchFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("robot-bench-hub-");
        private int _files;

        public string NewFile(string name) => Path.Combine(_folder.CreateSubdirectory($"{++_files}").FullName, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
